-- +goose Up
-- Who may open the pages from where, and what a sign-in takes. NULL: from everywhere, a password.
ALTER TABLE tenant ADD COLUMN access {{JSON}};

-- How a person proves who he is, beside the password in employee. Nobody who never changed anything has a row.
CREATE TABLE credential (
    tenant_id   TEXT NOT NULL,
    employee_id TEXT NOT NULL PRIMARY KEY REFERENCES employee (id),
    must_change BOOLEAN NOT NULL,
    valid_until {{TS}},
    epoch       INTEGER NOT NULL,
    secrets     {{BYTES}},
    totp_step   BIGINT NOT NULL,
    recovery    {{JSON}}
);

-- Devices that are kept signed in to My recorder. Only digests of their tokens are kept.
CREATE TABLE device (
    id          TEXT PRIMARY KEY,
    tenant_id   TEXT NOT NULL,
    employee_id TEXT NOT NULL REFERENCES employee (id),
    name        TEXT NOT NULL,
    digest      TEXT NOT NULL,
    previous    TEXT NOT NULL DEFAULT '',
    stamp       TEXT NOT NULL,
    made_at     {{TS}} NOT NULL,
    used_at     {{TS}} NOT NULL,
    expires_at  {{TS}} NOT NULL
);

CREATE INDEX device_person ON device (tenant_id, employee_id);
CREATE INDEX device_expiry ON device (expires_at);
