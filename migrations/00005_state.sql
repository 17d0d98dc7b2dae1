-- +goose Up
-- What may be lost: open questions and who runs a conversation right now.
CREATE TABLE kv_state (
    k          TEXT PRIMARY KEY,
    v          {{BYTES}} NOT NULL,
    ver        BIGINT NOT NULL,
    expires_at {{TS}} NOT NULL
);

CREATE INDEX kv_state_expiry ON kv_state (expires_at);
