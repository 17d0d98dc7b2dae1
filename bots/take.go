package bots

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
)

// Take stores events that arrived another way than by webhook and wakes the worker; it returns when they are durable.
// It is the Take of every Starter.
func (h *Hooks) Take(ctx context.Context, ch Channel, events []inbox.Item) error {
	_, err := h.take(ctx, ch, events)
	return err
}

func (h *Hooks) take(ctx context.Context, ch Channel, events []inbox.Item) (int, error) {
	if len(events) == 0 {
		return 0, nil
	}
	now := h.cfg.Clock()
	items := make([]inbox.Item, len(events))
	talk := make(map[domain.ID]string, len(events))
	for i, e := range events {
		e.ID, e.Tenant, e.Channel, e.ReceivedAt = h.cfg.NewID(), ch.Tenant, ch.ID, now
		e.State, e.NextAt = inbox.New, now
		if e.At.IsZero() {
			e.At = now
		}
		items[i], talk[e.ID] = e, e.Conversation
	}
	fresh, err := h.cfg.Inbox.Add(ctx, items)
	if err != nil {
		return 0, err
	}
	woken := make([]string, 0, len(fresh))
	for _, id := range fresh {
		woken = append(woken, talk[id])
	}
	h.cfg.Wake(woken...)
	return len(fresh), nil
}
