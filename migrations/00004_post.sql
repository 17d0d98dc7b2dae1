-- +goose Up
-- A condition of the form col || '' = … is met by one index only: a database that knows nothing of a table yet would
-- take any other that seems to do, and keep to it.
-- Finished rows stay for weeks, open ones for moments: the indexes the worker lives on hold only the open ones.
CREATE TABLE inbox (
    id           TEXT PRIMARY KEY,
    tenant_id    TEXT NOT NULL,
    channel_id   TEXT NOT NULL,
    event_id     TEXT NOT NULL,
    message      TEXT NOT NULL DEFAULT '',
    conversation TEXT NOT NULL,
    at           {{TS}} NOT NULL,
    received_at  {{TS}} NOT NULL,
    body         {{BYTES}} NOT NULL,
    state        TEXT NOT NULL,
    note         TEXT NOT NULL DEFAULT '',
    attempts     INTEGER NOT NULL DEFAULT 0,
    next_at      {{TS}} NOT NULL
);

CREATE UNIQUE INDEX inbox_event ON inbox (channel_id, event_id);
CREATE INDEX inbox_message ON inbox (channel_id, message) WHERE message <> '';
CREATE INDEX inbox_pending ON inbox (conversation, at, id) WHERE state = 'new';
CREATE INDEX inbox_leftover ON inbox (next_at) WHERE state || '' = 'new';

CREATE TABLE outbox (
    id           TEXT PRIMARY KEY,
    tenant_id    TEXT NOT NULL,
    channel_id   TEXT NOT NULL,
    conversation TEXT NOT NULL,
    employee_id  TEXT NOT NULL DEFAULT '',
    kind         TEXT NOT NULL,
    priority     INTEGER NOT NULL,
    address      {{JSON}},
    body         {{BYTES}} NOT NULL,
    asks         BOOLEAN NOT NULL DEFAULT FALSE,
    state        TEXT NOT NULL,
    note         TEXT NOT NULL DEFAULT '',
    attempts     INTEGER NOT NULL DEFAULT 0,
    created_at   {{TS}} NOT NULL,
    next_at      {{TS}} NOT NULL,
    sent_at      {{TS}},
    remote       TEXT NOT NULL DEFAULT ''
);

CREATE INDEX outbox_conversation ON outbox ((conversation || ''), id);
CREATE INDEX outbox_owed ON outbox (conversation, id) WHERE state = 'owed';
CREATE INDEX outbox_leftover ON outbox (next_at) WHERE state || '' = 'owed';
CREATE INDEX outbox_kept ON outbox (channel_id, employee_id, priority, id) WHERE state = 'kept';
