package attendance

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Punch records what a person says he does, at the time he said it. The same event is one punch however often it
// comes, and gets the same answer. NotAllowed: this door is not one of his methods, Args["allowed"] are; Forbidden: he
// is not active, or the day is after his last (Args["why"] is left). Anything else a person can say is kept, in the worst case without counting; then Result tells why.
func (s *Service) Punch(ctx context.Context, actor domain.Actor, cmd Command) (Result, error) {
	if err := cmd.check(actor); err != nil {
		return Result{}, err
	}
	who, err := s.person(ctx, actor.Tenant, actor.Employee)
	if err != nil {
		return Result{}, err
	}
	cmd.At = cmd.At.UTC().Truncate(time.Microsecond)
	date := who.rules.Date(cmd.At)
	if err := s.may(ctx, who, actor.Door, date); err != nil {
		return Result{}, err
	}
	w := s.wish(actor, who, cmd)
	seen, entry, err := s.write(ctx, w, date, w.decide)
	if err != nil {
		return Result{}, err
	}
	if w.rules, err = s.knowing(ctx, who.Tenant, w.rules, seen.Notes); err != nil {
		return Result{}, err
	}
	r := w.result(seen, entry)
	if err := s.posted(ctx, who, r.Forgotten); err != nil {
		return Result{}, err
	}
	if r.Punch.Kind == worktime.Out && r.Punch.State != worktime.Held {
		month, err := s.aggregate(ctx, who, who.group.PeriodOf(r.Punch.Date), later(w.received, cmd.At))
		if err != nil {
			return Result{}, err
		}
		month.Days = nil
		r.Month = &month
	}
	return r, nil
}

// check refuses what no platform can have meant: a door's own mistake, not a person's.
func (c Command) check(actor domain.Actor) error {
	switch {
	case actor.Tenant == "" || actor.Employee == "":
		return domain.Errorf(domain.Forbidden, "a punch needs a person")
	case !slices.Contains(worktime.Kinds, c.Kind):
		return domain.Errorf(domain.Invalid, "%q is no kind of punch", c.Kind)
	case !c.Mark.On(c.Kind):
		return domain.Errorf(domain.Invalid, "a punch of kind %q has no mark %q", c.Kind, c.Mark)
	case c.At.IsZero() || c.Ref.Source == "" || c.Ref.ID == "":
		return domain.Errorf(domain.Invalid, "a punch needs its time and the event it came from")
	case strings.Contains(c.Ref.ID, "\n"): // a line feed parts the fields that are sealed
		return domain.Errorf(domain.Invalid, "no event is named with a line feed")
	}
	return nil
}

// result tells what the write means, from the history it was decided on.
func (w wish) result(h History, e Entry) Result {
	r := Result{Outcome: Same}
	punches := h.Punches
	switch {
	case e.Punch != nil:
		r.Punch, r.Outcome = *e.Punch, Recorded
		if e.Punch.State == worktime.Held {
			r.Outcome = Kept
		}
		punches = apply(punches, e.Changes, *e.Punch)
	case e.Witness != nil:
		r.Witnessed = true
		r.Punch = *worktime.ByID(punches, e.Witness.Punch)
	case h.Known != nil:
		r.Punch = *h.Known
	}
	now := later(w.received, w.At)
	seq := w.rules.Read(punches)
	r.Replaced = worktime.ByID(punches, r.Punch.Supersedes)
	r.Standing = w.rules.Standing(seq, now)
	r.Day = w.rules.DayOf(r.Punch.Date, seq, punches, now)
	r.UndoUntil = r.Punch.ReceivedAt.Add(UndoWindow)
	if r.Punch.Kind == worktime.In || r.Punch.Hold == worktime.TooLong {
		if f := open(w.rules.Forgotten(seq, now), w.locked(h, r.Punch.Date)); f != nil {
			r.Forgotten = f
		}
	}
	return r
}

// open drops a question about a day that is locked: its answer could not be taken.
func open(f *worktime.Forgotten, locked closing.LockedDays) *worktime.Forgotten {
	if f != nil {
		if _, shut := locked.Locked(f.Date); shut {
			return nil
		}
	}
	return f
}

// apply is a history as it stands after an entry.
func apply(punches []worktime.Punch, changes []Change, added ...worktime.Punch) []worktime.Punch {
	punches = append(slices.Clone(punches), added...)
	for _, c := range changes {
		if p := worktime.ByID(punches, c.Punch); p != nil {
			p.State = c.To
		}
	}
	return punches
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
