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
	post  *inbox.Post
}

var finishColumns = columns("id, state, note")

// Finish marks the inbox item and owes the rows in one commit. Conflict: the item was finished before; nothing
// is owed a second time. With it goes the note that its author posted; nil: he did not.
func (l Ledger) Finish(ctx context.Context, item domain.ID, state inbox.State, note string, owed []outbox.Item, post *inbox.Post) error {
	_, err := l.store.finishes.do(ctx, finish{item, state, note, owed, post})
	return err
}

func (s *Store) finishAll(tx *gorm.DB, asks []finish, results []result[struct{}]) error {
	var rows batch
	seen := map[domain.ID]int{}
	for i, f := range asks {
		if _, twice := seen[f.item]; twice {
			continue
		}
		seen[f.item] = i
		rows.add(string(f.item), string(f.state), f.note)
	}
	var ids []domain.ID
	err := tx.Raw(`UPDATE inbox SET state = d.state, note = d.note, attempts = attempts + 1
		FROM `+s.engine.rows(finishColumns)+` AS d
		WHERE inbox.id = d.id AND lower(inbox.state) = 'new' RETURNING inbox.id AS id`, rows.bind()).Find(&ids).Error
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
	var posts []*inbox.Post
	for i, f := range asks {
		if done[i] && f.post != nil {
			posts = append(posts, f.post)
		}
	}
	if err := s.savePosts(tx, posts); err != nil {
		return err
	}
	return s.owe(tx, owed)
}
