-- +goose Up
-- What is said of a day beside its punches. Rows are only ever added; the newest version of a day counts.
CREATE TABLE day_note (
    tenant_id     TEXT NOT NULL,
    employee_id   TEXT NOT NULL,
    business_date TEXT NOT NULL CHECK (length(business_date) = 10),
    version       INTEGER NOT NULL CHECK (version > 0),
    reasons       {{JSON}},
    note          TEXT NOT NULL DEFAULT '',
    by_id         TEXT NOT NULL DEFAULT '',
    door          TEXT NOT NULL DEFAULT '',
    ref           TEXT NOT NULL DEFAULT '',
    at            {{TS}} NOT NULL,
    PRIMARY KEY (employee_id, business_date, tenant_id, version)
);

-- What a reason means for the calculation of a day; empty: it only explains.
ALTER TABLE reason_code ADD COLUMN meaning {{JSON}};

-- Flexible hours, the time that parts a day's halves, and the side of a pattern's own boundary.
ALTER TABLE work_pattern ADD COLUMN flexible BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE work_pattern ADD COLUMN core {{JSON}};
ALTER TABLE work_pattern ADD COLUMN half_min INTEGER;
ALTER TABLE work_pattern ADD COLUMN boundary_side TEXT NOT NULL DEFAULT '';

-- Where a list of national holidays differs from the computed ones.
ALTER TABLE tenant ADD COLUMN holidays {{JSON}};

-- The month the overtime agreement's year begins with; 0: the usual one.
ALTER TABLE closing_group ADD COLUMN agreement_month INTEGER NOT NULL DEFAULT 0 CHECK (agreement_month BETWEEN 0 AND 12);

-- What a payroll program calls a person.
ALTER TABLE employee ADD COLUMN payroll_code TEXT NOT NULL DEFAULT '';
