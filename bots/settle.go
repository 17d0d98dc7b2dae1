package bots

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// refreshTries is how often a page or menu is tried, which takes some ten minutes: the next change of state brings the
// next one, but that may be this evening's clock-out, and until then the menu would offer this morning's buttons.
const refreshTries = 12

// leastTries is how often any other row is tried, however old: one that was written to be sent days later is old at its
// first attempt.
const leastTries = 20

// maxRides is how many rows may go along with one; no platform takes more than five messages in an answer.
const maxRides = 4

// rides are the rows that may go along with the first: those that answer the same event, whose token can be used only
// once (or those of the same room, where rows are joined), and then what was kept for this person by a quota rule.
func (d *Delivery) rides(ctx context.Context, ch Channel, p Platform, items []outbox.Item) []outbox.Item {
	head := items[0]
	joined := joins(p, head) != nil
	if !joined && (head.Kind != outbox.Reply || head.Address.Token == "") {
		return nil
	}
	var rides []outbox.Item
	for _, item := range items[1:] {
		together := item.Kind == outbox.Reply && item.Address.Token == head.Address.Token
		if joined {
			together = item.Address.Place == head.Address.Place && item.Kind != outbox.Refresh
		}
		if !together || len(rides) == maxRides {
			break
		}
		rides = append(rides, item)
	}
	keeper, ok := p.(Keeper)
	if !ok || head.Employee == "" || len(rides) == maxRides || !keeper.Keeps(ch) {
		return rides
	}
	ctx, cancel := context.WithTimeout(ctx, storeLimit)
	defer cancel()
	kept, err := d.cfg.Outbox.Riding(ctx, ch.ID, head.Employee, maxRides-len(rides))
	if err != nil {
		d.hush.write(slog.LevelWarn, "", "delivery: cannot read what was kept", "error", err)
	}
	return append(rides, kept...)
}

// settle notes the outcomes. It answers done when the first row is out of the way, or how long it waits.
func (d *Delivery) settle(ctx context.Context, ch Channel, items []outbox.Item, results []outbox.Result) time.Duration {
	byID := make(map[domain.ID]outbox.Item, len(items))
	for _, item := range items {
		byID[item.ID] = item
	}
	known := results[:0:0]
	headSeen := false
	for _, r := range results {
		item, ours := byID[r.ID]
		if !ours {
			continue
		}
		headSeen = headSeen || r.ID == items[0].ID
		known = append(known, d.rule(ctx, ch, item, r))
	}
	if !headSeen {
		known = append(known, d.rule(ctx, ch, items[0], outbox.Result{ID: items[0].ID, State: outbox.Owed, Note: "no outcome"}))
	}
	now := d.cfg.Clock()
	for _, r := range known {
		d.certain.note(byID[r.ID], r.State)
		d.cfg.Stats.sent(ch.Kind, string(r.State), now.Sub(byID[r.ID].CreatedAt))
	}
	return d.keep(ctx, ch, items[0], known)
}

// keep writes outcomes down. Those that storage cannot take now are remembered: what was said must not be said again.
func (d *Delivery) keep(ctx context.Context, ch Channel, head outbox.Item, results []outbox.Result) time.Duration {
	if err := d.note(ctx, results); err != nil {
		d.hush.write(slog.LevelError, "", "delivery: cannot note the outcome", "kind", ch.Kind, "error", err)
		d.mu.Lock()
		d.past[head.ID] = results
		d.mu.Unlock()
		return backoff(head.Attempts)
	}
	for _, r := range results {
		if r.Moved != nil {
			d.Wake(r.Moved.Conversation)
		}
	}
	for _, r := range results {
		if r.ID == head.ID && r.State == outbox.Owed {
			return max(r.Next.Sub(d.cfg.Clock()), 0)
		}
	}
	return done
}

// rule completes one outcome: when to try again, when to stop trying, and where else.
func (d *Delivery) rule(ctx context.Context, ch Channel, item outbox.Item, r outbox.Result) outbox.Result {
	now := d.cfg.Clock()
	if r.State == outbox.Owed {
		if !r.Next.After(now) {
			r.Next = now.Add(backoff(item.Attempts))
		}
		switch {
		case item.Kind == outbox.Refresh && item.Attempts+1 >= refreshTries:
			r.State = outbox.Dead
		case r.Next.Sub(item.CreatedAt) > MaxOwed && item.Attempts+1 >= leastTries:
			r.State, r.Note = outbox.Dead, "not delivered within a day: "+r.Note
		}
	}
	r = d.elsewhere(ctx, ch, item, r)
	r.About = item.About
	d.report(ch, item, r)
	return r
}

// report tells an operator what he should know of an outcome.
func (d *Delivery) report(ch Channel, item outbox.Item, r outbox.Result) {
	about := []any{"kind", ch.Kind, "row", item.ID, "attempt", item.Attempts + 1, "note", r.Note}
	switch {
	case r.State == outbox.Dead && item.Kind == outbox.Refresh:
		d.hush.write(slog.LevelWarn, ch.ID, "delivery: page not shown", about...)
	case r.Moved != nil:
		d.hush.write(slog.LevelWarn, ch.ID, "delivery: goes to another channel", about...)
	case r.State == outbox.Dead && outdated(item, d.cfg.Clock()):
		d.cfg.Log.Info("delivery: of no use any more", about...)
	case strings.HasPrefix(r.Note, outbox.Undeliverable):
		d.cfg.Log.Error("delivery: no channel reaches the person", append(about, "employee", item.Employee)...)
		d.cfg.Stats.alert(ch.Kind, "undeliverable")
	case r.State == outbox.Dead:
		d.cfg.Log.Error("delivery: given up", about...)
		d.cfg.Stats.alert(ch.Kind, "dead")
	case r.State == outbox.Owed && strings.HasPrefix(strings.TrimPrefix(r.Note, Uncertain), Paced):
		d.cfg.Log.Debug("delivery: waits for its turn", append(about, "at", r.Next)...)
	case r.State == outbox.Owed:
		d.hush.write(slog.LevelWarn, ch.ID, "delivery: will be tried again", append(about, "at", r.Next)...)
	}
}

// note tries for a while to write outcomes down.
func (d *Delivery) note(ctx context.Context, results []outbox.Result) (err error) {
	for try := range 5 {
		if err = d.cfg.Outbox.Settle(ctx, results); err == nil {
			return nil
		}
		timer := time.NewTimer(pause(try, 100*time.Millisecond, time.Second))
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C:
		}
	}
	return err
}

func decode(body json.RawMessage) dialog.Reply {
	var r dialog.Reply
	_ = json.Unmarshal(body, &r) // rows are written by this program; an unreadable one becomes an empty page
	return r
}
