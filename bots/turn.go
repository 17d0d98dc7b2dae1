package bots

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/outbox"
)

// busyAfter is when a person is shown that an answer is being prepared.
const busyAfter = time.Second

// handle runs one item. It answers done, or how long the whole conversation must wait because what it needs is away.
func (w *Worker) handle(ctx context.Context, item inbox.Item) time.Duration {
	ctx, cancel := context.WithTimeout(ctx, turnLimit)
	defer cancel()
	start := w.cfg.Clock()
	waited := start.Sub(item.ReceivedAt)
	t := &turn{w: w, item: item}
	outcome, err := t.run(ctx)
	if err == nil {
		w.cfg.Stats.turn(t.ch.Kind, outcome, waited, w.cfg.Clock().Sub(start))
		return done
	}
	away := domain.Is(err, domain.Unavailable) || ctx.Err() != nil
	outcome = w.failed(ctx, t, err, away)
	w.cfg.Stats.turn(t.ch.Kind, outcome, waited, w.cfg.Clock().Sub(start))
	if away {
		return awayFor(item.Attempts)
	}
	return done // the next item may be innocent
}

// turn is one item on its way through.
type turn struct {
	w        *Worker
	item     inbox.Item
	ch       Channel
	platform Platform
	reading  Reading
	person   dialog.Person
}

// run takes the item to its end. Whatever it does before the ledger is finished can be done again: the domain knows
// an event it has seen.
func (t *turn) run(ctx context.Context) (outcome string, err error) {
	defer func() {
		if v := recover(); v != nil {
			t.w.cfg.Log.Error("turn: panic", "item", t.item.ID, "panic", v, "stack", string(debug.Stack()))
			t.w.cfg.Stats.alert(t.ch.Kind, "panic")
			err = fmt.Errorf("panic: %v", v)
		}
	}()
	if err := t.read(ctx); err != nil {
		return "", err
	}
	if t.reading.Dropped != "" || t.reading.Install != nil {
		return t.drop(ctx)
	}
	if err := t.meet(ctx); err != nil {
		return "", err
	}
	session, version, lost := t.recall(ctx)
	next, result, err := t.answer(ctx, session, lost)
	if err != nil {
		return "", err
	}
	owed, err := t.owe(ctx, result)
	if err != nil {
		return "", err
	}
	err = t.w.cfg.Ledger.Finish(ctx, t.item.ID, inbox.Done, result.Ignored, owed, t.post())
	if domain.Is(err, domain.Conflict) {
		return "elsewhere", nil // another process finished it; what it owes is there already
	}
	if err != nil {
		return "", err
	}
	t.remember(ctx, session, next, version)
	t.w.deliver(owed)
	if result.Ignored != "" {
		return "ignored", nil
	}
	return "done", nil
}

// read finds the channel and what the event means, and empties what its author withdrew.
func (t *turn) read(ctx context.Context) (err error) {
	if t.ch, err = t.w.roster.channel(ctx, t.item.Tenant, t.item.Channel); err != nil {
		return err
	}
	if t.platform = t.w.platforms[t.ch.Kind]; t.platform == nil {
		return domain.Errorf(domain.Invalid, "bots: no platform for channels of kind %q", t.ch.Kind)
	}
	if t.reading, err = t.platform.Read(t.ch, t.item); err != nil {
		return err
	}
	if len(t.reading.Redact) > 0 {
		return t.w.cfg.Inbox.Redact(ctx, t.item.Channel, t.reading.Redact)
	}
	return nil
}

// drop finishes an item that is not a person's act.
func (t *turn) drop(ctx context.Context) (string, error) {
	note := t.reading.Dropped
	if n := t.reading.Install; n != nil {
		if n.Removed {
			if err := t.w.cfg.Directory.Removed(ctx, t.ch, n.Workspace); err != nil {
				return "", err
			}
		}
		if note == "" {
			note = "connection changed"
		}
	}
	if err := t.w.cfg.Ledger.Finish(ctx, t.item.ID, inbox.Dropped, note, nil, nil); err != nil && !domain.Is(err, domain.Conflict) {
		return "", err
	}
	t.w.cfg.Stats.dropped(t.ch.Kind, note)
	return "dropped", nil
}

