package store

import "context"

// Backlog counts what waits in the whole database: "inbox" events without a turn, "outbox" rows owed, "kept" rows that
// ride on a reply. Each is counted off an index that holds nothing else.
func (s *Store) Backlog(ctx context.Context) (map[string]int64, error) {
	var row struct{ Inbox, Outbox, Kept int64 }
	err := s.on(ctx).Raw(`SELECT (SELECT count(*) FROM inbox WHERE state = 'new') AS inbox,
		(SELECT count(*) FROM outbox WHERE state = 'owed') AS outbox, (SELECT count(*) FROM outbox WHERE state = 'kept') AS kept`).Scan(&row).Error
	return map[string]int64{"inbox": row.Inbox, "outbox": row.Outbox, "kept": row.Kept}, fault("count what waits", err)
}
