-- +goose Up
-- When a channel's webhooks last came, and how many nobody signed who may: what whoever sets it up looks at.
CREATE TABLE channel_pulse (
    channel_id TEXT PRIMARY KEY,
    tenant_id  TEXT NOT NULL,
    heard_at   {{TS}},
    refused_at {{TS}},
    refused    INTEGER NOT NULL DEFAULT 0
);

-- Accounts that wrote and are nobody's: which and when, and nothing of what.
CREATE TABLE chat_sender (
    channel_id TEXT NOT NULL,
    user_ref   TEXT NOT NULL,
    tenant_id  TEXT NOT NULL,
    first_at   {{TS}} NOT NULL,
    last_at    {{TS}} NOT NULL,
    PRIMARY KEY (channel_id, user_ref)
);
CREATE INDEX chat_sender_of ON chat_sender (tenant_id, last_at);

-- What failed is few and is asked for by company and channel.
CREATE INDEX inbox_failed ON inbox (tenant_id, id) WHERE state = 'failed';
CREATE INDEX outbox_dead ON outbox (channel_id, id) WHERE state = 'dead';
CREATE INDEX chat_account_tenant ON chat_account (tenant_id, channel_id);
