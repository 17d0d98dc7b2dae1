-- +goose Up
-- Whose record was written to since it was last counted: n grows with every write and never goes back, so whoever read it
-- before the punches can tell whether they are still what he read. from_date and to_date are the days not counted yet.
CREATE TABLE ledger_touch (
    tenant_id   TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    n           BIGINT NOT NULL,
    from_date   TEXT NOT NULL DEFAULT '',
    to_date     TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, employee_id)
);

CREATE INDEX ledger_touch_pending ON ledger_touch (tenant_id, employee_id) WHERE from_date <> '';

-- The days of a person's month, counted once for everybody who reads them. Any row may be deleted: it is counted again.
CREATE TABLE day_rollup (
    tenant_id   TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    month       TEXT NOT NULL CHECK (length(month) = 7),
    from_date   TEXT NOT NULL CHECK (length(from_date) = 10),
    to_date     TEXT NOT NULL CHECK (length(to_date) = 10),
    basis       TEXT NOT NULL,
    live_until  BIGINT NOT NULL DEFAULT 0,
    totals      TEXT NOT NULL,
    days        TEXT NOT NULL,
    PRIMARY KEY (tenant_id, employee_id, month)
);