// meet finds out who it is.
func (t *turn) meet(ctx context.Context) (err error) {
	if t.reading.User == "" {
		t.person = dialog.Person{Actor: domain.Actor{Tenant: t.ch.Tenant, Door: t.ch.Kind}, Channel: t.ch.ID}
		return nil
	}
	if t.person, err = t.w.cfg.Directory.Person(ctx, t.ch, t.reading.User); err != nil {
		return err
	}
	t.w.strangers.meet(ctx, t)
	switch t.reading.Activity.Kind {
	case dialog.Joined:
		return t.w.cfg.Directory.Reachable(ctx, t.ch, t.reading.User, true)
	case dialog.Left:
		return t.w.cfg.Directory.Reachable(ctx, t.ch, t.reading.User, false)
	}
	return nil
}

// post notes that somebody of the company wrote or reacted; a button is pressed from anywhere.
func (t *turn) post() *inbox.Post {
	a := t.reading.Activity
	if t.person.Employee == "" || a.Kind != dialog.Said && a.Kind != dialog.Reacted {
		return nil
	}
	return inbox.NewPost(t.ch.Tenant, t.person.Employee, a.At)
}

// answer runs the turn. Somebody who waits longer than a moment sees that he was heard.
func (t *turn) answer(ctx context.Context, session []byte, lost func(context.Context) bool) ([]byte, dialog.Result, error) {
	if shows, ok := t.platform.(Indicator); ok && t.reading.Place == "" && t.reading.User != "" {
		timer := time.AfterFunc(busyAfter, func() {
			if err := shows.Busy(ctx, t.ch, t.reading.Reply); err != nil {
				t.w.cfg.Log.Debug("turn: cannot show that it is busy", "error", err)
			}
		})
		defer timer.Stop()
	}
	return t.w.cfg.Runner.Turn(ctx, session, dialog.Turn{
		Person: t.person, Activity: t.reading.Activity, Caps: t.platform.Caps(), Now: t.w.cfg.Clock(), Lost: lost,
	})
}

// failed notes an attempt that led nowhere: tried again later or, after the last one, given up with an apology.
// What is merely away is never given up: the message waits for its return.
func (w *Worker) failed(ctx context.Context, t *turn, cause error, away bool) string {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), turnLimit/2)
	defer cancel()
	about := []any{"kind", t.ch.Kind, "item", t.item.ID, "attempt", t.item.Attempts + 1, "error", cause}
	if t.item.Attempts+1 < inbox.MaxAttempts || away {
		w.hush.write(slog.LevelWarn, t.ch.ID, "turn: failed, will be tried again", about...)
		next := w.cfg.Clock().Add(backoff(t.item.Attempts))
		if away {
			next = w.cfg.Clock().Add(awayFor(t.item.Attempts))
		}
		if err := w.cfg.Inbox.Retry(ctx, t.item.ID, inbox.New, cause.Error(), next); err != nil {
			w.hush.write(slog.LevelError, "", "turn: cannot note the failure", "item", t.item.ID, "error", err)
		}
		return "retry"
	}
	w.cfg.Log.Error("turn: given up", about...)
	w.cfg.Stats.alert(t.ch.Kind, "failed")
	var owed []outbox.Item
	if w.cfg.Apology != nil && t.platform != nil && t.reading.Dropped == "" && t.reading.User != "" {
		lang := t.person.Lang
		if lang == "" {
			lang = "ja"
		}
		owed = append(owed, t.row(outbox.Reply, w.cfg.Apology(lang), t.reading.Reply))
	}
	if err := w.cfg.Ledger.Finish(ctx, t.item.ID, inbox.Failed, cause.Error(), owed, nil); err != nil {
		w.cfg.Log.Error("turn: cannot give up", "item", t.item.ID, "error", err)
	}
	w.deliver(owed)
	return "failed"
}

// backoff is how long a failed item waits: a second, doubling, a minute at most.
func backoff(attempts int) time.Duration { return pause(attempts, time.Second, time.Minute) }

// awayFor is how long a conversation waits for something that is away: soon after its return nobody should wait any more.
func awayFor(attempts int) time.Duration { return pause(attempts, time.Second, 10*time.Second) }

// deliver wakes delivery for what is owed, for answers first.
func (w *Worker) deliver(owed []outbox.Item) {
	var answers, others []string
	for _, o := range owed {
		if o.Kind == outbox.Reply {
			answers = append(answers, o.Conversation)
		} else {
			others = append(others, o.Conversation)
		}
	}
	w.cfg.Answer(answers...)
	w.cfg.Deliver(others...)
}
