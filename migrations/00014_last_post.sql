-- +goose Up
-- When somebody last wrote or reacted in a chat, an hour a row: evidence for a clock-out that was forgotten. Never what.
CREATE TABLE last_post (
    tenant_id   TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    hour        BIGINT NOT NULL,
    at          {{TS}} NOT NULL,
    PRIMARY KEY (tenant_id, employee_id, hour)
);
