-- +goose Up
-- What is not sent yet: drafts of one person, and templates of everybody who may write.
CREATE TABLE message_draft (
    id         TEXT PRIMARY KEY,
    tenant_id  TEXT NOT NULL,
    by_id      TEXT NOT NULL,
    template   BOOLEAN NOT NULL,
    name       TEXT NOT NULL,
    content    {{JSON}} NOT NULL,
    revision   INTEGER NOT NULL CHECK (revision > 0),
    updated_at {{TS}} NOT NULL
);
CREATE INDEX message_draft_of ON message_draft (tenant_id, template, by_id);

-- Recipients under a name.
CREATE TABLE message_list (
    id         TEXT PRIMARY KEY,
    tenant_id  TEXT NOT NULL,
    by_id      TEXT NOT NULL,
    name       TEXT NOT NULL,
    audience   {{JSON}} NOT NULL,
    revision   INTEGER NOT NULL CHECK (revision > 0),
    updated_at {{TS}} NOT NULL,
    UNIQUE (tenant_id, name)
);

-- Files of drafts and messages; their contents are kept apart, by digest. A row is written after its content.
CREATE TABLE message_file (
    id         TEXT PRIMARY KEY,
    tenant_id  TEXT NOT NULL,
    holder_id  TEXT NOT NULL,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    size       BIGINT NOT NULL CHECK (size > 0),
    digest     TEXT NOT NULL,
    by_id      TEXT NOT NULL,
    created_at {{TS}} NOT NULL,
    deleted_at {{TS}}
);
CREATE INDEX message_file_of ON message_file (tenant_id, holder_id, id);
CREATE INDEX message_file_content ON message_file (tenant_id, digest);

-- Who was to get a message when it was written: what has changed by the time it is sent is told.
CREATE TABLE message_plan (
    tenant_id   TEXT NOT NULL,
    message_id  TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    PRIMARY KEY (message_id, employee_id)
);

ALTER TABLE message ADD COLUMN total INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN changes {{JSON}};
