-- +goose Up
-- What a master was and will be, oldest first, each with the business date it counts from; empty: it has always been so.
ALTER TABLE tenant ADD COLUMN versions {{JSON}};
ALTER TABLE work_pattern ADD COLUMN versions {{JSON}};
ALTER TABLE closing_group ADD COLUMN versions {{JSON}};
ALTER TABLE employee ADD COLUMN versions {{JSON}};

ALTER TABLE employee ADD COLUMN hired_on TEXT NOT NULL DEFAULT '';
ALTER TABLE employee ADD COLUMN left_on TEXT NOT NULL DEFAULT '';

-- Counts the changes of a company's masters: whoever changes them says what he had read.
ALTER TABLE tenant ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
