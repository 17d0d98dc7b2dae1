-- +goose Up
-- What a master was and will be, oldest first, each with the business date it counts from; empty: it has always been so.
ALTER TABLE tenant ADD COLUMN versions {{JSON}};
ALTER TABLE work_pattern ADD COLUMN versions {{JSON}};
ALTER TABLE closing_group ADD COLUMN versions {{JSON}};
ALTER TABLE employee ADD COLUMN versions {{JSON}};

ALTER TABLE employee ADD COLUMN hired_on TEXT NOT NULL DEFAULT '';
ALTER TABLE employee ADD COLUMN left_on TEXT NOT NULL DEFAULT '';

-- Who changed which master, since when it counts, when and why. Rows are only ever added.
CREATE TABLE master_change (
    id         TEXT PRIMARY KEY,
    tenant_id  TEXT NOT NULL REFERENCES tenant (id),
    kind       TEXT NOT NULL,
    code       TEXT NOT NULL,
    field      TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL DEFAULT '',
    before     TEXT NOT NULL DEFAULT '',
    after      TEXT NOT NULL DEFAULT '',
    by_id      TEXT NOT NULL DEFAULT '',
    door       TEXT NOT NULL,
    reason     TEXT NOT NULL DEFAULT '',
    at         {{TS}} NOT NULL
);

CREATE INDEX master_change_newest ON master_change (tenant_id, id);
