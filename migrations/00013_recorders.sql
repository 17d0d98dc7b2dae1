-- +goose Up
-- Shared recorders at the door, as the company set them up.
CREATE TABLE recorder (
    id          TEXT PRIMARY KEY,
    tenant_id   TEXT NOT NULL REFERENCES tenant (id),
    code        TEXT NOT NULL,
    name        TEXT NOT NULL,
    site_id     TEXT NOT NULL DEFAULT '',
    keyboard    TEXT NOT NULL CHECK (keyboard IN ('kana', 'latin')),
    departments {{JSON}},
    messages    {{JSON}},
    ways        {{JSON}},
    rest        INTEGER NOT NULL,
    active      BOOLEAN NOT NULL,
    UNIQUE (tenant_id, code)
);

-- Which device stands at a recorder. Only digests of codes and keys are kept; the public key checks what it signed.
CREATE TABLE recorder_pairing (
    recorder_id TEXT PRIMARY KEY REFERENCES recorder (id),
    tenant_id   TEXT NOT NULL,
    code_digest TEXT NOT NULL,
    code_until  {{TS}},
    code_by     TEXT NOT NULL,
    digest      TEXT NOT NULL,
    public_key  {{BYTES}},
    device      TEXT NOT NULL,
    paired_at   {{TS}},
    seen_at     {{TS}},
    skew        BIGINT NOT NULL
);

-- What machines saw. Rows are only ever added; what counts of it is in punch.
CREATE TABLE device_event (
    id          TEXT PRIMARY KEY,
    tenant_id   TEXT NOT NULL,
    recorder_id TEXT NOT NULL,
    ref         TEXT NOT NULL,
    digest      TEXT NOT NULL,
    way         TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    kind        TEXT NOT NULL,
    device_at   {{TS}},
    skew        BIGINT NOT NULL,
    at          {{TS}} NOT NULL,
    received_at {{TS}} NOT NULL,
    offline     BOOLEAN NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('passed', 'held')),
    why         TEXT NOT NULL,
    punch_id    TEXT NOT NULL,
    UNIQUE (recorder_id, ref)
);
CREATE INDEX device_event_newest ON device_event (tenant_id, received_at);
CREATE INDEX device_event_held ON device_event (tenant_id, recorder_id, received_at) WHERE state = 'held';
