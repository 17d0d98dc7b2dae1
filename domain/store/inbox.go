package store

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
)

type inboxStore struct{ *Store }

// Inbox keeps what arrived.
func (s *Store) Inbox() inbox.Store { return inboxStore{s} }

const addInbox = "INSERT INTO inbox (id, tenant_id, channel_id, event_id, conversation, at, received_at, body, state, " +
	"note, attempts, next_at) VALUES "

// Add implements inbox.Store.
func (s inboxStore) Add(ctx context.Context, items []inbox.Item) ([]domain.ID, error) {
	if len(items) == 0 {
		return nil, nil
	}
	return s.arrivals.do(ctx, items)
}

func (s *Store) addArrivals(tx *gorm.DB, asks [][]inbox.Item, results []result[[]domain.ID]) error {
	var args []any
	n := 0
	for _, items := range asks {
		n += len(items)
		for _, i := range items {
			args = append(args, string(i.ID), string(i.Tenant), string(i.Channel), clean(i.EventID), clean(i.Conversation),
				micro(i.At), micro(i.ReceivedAt), solid(i.Body), string(i.State), clean(i.Note), i.Attempts, micro(i.NextAt))
		}
	}
	var ids []domain.ID
	err := tx.Raw(addInbox+tuples(n, marks(12))+" ON CONFLICT (channel_id, event_id) DO NOTHING RETURNING id", args...).
		Scan(&ids).Error
	if err != nil {
		return err
	}
	added := make(map[domain.ID]bool, len(ids))
	for _, id := range ids {
		added[id] = true
	}
	for k, items := range asks {
		for _, i := range items {
			if added[i.ID] {
				results[k].answer = append(results[k].answer, i.ID)
			}
		}
	}
	return nil
}

// Pending implements inbox.Store.
func (s inboxStore) Pending(ctx context.Context, conversation string, now time.Time, limit int) ([]inbox.Item, error) {
	var items []inbox.Item
	err := s.on(ctx).Where("conversation = ? AND state = 'new' AND next_at <= ?", clean(conversation), now).
		Order("at, id").Limit(limit).Find(&items).Error
	return items, fault("read the inbox", err)
}

// Leftovers implements inbox.Store.
func (s inboxStore) Leftovers(ctx context.Context, before time.Time, limit int) ([]string, error) {
	var names []string
	err := s.on(ctx).Raw(`SELECT conversation FROM inbox WHERE state = 'new' AND next_at < ?
		GROUP BY conversation ORDER BY min(next_at), conversation LIMIT ?`, before, limit).Scan(&names).Error
	return names, fault("look for leftovers", err)
}

// Retry implements inbox.Store.
func (s inboxStore) Retry(ctx context.Context, id domain.ID, state inbox.State, note string, next time.Time) error {
	done := s.on(ctx).Exec(`UPDATE inbox SET state = ?, note = ?, next_at = ?, attempts = attempts + 1
		WHERE id = ? AND state = 'new'`, string(state), clean(note), micro(next), string(id))
	if done.Error == nil && done.RowsAffected == 0 {
		return domain.Errorf(domain.Conflict, "store: inbox item %s is not waiting any more", id)
	}
	return fault("note a failed turn", done.Error)
}

// Redact implements inbox.Store.
func (s inboxStore) Redact(ctx context.Context, channel domain.ID, eventIDs []string) error {
	if len(eventIDs) == 0 {
		return nil
	}
	names := make([]string, len(eventIDs))
	for i, name := range eventIDs {
		names[i] = clean(name)
	}
	err := s.on(ctx).Exec("UPDATE inbox SET body = ? WHERE channel_id = ? AND event_id IN ?",
		[]byte{}, string(channel), names).Error
	return fault("empty a withdrawn event", err)
}

// Prune implements inbox.Store.
func (s inboxStore) Prune(ctx context.Context, before time.Time) (int64, error) {
	return s.prune(ctx, `DELETE FROM inbox WHERE id IN (SELECT id FROM inbox
		WHERE id < ? AND received_at < ? AND state <> 'new' ORDER BY id LIMIT ?)`, before)
}

// prunePage bounds one deleting statement: nobody waits long behind it.
const prunePage = 500

// prune deletes page by page. Ids begin with the time they were made, so the oldest rows are found by their key.
func (s *Store) prune(ctx context.Context, statement string, before time.Time) (total int64, err error) {
	for {
		done := s.on(ctx).Exec(statement, oldest(before), before, prunePage)
		total += done.RowsAffected
		if done.Error != nil || done.RowsAffected < prunePage {
			return total, fault("prune", done.Error)
		}
	}
}

// oldest is the smallest id that can have been made at t (RFC 9562 §5.7), a minute of skewed clocks allowed.
func oldest(t time.Time) string {
	return string(domain.IDs(func() time.Time { return t.Add(time.Minute) })())[:13]
}

// clean takes out what PostgreSQL cannot keep in a text: NUL and broken UTF-8. Such a text is still a text.
func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// micro cuts an instant to what both engines keep.
func micro(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// solid is b where NULL is no answer.
func solid(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
