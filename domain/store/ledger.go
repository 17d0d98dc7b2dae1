package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/outbox"
)

// Ledger is what is written when a turn has run. It is bots.Ledger, which this package may not name.
type Ledger struct{ store *Store }

// Ledger ends turns.
func (s *Store) Ledger() Ledger { return Ledger{s} }

type finish struct {
	item  domain.ID
	state inbox.State
	note  string
	owed  []outbox.Item
}

// Finish marks the inbox item and owes the rows in one commit. Conflict: the item was finished before; nothing
// is owed a second time.
func (l Ledger) Finish(ctx context.Context, item domain.ID, state inbox.State, note string, owed []outbox.Item) error {
	_, err := l.store.finishes.do(ctx, finish{item, state, note, owed})
	return err
}

func (s *Store) finishAll(tx *gorm.DB, asks []finish, results []result[struct{}]) error {
	args := make([]any, 0, len(asks)*3)
	seen := map[domain.ID]int{}
	for i, f := range asks {
		if _, twice := seen[f.item]; twice {
			continue
		}
		seen[f.item] = i
		args = append(args, string(f.item), string(f.state), clean(f.note))
	}
	var ids []domain.ID
	err := tx.Raw(`WITH d (id, state, note) AS (VALUES `+tuples(len(seen), marks(3))+`)
		UPDATE inbox SET state = d.state, note = d.note, attempts = attempts + 1
		FROM d WHERE inbox.id = d.id AND inbox.state = 'new' RETURNING inbox.id AS id`, args...).Scan(&ids).Error
	if err != nil {
		return err
	}
	var owed []outbox.Item
	done := make(map[int]bool, len(ids))
	for _, id := range ids {
		done[seen[id]] = true
		owed = append(owed, asks[seen[id]].owed...)
	}
	for i, f := range asks {
		if !done[i] {
			results[i].err = domain.Errorf(domain.Conflict, "store: inbox item %s was finished before", f.item)
		}
	}
	return owe(tx, owed)
}
