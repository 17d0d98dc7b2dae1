-- +goose Up
CREATE TABLE channel (
    id        TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenant (id),
    key       TEXT NOT NULL UNIQUE,
    kind      TEXT NOT NULL,
    options   {{JSON}},
    secrets   {{BYTES}},
    active    BOOLEAN NOT NULL DEFAULT TRUE
);

CREATE INDEX channel_tenant ON channel (tenant_id);

CREATE TABLE chat_install (
    id           TEXT PRIMARY KEY,
    tenant_id    TEXT NOT NULL,
    channel_id   TEXT NOT NULL,
    workspace    TEXT NOT NULL,
    options      {{JSON}},
    secrets      {{BYTES}},
    installed_at {{TS}} NOT NULL,
    UNIQUE (channel_id, workspace)
);

CREATE TABLE chat_account (
    id          TEXT PRIMARY KEY,
    tenant_id   TEXT NOT NULL,
    channel_id  TEXT NOT NULL,
    user_ref    TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    direct      TEXT NOT NULL DEFAULT '',
    linked_at   {{TS}} NOT NULL,
    unreachable BOOLEAN NOT NULL DEFAULT FALSE,
    UNIQUE (channel_id, user_ref)
);

CREATE INDEX chat_account_employee ON chat_account (employee_id);

CREATE TABLE link_code (
    id          TEXT PRIMARY KEY,
    tenant_id   TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    digest      TEXT NOT NULL,
    expires_at  {{TS}} NOT NULL,
    used_at     {{TS}}
);

CREATE INDEX link_code_open ON link_code (tenant_id, digest) WHERE used_at IS NULL;

CREATE TABLE link_tries (
    channel_id TEXT NOT NULL,
    user_ref   TEXT NOT NULL,
    wrong      INTEGER NOT NULL,
    until      {{TS}} NOT NULL,
    PRIMARY KEY (channel_id, user_ref)
);
