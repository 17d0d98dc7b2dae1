-- +goose Up
-- Records that are not offered any more. Whatever names one still shows it.
ALTER TABLE department ADD COLUMN retired BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE site ADD COLUMN retired BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE closing_group ADD COLUMN retired BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE work_pattern ADD COLUMN retired BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE permission_group ADD COLUMN retired BOOLEAN NOT NULL DEFAULT FALSE;

-- The order in which departments of one parent stand; those of the same place stand by their codes.
ALTER TABLE department ADD COLUMN place INTEGER NOT NULL DEFAULT 0;

-- The deeds about one record: its history in the console.
CREATE INDEX audit_by_ref ON audit (tenant_id, ref, at);
