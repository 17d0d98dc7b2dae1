-- +goose Up
-- What is said to many. A row changes only by a step that compares its revision.
CREATE TABLE message (
    id         TEXT PRIMARY KEY,
    tenant_id  TEXT NOT NULL,
    number     INTEGER NOT NULL CHECK (number > 0),
    by_id      TEXT NOT NULL,
    door       TEXT NOT NULL,
    title      TEXT NOT NULL,
    body       TEXT NOT NULL,
    audience   {{JSON}} NOT NULL,
    survey     {{JSON}},
    state      TEXT NOT NULL CHECK (state IN ('scheduled', 'sending', 'sent', 'cancelled', 'recalled')),
    at         {{TS}} NOT NULL,
    step       TEXT NOT NULL,
    next_at    {{TS}},
    mark       TEXT NOT NULL,
    note       TEXT NOT NULL,
    revision   INTEGER NOT NULL CHECK (revision > 0),
    created_at {{TS}} NOT NULL,
    UNIQUE (tenant_id, number)
);

-- Who has it. The key is what keeps a sending that is resumed from telling anybody twice.
CREATE TABLE message_recipient (
    tenant_id     TEXT NOT NULL,
    message_id    TEXT NOT NULL,
    employee_id   TEXT NOT NULL,
    department_id TEXT NOT NULL,
    delivery      TEXT NOT NULL,
    channel_id    TEXT NOT NULL,
    opened_at     {{TS}},
    answered_at   {{TS}},
    PRIMARY KEY (message_id, employee_id)
);
CREATE INDEX message_recipient_of ON message_recipient (tenant_id, employee_id, message_id);

-- What was answered. The voter of an anonymous survey is nobody's id, and its rows have no time.
CREATE TABLE message_answer (
    tenant_id     TEXT NOT NULL,
    message_id    TEXT NOT NULL,
    voter         TEXT NOT NULL,
    department_id TEXT NOT NULL,
    choices       {{JSON}} NOT NULL,
    comment       TEXT NOT NULL,
    at            {{TS}},
    PRIMARY KEY (message_id, voter)
);

-- The message a row tells of, so that what becomes of it is known there and a recall finds what is still owed.
ALTER TABLE outbox ADD COLUMN about_id TEXT NOT NULL DEFAULT '';
CREATE INDEX outbox_about ON outbox (about_id) WHERE about_id <> '';

-- An event whose text must not outlast its turn: an answer to an anonymous survey.
ALTER TABLE inbox ADD COLUMN forget BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX inbox_forget ON inbox (id) WHERE forget;
