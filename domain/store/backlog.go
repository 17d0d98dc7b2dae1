package store

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// Backlog counts what waits in the whole database: "inbox" events without a turn, "outbox" rows owed, "kept" rows that
// ride on a reply. Each is counted off an index that holds nothing else.
func (s *Store) Backlog(ctx context.Context) (map[string]int64, error) {
	var row struct{ Inbox, Outbox, Kept int64 }
	err := s.on(ctx).Raw(`SELECT (SELECT count(*) FROM inbox WHERE state = 'new') AS inbox,
		(SELECT count(*) FROM outbox WHERE state = 'owed') AS outbox, (SELECT count(*) FROM outbox WHERE state = 'kept') AS kept`).Find(&row).Error
	return map[string]int64{"inbox": row.Inbox, "outbox": row.Outbox, "kept": row.Kept}, fault("count what waits", err)
}

// Undelivered lists what no channel could tell its person since a time, oldest first.
func (s reminderStore) Undelivered(ctx context.Context, tenant domain.ID, since time.Time) ([]outbox.Item, error) {
	return list[outbox.Item](ctx, s.Store, "what was not told", "id", "tenant_id = ? AND created_at >= ? AND state = 'dead' AND note LIKE ?",
		string(tenant), micro(since), outbox.Undeliverable+"%")
}
