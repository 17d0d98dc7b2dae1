-- +goose Up
-- A row is one thing somebody was reminded of, once for ever: who decides writes it in the commit of what must be told.
CREATE TABLE reminder (
    id            TEXT PRIMARY KEY,
    tenant_id     TEXT NOT NULL,
    employee_id   TEXT NOT NULL,
    kind          TEXT NOT NULL,
    business_date TEXT NOT NULL CHECK (length(business_date) = 10),
    step          TEXT NOT NULL DEFAULT '',
    about_id      TEXT NOT NULL DEFAULT '',
    state         TEXT NOT NULL,
    note          TEXT NOT NULL DEFAULT '',
    due_at        {{TS}} NOT NULL,
    made_at       {{TS}} NOT NULL,
    again_at      {{TS}},
    times         INTEGER NOT NULL
);

CREATE UNIQUE INDEX reminder_once ON reminder (employee_id, business_date, kind, step, about_id, tenant_id);
CREATE INDEX reminder_again ON reminder (tenant_id, again_at) WHERE again_at IS NOT NULL;

-- How far a company's reminders have been decided about.
CREATE TABLE reminder_mark (
    tenant_id TEXT PRIMARY KEY,
    mark_at   {{TS}} NOT NULL
);

-- A row that is of no use later, and the channels that could not deliver what it says.
ALTER TABLE outbox ADD COLUMN until_at {{TS}};
ALTER TABLE outbox ADD COLUMN tried {{JSON}};
