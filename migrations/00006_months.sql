-- +goose Up
-- A person's month as it was when it was locked. Rows are only ever added; unlocking leaves them. figures is a text and
-- no document of the database's: its digest is of these very bytes.
CREATE TABLE month_snapshot (
    id          TEXT PRIMARY KEY,
    tenant_id   TEXT NOT NULL,
    lock_id     TEXT NOT NULL REFERENCES month_lock (id),
    employee_id TEXT NOT NULL,
    month       TEXT NOT NULL CHECK (length(month) = 7),
    from_date   TEXT NOT NULL CHECK (length(from_date) = 10),
    to_date     TEXT NOT NULL CHECK (length(to_date) = 10),
    version     INTEGER NOT NULL CHECK (version > 0),
    figures     TEXT NOT NULL,
    engine      TEXT NOT NULL,
    digest      TEXT NOT NULL,
    made_at     {{TS}} NOT NULL,
    UNIQUE (tenant_id, employee_id, month, version)
);
