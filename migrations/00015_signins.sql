-- +goose Up
-- Times somebody signed in, or tried to. Who is signed in is found here too: a session ends when its row says so.
CREATE TABLE sign_in (
    id          TEXT PRIMARY KEY,
    tenant_id   TEXT NOT NULL,
    employee_id TEXT NOT NULL REFERENCES employee (id),
    failed      TEXT NOT NULL DEFAULT '',
    name        TEXT NOT NULL,
    address     TEXT NOT NULL,
    stamp       TEXT NOT NULL,
    at          {{TS}} NOT NULL,
    seen_at     {{TS}} NOT NULL,
    ended_at    {{TS}}
);

CREATE INDEX sign_in_person ON sign_in (tenant_id, employee_id, at);
CREATE INDEX sign_in_at ON sign_in (at);

-- What the company file last set, beside what counts: the file's word counts once, not each time it is applied.
ALTER TABLE employee ADD COLUMN file_password TEXT NOT NULL DEFAULT '';
ALTER TABLE employee ADD COLUMN file_passcode TEXT NOT NULL DEFAULT '';
UPDATE employee SET file_password = password, file_passcode = passcode;
