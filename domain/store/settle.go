package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// Settle implements outbox.Store. An outcome that comes late never reopens a row that was sent or given up.
func (s outboxStore) Settle(ctx context.Context, results []outbox.Result) error {
	if len(results) == 0 {
		return nil
	}
	_, err := s.settling.do(ctx, results)
	return err
}

var settleColumns = columns("id, state, note, remote, next_at instant, sent_at instant, tried number")

// settleAll writes one statement, which is a commit of its own unless it leaves jobs.
func (s *Store) settleAll(db *gorm.DB, asks [][]outbox.Result, _ []result[struct{}]) error {
	all, again := merge(asks)
	var moved []outbox.Result
	many := false // some are of messages to many
	for _, r := range all {
		if many = many || r.About != ""; r.Moved != nil {
			moved = append(moved, r)
		}
	}
	if !again && len(moved) == 0 && !many {
		_, err := s.settleRows(db, all)
		return err
	}
	return db.Transaction(func(tx *gorm.DB) error {
		settled, err := s.settleRows(tx, all)
		if err != nil {
			return err
		}
		if err := s.move(tx, moved, settled); err != nil {
			return err
		}
		if err := s.handed(tx, moved, settled); err != nil {
			return err
		}
		return s.retryLater(tx, settled)
	})
}

// merge lists one outcome for each row, the final one where there is one, and tells whether any is to be tried again.
func merge(asks [][]outbox.Result) (all []outbox.Result, again bool) {
	place := map[domain.ID]int{}
	for _, results := range asks {
		for _, r := range results {
			again = again || r.State == outbox.Owed && !r.Begun // the sweep finds what was begun and never ended
			i, ok := place[r.ID]
			switch {
			case !ok:
				place[r.ID] = len(all)
				all = append(all, r)
			case all[i].State != outbox.Sent && all[i].State != outbox.Dead:
				all[i] = r
			}
		}
	}
	return all, again
}

// move owes what takes the place of rows on other channels, for those that were still owed.
func (s *Store) move(tx *gorm.DB, moved []outbox.Result, settled []retry) error {
	done := make(map[domain.ID]bool, len(settled))
	for _, r := range settled {
		done[r.ID] = true
	}
	var items []outbox.Item
	for _, r := range moved {
		if done[r.ID] {
			items = append(items, *r.Moved)
		}
	}
	return s.owe(tx, items)
}

// settleRows writes what became of rows. What was told is not kept: it stands in the chat, and may be a password to be used once.
func (s *Store) settleRows(tx *gorm.DB, all []outbox.Result) (settled []retry, err error) {
	now := s.clock()
	var rows batch
	for _, r := range all {
		var sent any
		if r.State == outbox.Sent {
			sent = now
		}
		tried := 1
		if r.State == outbox.Kept {
			tried = 0
		}
		rows.add(string(r.ID), string(r.State), r.Note, r.Remote, s.next(r, now), sent, tried)
	}
	err = tx.Raw(`UPDATE outbox SET state = d.state, note = d.note, remote = d.remote, next_at = d.next_at, sent_at = d.sent_at,
			attempts = attempts + d.tried, body = CASE WHEN d.state = 'sent' THEN '' ELSE outbox.body END
		FROM `+s.engine.rows(settleColumns)+` AS d WHERE outbox.id = d.id AND lower(outbox.state) IN ('owed', 'kept')
		RETURNING outbox.id AS id, outbox.conversation AS conversation, outbox.state AS state, outbox.next_at AS at,
			outbox.about_id AS about, outbox.employee_id AS employee, outbox.channel_id AS channel`, rows.bind()).Find(&settled).Error
	return settled, err
}

// next is when a row may be tried; only an owed one is.
func (s *Store) next(r outbox.Result, now time.Time) time.Time {
	if r.State == outbox.Owed && r.Next.After(now) {
		return micro(r.Next)
	}
	return now
}
