-- +goose Up
CREATE TABLE tenant (
    id         TEXT PRIMARY KEY,
    code       TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    timezone   TEXT NOT NULL,
    boundary   INTEGER NOT NULL,
    workflow   TEXT NOT NULL CHECK (workflow IN ('on', 'off', 'admins')),
    greetings  BOOLEAN NOT NULL DEFAULT FALSE,
    words      {{JSON}},
    rules      {{JSON}},
    created_at {{TS}} NOT NULL
);

CREATE TABLE department (
    id        TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenant (id),
    code      TEXT NOT NULL,
    name      TEXT NOT NULL,
    parent_id TEXT NOT NULL DEFAULT '',
    UNIQUE (tenant_id, code)
);

CREATE TABLE site (
    id        TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenant (id),
    code      TEXT NOT NULL,
    name      TEXT NOT NULL,
    methods   {{JSON}},
    UNIQUE (tenant_id, code)
);

CREATE TABLE permission_group (
    id          TEXT PRIMARY KEY,
    tenant_id   TEXT NOT NULL REFERENCES tenant (id),
    code        TEXT NOT NULL,
    name        TEXT NOT NULL,
    departments {{JSON}},
    can         {{JSON}},
    UNIQUE (tenant_id, code)
);

CREATE TABLE closing_group (
    id        TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenant (id),
    code      TEXT NOT NULL,
    name      TEXT NOT NULL,
    day       INTEGER NOT NULL CHECK (day BETWEEN 1 AND 31),
    label     TEXT NOT NULL CHECK (label IN ('closing', 'start')),
    UNIQUE (tenant_id, code)
);

CREATE TABLE work_pattern (
    id        TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenant (id),
    code      TEXT NOT NULL,
    name      TEXT NOT NULL,
    start_min INTEGER NOT NULL,
    end_min   INTEGER NOT NULL,
    breaks    {{JSON}},
    boundary  INTEGER,
    UNIQUE (tenant_id, code)
);

CREATE TABLE reason_code (
    id        TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenant (id),
    code      TEXT NOT NULL,
    name      TEXT NOT NULL,
    UNIQUE (tenant_id, code)
);

CREATE TABLE employee (
    id                  TEXT PRIMARY KEY,
    tenant_id           TEXT NOT NULL REFERENCES tenant (id),
    code                TEXT NOT NULL,
    name                TEXT NOT NULL,
    kana                TEXT NOT NULL DEFAULT '',
    romaji              TEXT NOT NULL DEFAULT '',
    department_id       TEXT NOT NULL DEFAULT '',
    site_id             TEXT NOT NULL DEFAULT '',
    role                TEXT NOT NULL CHECK (role IN ('employee', 'manager', 'admin', 'owner')),
    permission_group_id TEXT NOT NULL DEFAULT '',
    login               TEXT NOT NULL DEFAULT '',
    password            TEXT NOT NULL DEFAULT '',
    passcode            TEXT NOT NULL DEFAULT '',
    language            TEXT NOT NULL DEFAULT '',
    closing_group_id    TEXT NOT NULL DEFAULT '',
    work_pattern_id     TEXT NOT NULL DEFAULT '',
    methods             {{JSON}},
    cards               {{JSON}},
    active              BOOLEAN NOT NULL DEFAULT TRUE,
    updated_at          {{TS}} NOT NULL,
    UNIQUE (tenant_id, code)
);

-- Not everybody signs in; those who do are told apart within their company.
CREATE UNIQUE INDEX employee_login ON employee (tenant_id, login) WHERE login <> '';

-- Rows are only ever added; the newest version of a scope counts.
CREATE TABLE month_lock (
    id          TEXT PRIMARY KEY,
    tenant_id   TEXT NOT NULL,
    group_id    TEXT NOT NULL,
    employee_id TEXT NOT NULL DEFAULT '',
    month       TEXT NOT NULL CHECK (length(month) = 7),
    version     INTEGER NOT NULL CHECK (version > 0),
    locked      BOOLEAN NOT NULL,
    by_id       TEXT NOT NULL DEFAULT '',
    reason      TEXT NOT NULL DEFAULT '',
    at          {{TS}} NOT NULL,
    UNIQUE (tenant_id, employee_id, month, group_id, version)
);
