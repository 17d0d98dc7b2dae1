package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

type outboxStore struct{ *Store }

// Outbox keeps what is owed.
func (s *Store) Outbox() outbox.Store { return outboxStore{s} }

const addOutbox = "INSERT INTO outbox (id, tenant_id, channel_id, conversation, employee_id, kind, priority, address, body, " +
	"asks, state, note, attempts, created_at, next_at, sent_at, remote) VALUES "

// Add implements outbox.Store.
func (s outboxStore) Add(ctx context.Context, items []outbox.Item) error {
	return fault("owe", s.on(ctx).Transaction(func(tx *gorm.DB) error { return owe(tx, items) }))
}

// owe inserts rows; a row whose id is there already is left as it is.
func owe(tx *gorm.DB, items []outbox.Item) error {
	const most = 500 // SQLite binds 32,766 values in one statement
	for ; len(items) > most; items = items[most:] {
		if err := owe(tx, items[:most]); err != nil {
			return err
		}
	}
	if len(items) == 0 {
		return nil
	}
	args := make([]any, 0, len(items)*17)
	for _, i := range items {
		address, err := json.Marshal(i.Address)
		if err != nil {
			return domain.Errorf(domain.Invalid, "store: address of %s: %w", i.ID, err)
		}
		args = append(args, string(i.ID), string(i.Tenant), string(i.Channel), clean(i.Conversation), string(i.Employee),
			string(i.Kind), int(i.Priority), clean(string(address)), solid(i.Body), i.Asks, string(i.State), clean(i.Note),
			i.Attempts, micro(i.CreatedAt), micro(i.NextAt), microOrNil(i.SentAt), clean(i.Remote))
	}
	return tx.Exec(addOutbox+tuples(len(items), marks(17))+" ON CONFLICT (id) DO NOTHING", args...).Error
}

// Head implements outbox.Store.
func (s outboxStore) Head(ctx context.Context, conversation string, now time.Time, limit int) ([]outbox.Item, error) {
	var items []outbox.Item
	err := s.on(ctx).Where("conversation = ? AND state = 'owed'", clean(conversation)).
		Order("id").Limit(limit).Find(&items).Error
	if err != nil {
		return nil, fault("read the outbox", err)
	}
	if len(items) > 0 && items[0].NextAt.After(now) {
		return nil, nil
	}
	return items, nil
}

// Riding implements outbox.Store.
func (s outboxStore) Riding(ctx context.Context, channel, employee domain.ID, limit int) ([]outbox.Item, error) {
	var items []outbox.Item
	err := s.on(ctx).Where("channel_id = ? AND employee_id = ? AND state = 'kept'", string(channel), string(employee)).
		Order("priority, id").Limit(limit).Find(&items).Error
	return items, fault("read what is kept", err)
}

// Leftovers implements outbox.Store.
func (s outboxStore) Leftovers(ctx context.Context, before time.Time, limit int) ([]string, error) {
	var names []string
	err := s.on(ctx).Raw(`SELECT o.conversation FROM outbox o WHERE o.state = 'owed' AND o.next_at < ?
		AND NOT EXISTS (SELECT 1 FROM outbox p WHERE p.conversation = o.conversation AND p.state = 'owed' AND p.id < o.id)
		ORDER BY o.next_at, o.id LIMIT ?`, before, limit).Scan(&names).Error
	return names, fault("look for leftovers", err)
}

// Asked implements outbox.Store.
func (s outboxStore) Asked(ctx context.Context, conversation string, since time.Time) (bool, error) {
	var last outbox.Item
	err := s.on(ctx).Select("asks").Where("conversation = ? AND created_at >= ? AND kind <> ?",
		clean(conversation), since, string(outbox.Refresh)).Order("id DESC").Take(&last).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return false, nil
	}
	return last.Asks, fault("look at the last message", err)
}

// Prune implements outbox.Store. Rows still owed stay, and so do kept ones: they may ride yet.
func (s outboxStore) Prune(ctx context.Context, before time.Time) (int64, error) {
	return s.prune(ctx, `DELETE FROM outbox WHERE id IN (SELECT id FROM outbox
		WHERE id < ? AND created_at < ? AND state IN ('sent', 'dead') ORDER BY id LIMIT ?)`, before)
}

func microOrNil(t *time.Time) any {
	if t == nil {
		return nil
	}
	return micro(*t)
}
