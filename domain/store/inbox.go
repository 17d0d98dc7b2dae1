package store

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
)

type inboxStore struct{ *Store }

// Inbox keeps what arrived.
func (s *Store) Inbox() inbox.Store { return inboxStore{s} }

var inboxColumns = columns("id, tenant_id, channel_id, event_id, message, conversation, at instant, received_at instant, body octets, " +
	"state, note, attempts number, next_at instant")

// Add implements inbox.Store.
func (s inboxStore) Add(ctx context.Context, items []inbox.Item) ([]domain.ID, error) {
	if len(items) == 0 {
		return nil, nil
	}
	return s.arrivals.do(ctx, items)
}

func (s *Store) addArrivals(tx *gorm.DB, asks [][]inbox.Item, results []result[[]domain.ID]) error {
	var rows batch
	for _, items := range asks {
		for _, i := range items {
			rows.add(string(i.ID), string(i.Tenant), string(i.Channel), i.EventID, i.Message, i.Conversation, i.At, i.ReceivedAt, i.Body,
				string(i.State), i.Note, i.Attempts, i.NextAt)
		}
	}
	var ids []domain.ID
	err := tx.Raw(s.engine.insert("inbox", inboxColumns)+" ON CONFLICT (channel_id, event_id) DO NOTHING RETURNING id", rows.bind()).
		Find(&ids).Error
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
	items, err := s.pending.do(ctx, pendingKey{clean(conversation), stamp(now), limit})
	return slices.Clone(items), err
}

// pendingKey is who asks for a conversation's items.
type pendingKey struct {
	conversation, now string
	limit             int
}

var (
	pendingColumns = columns("place number, conversation, now instant, most number")
	pendingFields  = fieldsOf[inbox.Item]("t")
)

func (s *Store) readPending(db *gorm.DB, keys []pendingKey) (map[pendingKey][]inbox.Item, error) {
	var asked batch
	found := make(map[pendingKey][]inbox.Item, len(keys))
	for i, k := range keys {
		asked.add(i, k.conversation, k.now, k.limit)
		found[k] = nil // an empty inbox is an answer too
	}
	var rows []struct {
		inbox.Item
		Place int
	}
	err := db.Raw(s.engine.firsts(pendingFields, "inbox", "t.conversation = d.conversation AND t.state = 'new' AND t.next_at <= d.now",
		"t.at, t.id", pendingColumns), asked.bind()).Find(&rows).Error
	for _, r := range rows {
		found[keys[r.Place]] = append(found[keys[r.Place]], r.Item)
	}
	return found, err
}

// Leftovers implements inbox.Store.
func (s inboxStore) Leftovers(ctx context.Context, before time.Time, limit int) ([]string, error) {
	var names []string
	err := s.on(ctx).Raw(`SELECT conversation FROM inbox WHERE state || '' = 'new' AND next_at < ?
		GROUP BY conversation ORDER BY min(next_at), conversation LIMIT ?`, before, limit).Find(&names).Error
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
func (s inboxStore) Redact(ctx context.Context, channel domain.ID, names []string) error {
	if len(names) == 0 {
		return nil
	}
	known := make([]string, len(names))
	for i, name := range names {
		known[i] = clean(name)
	}
	// Two statements on two indexes, because OR would use neither.
	err := s.on(ctx).Exec("UPDATE inbox SET body = ? WHERE channel_id = ? AND event_id IN ?", []byte{}, string(channel), known).Error
	if err == nil {
		err = s.on(ctx).Exec("UPDATE inbox SET body = ? WHERE channel_id = ? AND message <> '' AND message IN ?",
			[]byte{}, string(channel), known).Error
	}
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
