-- +goose Up
-- Files that were handed out. lines holds 16 bytes for each line the whole file had then, which the next difference is
-- told from; the rows are only ever added.
CREATE TABLE export_made (
    id        TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    at        {{TS}} NOT NULL,
    by_id     TEXT NOT NULL,
    layout    TEXT NOT NULL,
    form      TEXT NOT NULL,
    month     TEXT NOT NULL,
    whose     TEXT NOT NULL,
    base_id   TEXT NOT NULL,
    name      TEXT NOT NULL,
    line_count INTEGER NOT NULL,
    same      INTEGER NOT NULL,
    gone      INTEGER NOT NULL,
    lost      INTEGER NOT NULL,
    unlocked  INTEGER NOT NULL,
    sha256    TEXT NOT NULL,
    lines     {{BYTES}} NOT NULL
);
CREATE INDEX export_made_newest ON export_made (tenant_id, at, id);
CREATE INDEX export_made_alike ON export_made (tenant_id, form, month, whose, at);

-- What was decided about an event that a recorder told of and that did not become a punch. One decision an event.
CREATE TABLE device_ruling (
    event_id  TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    verdict   TEXT NOT NULL CHECK (verdict IN ('accepted', 'dismissed')),
    by_id     TEXT NOT NULL,
    at        {{TS}} NOT NULL,
    why       TEXT NOT NULL,
    number    INTEGER NOT NULL
);
CREATE INDEX device_event_waiting ON device_event (tenant_id, received_at) WHERE state = 'held';

-- Punches that are kept without counting: few among millions.
CREATE INDEX punch_held ON punch (tenant_id, received_at) WHERE state = 'held';
