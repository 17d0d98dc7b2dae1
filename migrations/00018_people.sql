-- +goose Up
-- What lists of people have beside names: 敬称, メール1–3, 雇用区分, 支給形態, 勤怠就業管理ソフト用コード.
ALTER TABLE employee ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE employee ADD COLUMN mails {{JSON}};
ALTER TABLE employee ADD COLUMN employment TEXT NOT NULL DEFAULT '';
ALTER TABLE employee ADD COLUMN pay_form TEXT NOT NULL DEFAULT '';
ALTER TABLE employee ADD COLUMN attendance_code TEXT NOT NULL DEFAULT '';

-- Lists of people that were uploaded and are not taken in yet. They go when they are, or when their time is over.
CREATE TABLE staff_upload (
    id         TEXT PRIMARY KEY,
    tenant_id  TEXT NOT NULL,
    by_id      TEXT NOT NULL,
    name       TEXT NOT NULL,
    content    {{BYTES}} NOT NULL,
    choices    {{JSON}} NOT NULL,
    at         {{TS}} NOT NULL,
    expires_at {{TS}} NOT NULL
);
CREATE INDEX staff_upload_of ON staff_upload (tenant_id, at);
CREATE INDEX staff_upload_expiry ON staff_upload (expires_at);
CREATE INDEX link_code_of ON link_code (tenant_id, employee_id);

-- A passcode that was handed out opens the recorder only for choosing another one.
ALTER TABLE credential ADD COLUMN passcode_once BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE credential ADD COLUMN passcode_until {{TS}};
