-- +goose Up
-- Who does not want to be asked about forgotten punches. What waits for him, closes and limits are told all the same.
CREATE TABLE silence (
    tenant_id   TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    since_at    {{TS}} NOT NULL,
    PRIMARY KEY (tenant_id, employee_id)
);
