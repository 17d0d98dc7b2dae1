package bots

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// refresh draws the person's page as it is now and sends it once, however many rows ask for it. A page that
// cannot be drawn or sent is not worth waiting for.
func (d *Delivery) refresh(ctx context.Context, ch Channel, p Platform, items []outbox.Item) time.Duration {
	last := items[len(items)-1]
	page, err := d.draw(ctx, last)
	if domain.Is(err, domain.Unavailable) {
		return backoff(last.Attempts)
	}
	if err != nil {
		return d.settle(ctx, ch, items, same(items, outbox.Result{State: outbox.Dead, Note: "page: " + err.Error()}))
	}
	last.Body = encode(page)
	outcome := outbox.Result{State: outbox.Owed, Note: "no outcome"}
	for _, r := range d.send(ctx, ch, p, []outbox.Item{last}) {
		if r.ID == last.ID {
			outcome = r
		}
	}
	return d.settle(ctx, ch, items, same(items, outcome))
}

// draw reads the page. A bug that only one person's days bring out must not stop everybody's deliveries.
func (d *Delivery) draw(ctx context.Context, row outbox.Item) (page dialog.Reply, err error) {
	defer func() {
		if v := recover(); v != nil {
			d.cfg.Log.Error("delivery: panic while drawing a page", "row", row.ID, "panic", v, "stack", string(debug.Stack()))
			d.cfg.Stats.alert("", "panic")
			err = fmt.Errorf("panic: %v", v)
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, turnLimit)
	defer cancel()
	return d.cfg.Homes.Home(ctx, row.Tenant, row.Employee, decode(row.Body).Lang)
}

// same gives every item the outcome.
func same(items []outbox.Item, r outbox.Result) []outbox.Result {
	results := make([]outbox.Result, len(items))
	for i, item := range items {
		r.ID = item.ID
		results[i] = r
	}
	return results
}
