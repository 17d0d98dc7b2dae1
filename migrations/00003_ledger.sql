-- +goose Up
-- The end of each company's chain: whoever appends holds this row, so a company's punches have one order.
CREATE TABLE chain_head (
    tenant_id TEXT PRIMARY KEY,
    seq       BIGINT NOT NULL,
    hash      TEXT NOT NULL
);

CREATE TABLE punch (
    id            TEXT PRIMARY KEY,
    tenant_id     TEXT NOT NULL,
    seq           BIGINT NOT NULL CHECK (seq > 0),
    employee_id   TEXT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('in', 'out', 'leave', 'return', 'break_start', 'break_end')),
    mark          TEXT NOT NULL DEFAULT '',
    at            {{TS}} NOT NULL,
    received_at   {{TS}} NOT NULL,
    business_date TEXT NOT NULL CHECK (length(business_date) = 10),
    source        TEXT NOT NULL,
    source_ref    TEXT NOT NULL,
    message_ref   TEXT NOT NULL DEFAULT '',
    hold          TEXT NOT NULL DEFAULT '',
    supersedes    TEXT NOT NULL DEFAULT '',
    state         TEXT NOT NULL CHECK (state IN ('effective', 'superseded', 'void', 'held')),
    receipt       TEXT NOT NULL,
    hash          TEXT NOT NULL,
    prev_hash     TEXT NOT NULL
);

CREATE UNIQUE INDEX punch_source ON punch (source_ref, source, tenant_id);
CREATE UNIQUE INDEX punch_chain ON punch (tenant_id, seq);
CREATE INDEX punch_employee ON punch (employee_id, business_date);
CREATE INDEX punch_day ON punch (tenant_id, business_date);
CREATE INDEX punch_message ON punch (message_ref, source) WHERE message_ref <> '';

CREATE TABLE punch_change (
    id         TEXT PRIMARY KEY,
    tenant_id  TEXT NOT NULL,
    punch_id   TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state   TEXT NOT NULL,
    by_id      TEXT NOT NULL DEFAULT '',
    door       TEXT NOT NULL DEFAULT '',
    ref        TEXT NOT NULL DEFAULT '',
    at         {{TS}} NOT NULL
);

CREATE INDEX punch_change_punch ON punch_change (punch_id);

CREATE TABLE punch_witness (
    id          TEXT PRIMARY KEY,
    tenant_id   TEXT NOT NULL,
    punch_id    TEXT NOT NULL,
    source      TEXT NOT NULL,
    source_ref  TEXT NOT NULL,
    at          {{TS}} NOT NULL,
    received_at {{TS}} NOT NULL
);

CREATE UNIQUE INDEX punch_witness_source ON punch_witness (source_ref, source, tenant_id);
CREATE INDEX punch_witness_punch ON punch_witness (punch_id);
