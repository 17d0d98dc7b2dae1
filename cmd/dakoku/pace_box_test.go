package main

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// owedBox is the part of an outbox that a delivery of notices uses, in memory: a database knows no bubble's time.
type owedBox struct {
	outbox.Store
	mu   sync.Mutex
	rows map[string][]*outbox.Item // owed, by conversation
	of   map[domain.ID]string      // the conversation of each
}

func newOwedBox() *owedBox {
	return &owedBox{rows: map[string][]*outbox.Item{}, of: map[domain.ID]string{}}
}

func (b *owedBox) add(rows ...outbox.Item) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, r := range rows {
		b.rows[r.Conversation] = append(b.rows[r.Conversation], &r)
		b.of[r.ID] = r.Conversation
	}
}

func (b *owedBox) Head(_ context.Context, conversation string, now time.Time, limit int) (out []outbox.Item, _ error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, r := range b.rows[conversation] {
		if len(out) == limit || len(out) == 0 && r.NextAt.After(now) {
			break
		}
		out = append(out, *r)
	}
	return out, nil
}

func (b *owedBox) Leftovers(_ context.Context, before time.Time, limit int) (answers, others []string, _ error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for conversation, rows := range b.rows {
		switch {
		case len(answers)+len(others) == limit || !rows[0].NextAt.Before(before):
		case rows[0].Kind == outbox.Reply:
			answers = append(answers, conversation)
		default:
			others = append(others, conversation)
		}
	}
	return answers, others, nil
}

func (b *owedBox) Settle(_ context.Context, results []outbox.Result) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, r := range results {
		b.settle(r)
	}
	return nil
}

func (b *owedBox) settle(r outbox.Result) {
	rows := b.rows[b.of[r.ID]]
	i := slices.IndexFunc(rows, func(i *outbox.Item) bool { return i.ID == r.ID })
	if i < 0 {
		return
	}
	if r.State == outbox.Owed {
		rows[i].Note, rows[i].NextAt = r.Note, r.Next
		rows[i].Attempts++
		return
	}
	if rows = slices.Delete(rows, i, i+1); len(rows) > 0 {
		b.rows[b.of[r.ID]] = rows
	} else {
		delete(b.rows, b.of[r.ID])
	}
}
