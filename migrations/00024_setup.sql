-- +goose Up
-- How far a company that was made empty has come with the questions of its beginning; '{}': it was not.
ALTER TABLE tenant ADD COLUMN setup {{JSON}} NOT NULL DEFAULT '{}';
