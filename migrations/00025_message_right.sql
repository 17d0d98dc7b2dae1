-- +goose Up
-- Writing messages is a right of its own. Whoever could see people could write to them until now, and still can.
UPDATE permission_group SET can = CAST(REPLACE(CAST(can AS TEXT), ']', ',"message"]') AS {{JSON}})
    WHERE CAST(can AS TEXT) LIKE '%"view"%' AND CAST(can AS TEXT) NOT LIKE '%"message"%';
