-- +goose Up
-- Whom the law's hours and the overtime agreement do not bound (管理監督者, 36協定対象外); as of now, the dates are in versions.
ALTER TABLE employee ADD COLUMN supervisor BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE employee ADD COLUMN outside_agreement BOOLEAN NOT NULL DEFAULT FALSE;

-- The day on which the agreement's months begin (36起算日); 0: with the closing periods.
ALTER TABLE closing_group ADD COLUMN agreement_day INTEGER NOT NULL DEFAULT 0 CHECK (agreement_day BETWEEN 0 AND 28);

-- A pattern's hours of single weekdays, where they are others (曜日別).
ALTER TABLE work_pattern ADD COLUMN weekdays {{JSON}};
