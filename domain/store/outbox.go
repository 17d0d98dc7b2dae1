package store

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

type outboxStore struct{ *Store }

// Outbox keeps what is owed.
func (s *Store) Outbox() outbox.Store { return outboxStore{s} }

var outboxColumns = columns("id, tenant_id, channel_id, conversation, employee_id, kind, priority number, address document, " +
	"body octets, asks flag, state, note, attempts number, created_at instant, next_at instant, sent_at instant, remote, until_at instant, tried document, about_id")

// Add implements outbox.Store.
func (s outboxStore) Add(ctx context.Context, items []outbox.Item) error {
	return fault("owe", s.on(ctx).Transaction(func(tx *gorm.DB) error { return s.owe(tx, items) }))
}

// owe inserts rows; a row whose id is there already is left as it is.
func (s *Store) owe(tx *gorm.DB, items []outbox.Item) error {
	if len(items) == 0 {
		return nil
	}
	var rows batch
	for _, i := range items {
		address, err := json.Marshal(i.Address)
		if err != nil {
			return domain.Errorf(domain.Invalid, "store: address of %s: %w", i.ID, err)
		}
		tried, err := json.Marshal(i.Tried)
		if err != nil {
			return domain.Errorf(domain.Invalid, "store: channels of %s: %w", i.ID, err)
		}
		rows.add(string(i.ID), string(i.Tenant), string(i.Channel), i.Conversation, string(i.Employee), string(i.Kind), int(i.Priority),
			string(address), []byte(i.Body), i.Asks, string(i.State), i.Note, i.Attempts, i.CreatedAt, i.NextAt, maybe(i.SentAt), i.Remote, maybe(i.Until), string(tried), string(i.About))
	}
	return tx.Exec(s.engine.insert("outbox", outboxColumns)+" ON CONFLICT (id) DO NOTHING", rows.bind()).Error
}

// maybe is an instant that may be missing, for a batch.
func maybe(at *time.Time) any {
	if at == nil {
		return nil
	}
	return *at
}

// Head implements outbox.Store.
func (s outboxStore) Head(ctx context.Context, conversation string, now time.Time, limit int) ([]outbox.Item, error) {
	items, err := s.heads.do(ctx, headKey{clean(conversation), limit})
	if err != nil {
		return nil, err
	}
	if len(items) > 0 && items[0].NextAt.After(now) {
		return nil, nil
	}
	return slices.Clone(items), nil
}

// headKey is who asks for a conversation's owed rows.
type headKey struct {
	conversation string
	limit        int
}

var (
	headColumns  = columns("place number, conversation, most number")
	outboxFields = fieldsOf[outbox.Item]("t")
)

func (s *Store) readHeads(db *gorm.DB, keys []headKey) (map[headKey][]outbox.Item, error) {
	var asked batch
	found := make(map[headKey][]outbox.Item, len(keys))
	for i, k := range keys {
		asked.add(i, k.conversation, k.limit)
		found[k] = nil // owing nothing is an answer too
	}
	rows, err := s.owedTo(db, "t.conversation = d.conversation AND t.state = 'owed'", "t.id", headColumns, asked)
	for _, r := range rows {
		found[keys[r.Place]] = append(found[keys[r.Place]], r.Item)
	}
	return found, err
}

// placedItem is a row that one of those who ask together asked for.
type placedItem struct {
	outbox.Item
	Place int
}

// owedTo finds, for each of asked, its first rows for which where holds.
func (s *Store) owedTo(db *gorm.DB, where, order string, columns []column, asked batch) ([]placedItem, error) {
	rows := make([]placedItem, 0, len(asked))
	err := db.Raw(s.engine.firsts(outboxFields, "outbox", where, order, columns), asked.bind()).Find(&rows).Error
	return rows, err
}

// Riding implements outbox.Store.
func (s outboxStore) Riding(ctx context.Context, channel, employee domain.ID, limit int) ([]outbox.Item, error) {
	items, err := s.riding.do(ctx, ridingKey{channel, employee, limit})
	return slices.Clone(items), err
}

// ridingKey is who asks for what is kept for a person.
type ridingKey struct {
	channel, employee domain.ID
	limit             int
}

var ridingColumns = columns("place number, channel, employee, most number")

func (s *Store) readRiding(db *gorm.DB, keys []ridingKey) (map[ridingKey][]outbox.Item, error) {
	var asked batch
	found := make(map[ridingKey][]outbox.Item, len(keys))
	for i, k := range keys {
		asked.add(i, string(k.channel), string(k.employee), k.limit)
		found[k] = nil // nothing kept is an answer too
	}
	rows, err := s.owedTo(db, "t.channel_id = d.channel AND t.employee_id = d.employee AND t.state = 'kept'", "t.priority, t.id", ridingColumns, asked)
	for _, r := range rows {
		found[keys[r.Place]] = append(found[keys[r.Place]], r.Item)
	}
	return found, err
}

// Leftovers implements outbox.Store.
func (s outboxStore) Leftovers(ctx context.Context, before time.Time, limit int) (answers, others []string, err error) {
	if answers, err = s.left(ctx, "=", before, limit); err != nil || len(answers) == limit {
		return answers, nil, err
	}
	others, err = s.left(ctx, "<>", before, limit-len(answers))
	return answers, others, err
}

// left looks for answers, or for all others.
func (s outboxStore) left(ctx context.Context, answers string, before time.Time, limit int) ([]string, error) {
	var names []string
	err := s.on(ctx).Raw(`SELECT o.conversation FROM outbox o WHERE o.state || '' = 'owed' AND o.next_at < ? AND o.kind `+answers+` ?
		AND NOT EXISTS (SELECT 1 FROM outbox p WHERE p.conversation = o.conversation AND p.state = 'owed' AND p.id < o.id)
		ORDER BY o.next_at, o.id LIMIT ?`, before, string(outbox.Reply), limit).Find(&names).Error
	return names, fault("look for leftovers", err)
}

// Asked implements outbox.Store.
func (s outboxStore) Asked(ctx context.Context, conversation string, since time.Time) (bool, error) {
	var last outbox.Item
	err := s.on(ctx).Select("asks").Where("conversation || '' = ? AND created_at >= ? AND kind <> ?",
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
