-- +goose Up
-- How a company decides about requests: who is asked, who stands in, when the next ones are asked.
ALTER TABLE tenant ADD COLUMN approval {{JSON}};

-- By which door a month was locked or opened.
ALTER TABLE month_lock ADD COLUMN door TEXT NOT NULL DEFAULT '';

-- Corrections that were asked for. A row changes only by a step that the audit tells of.
CREATE TABLE request (
    id            TEXT PRIMARY KEY,
    tenant_id     TEXT NOT NULL,
    number        INTEGER NOT NULL CHECK (number > 1000),
    employee_id   TEXT NOT NULL,
    by_id         TEXT NOT NULL,
    door          TEXT NOT NULL,
    ref           TEXT NOT NULL,
    business_date TEXT NOT NULL CHECK (length(business_date) = 10),
    changes       {{JSON}},
    reasons       {{JSON}},
    note          TEXT,
    evidence      {{JSON}},
    day_version   TEXT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'returned', 'rejected', 'withdrawn', 'undone')),
    revision      INTEGER NOT NULL CHECK (revision > 0),
    approver_id   TEXT NOT NULL,
    level         INTEGER NOT NULL,
    escalates_at  {{TS}},
    decided_by    TEXT NOT NULL,
    decided_at    {{TS}},
    comment       TEXT NOT NULL,
    last_ref      TEXT NOT NULL,
    written       {{JSON}},
    created_at    {{TS}} NOT NULL,
    updated_at    {{TS}} NOT NULL,
    UNIQUE (tenant_id, number),
    UNIQUE (tenant_id, ref)
);
CREATE INDEX request_of_day ON request (tenant_id, employee_id, business_date);
CREATE INDEX request_by ON request (tenant_id, by_id, number);
CREATE INDEX request_pending ON request (tenant_id, number) WHERE state = 'pending';
CREATE INDEX request_overdue ON request (escalates_at) WHERE escalates_at IS NOT NULL;

-- Who changed what of a record. Rows are only ever added, in the commit of the change.
CREATE TABLE audit (
    id            TEXT PRIMARY KEY,
    tenant_id     TEXT NOT NULL,
    at            {{TS}} NOT NULL,
    by_id         TEXT NOT NULL,
    door          TEXT NOT NULL,
    act           TEXT NOT NULL,
    employee_id   TEXT NOT NULL,
    business_date TEXT NOT NULL,
    month         TEXT NOT NULL,
    number        INTEGER NOT NULL,
    state_before  {{JSON}} NOT NULL,
    state_after   {{JSON}} NOT NULL,
    why           TEXT NOT NULL,
    ref           TEXT NOT NULL
);
CREATE INDEX audit_by_time ON audit (tenant_id, at, id);
