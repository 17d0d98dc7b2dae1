package attendance

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/worktime"
)

// wish is a command with everything a decision about it needs, so that deciding is pure.
type wish struct {
	Command
	id       domain.ID // of the punch or witness it becomes
	tenant   domain.ID
	employee domain.ID
	received time.Time
	rules    worktime.Rules
	group    closing.Group
	newID    domain.NewID
}

// decide says what a command writes. A punch is never turned into another kind and never thrown away: it counts,
// or it is kept and says why, or it is the same punch seen once more.
func (w wish) decide(h History) (Entry, error) {
	if h.Known != nil {
		return Entry{}, nil
	}
	if twin := twin(h.Punches, w.Command); twin != nil {
		return Entry{Witness: &Witness{
			ID: w.id, Tenant: w.tenant, Punch: twin.ID, Source: w.Ref.Source, SourceRef: w.Ref.ID,
			At: w.At, ReceivedAt: w.received,
		}}, nil
	}
	p := worktime.Punch{
		ID: w.id, Tenant: w.tenant, Employee: w.employee, Kind: w.Kind, Mark: w.Mark, At: w.At, ReceivedAt: w.received,
		Date: w.rules.Date(w.At), Source: w.Ref.Source, SourceRef: w.Ref.ID, Message: w.Message, State: worktime.Effective,
	}
	if w.At.Sub(w.received) > MaxSkew {
		p.Hold, p.State = worktime.Ahead, worktime.Held
		return Entry{Punch: &p}, nil
	}
	before := w.rules.Read(h.Punches)
	after := w.rules.Read(slices.Concat(h.Punches, []worktime.Punch{p}))
	v := after.Verdicts[p.ID]
	p.Date, p.Hold = v.Date, v.Hold
	if left := w.rules.Left; left != "" && p.Date > left { // the out of his last night is of the day before
		return Entry{}, domain.Refuse(domain.Forbidden, "why", whyLeft, "date", left)
	}
	locked := w.locked(h, p.Date)
	_, shut := locked.Locked(p.Date)
	if _, moves := moved(before, after, locked); shut || moves {
		p.Hold, p.State = worktime.LockedMonth, worktime.Held
		return Entry{Punch: &p}, nil
	}
	p.State = v.State(p)
	p.Supersedes = replacedBy(p.ID, after, before)
	return Entry{Punch: &p, Changes: w.follow(h.Punches, after, locked, w.At)}, nil
}

// whyLeft is the reason of a refusal: the day is after the person's last.
const whyLeft = "left"

// leftOn is the last day of somebody whose punch was refused because he has left.
func leftOn(err error) (calendar.Date, bool) {
	var e *domain.Error
	if !errors.As(err, &e) || e.Args["why"] != whyLeft {
		return "", false
	}
	date, ok := e.Args["date"].(calendar.Date)
	return date, ok
}

// locked is what is locked for the person around a date.
func (w wish) locked(h History, date calendar.Date) closing.LockedDays {
	from, to := window(date)
	return w.group.LockedDays(h.Locks, w.employee, from, to).And(h.Frozen...)
}

// moved tells whether another reading of the punches changes a locked day, and which month's: a late in on the first
// of a month may lie in the middle of a night of the month before.
func moved(before, after worktime.Sequence, locked closing.LockedDays) (calendar.Month, bool) {
	for id, b := range before.Verdicts {
		a, still := after.Verdicts[id]
		if still && a.Date == b.Date && a.Counts() == b.Counts() {
			continue
		}
		if month, shut := locked.Locked(b.Date); shut {
			return month, true
		}
		if month, shut := locked.Locked(a.Date); still && shut {
			return month, true
		}
	}
	return "", false
}

// replacedBy is the punch that counted before and whose place the new one took.
func replacedBy(id domain.ID, after, before worktime.Sequence) domain.ID {
	var taken domain.ID
	for old, v := range after.Verdicts {
		if b, was := before.Verdicts[old]; was && b.Counts() && !v.Counts() && v.By == id {
			taken = old
		}
	}
	return taken
}

// follow lists the changes of state that follow for the other punches. Only those near the instant can be concerned
// (a shift back, a shift and PairLimit ahead): beyond it the reading lacks the punches outside the window and would
// be guessing.
func (w wish) follow(punches []worktime.Punch, after worktime.Sequence, locked closing.LockedDays, at time.Time) []Change {
	var changes []Change
	for _, p := range punches {
		v, read := after.Verdicts[p.ID]
		if !read || p.At.Before(at.Add(-worktime.MaxShift)) || p.At.After(at.Add(worktime.PairLimit+worktime.MaxShift)) {
			continue
		}
		if _, shut := locked.Locked(p.Date); shut { // masters that changed since may read a locked day in another way
			continue
		}
		if to := v.State(p); to != p.State {
			changes = append(changes, Change{
				ID: w.newID(), Tenant: w.tenant, Punch: p.ID, From: p.State, To: to,
				Door: w.Ref.Source, Ref: w.Ref.ID, At: w.received,
			})
		}
	}
	return changes
}

// twin is the punch a command merely repeats: the same kind within RepeatWindow, with nothing else between them. In,
// out and in again within a minute is three punches, or the person would believe to be in and be out. A command that
// adds a mark says more than the punch before it and is kept too.
func twin(punches []worktime.Punch, c Command) *worktime.Punch {
	var best *worktime.Punch
	for i := range punches {
		p := &punches[i]
		apart := p.At.Sub(c.At).Abs()
		more := c.Mark != worktime.NoMark && c.Mark != p.Mark
		if p.Kind != c.Kind || more || apart > RepeatWindow || p.State == worktime.Void || p.Hold == worktime.Answered {
			continue
		}
		if best == nil || apart < best.At.Sub(c.At).Abs() {
			best = p
		}
	}
	if best == nil {
		return nil
	}
	from, to := c.At, best.At
	if from.After(to) {
		from, to = to, from
	}
	for _, p := range punches {
		if p.Kind != c.Kind && p.State != worktime.Void && p.Hold != worktime.Answered && !p.At.Before(from) && !p.At.After(to) {
			return nil
		}
	}
	return best
}

// wish completes a command of the actor's own.
func (s *Service) wish(actor domain.Actor, who person, cmd Command) wish {
	return wish{
		Command: cmd, id: s.NewID(), tenant: actor.Tenant, employee: who.ID, received: s.Now(),
		rules: who.rules, group: who.group, newID: s.NewID,
	}
}

// write runs a decision about the days around date and tells what it was decided on. A book may ask twice; the last
// history is the one that counts.
func (s *Service) write(ctx context.Context, w wish, date calendar.Date, decide Decide) (History, Entry, error) {
	var seen History
	from, to := window(date)
	entry, err := s.Book.Write(ctx, w.tenant, w.employee, w.Ref, from, to, func(h History) (Entry, error) {
		seen = h
		return decide(h)
	})
	return seen, entry, err
}
