package attendance

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Undone tells what taking back a punch has left.
type Undone struct {
	Punch    worktime.Punch
	Already  bool             // it had been taken back before; nothing was written
	Restored []worktime.Punch // punches that count again because of it
	Day      worktime.Day
	worktime.Standing
}

// Void takes back a punch of the actor's own (取消). Nothing is deleted: the punch stays with its receipt and stops
// counting, and what it had replaced counts again. NotFound: no such punch; Forbidden: somebody else's; Expired:
// UndoWindow is over, Args["until"] says since when, and a correction is the way; Forbidden Args["why"] corrected: it was
// decided; Locked: it would change a locked month.
func (s *Service) Void(ctx context.Context, actor domain.Actor, punch domain.ID, ref Ref) (Undone, error) {
	p, err := s.Book.PunchByID(ctx, actor.Tenant, punch)
	if err != nil {
		return Undone{}, err
	}
	if actor.Employee == "" || p.Employee != actor.Employee {
		return Undone{}, domain.Refuse(domain.Forbidden, "why", "not_own")
	}
	who, err := s.person(ctx, actor.Tenant, actor.Employee)
	if err != nil {
		return Undone{}, err
	}
	u := undo{wish: s.wish(actor, who, Command{Ref: ref}), punch: punch, door: actor.Door}
	seen, entry, err := s.write(ctx, u.wish, p.Date, u.decide)
	if err != nil {
		return Undone{}, err
	}
	if u.rules, err = s.knowing(ctx, who.Tenant, u.rules, seen.Notes); err != nil {
		return Undone{}, err
	}
	return u.result(seen, entry), nil
}

// undo is the wish to take back one punch.
type undo struct {
	wish
	punch domain.ID
	door  domain.Door
}

func (u undo) decide(h History) (Entry, error) {
	p := worktime.ByID(h.Punches, u.punch)
	if p == nil {
		return Entry{}, domain.Errorf(domain.NotFound, "punch %s is not in its own days", u.punch)
	}
	if p.State == worktime.Void {
		return Entry{}, nil
	}
	if corrected(*p, h.Punches) {
		return Entry{}, domain.Refuse(domain.Forbidden, "why", "corrected")
	}
	locked := u.locked(h, p.Date)
	if err := late(*p, locked, u.received); err != nil {
		return Entry{}, err
	}
	first := Change{
		ID: u.newID(), Tenant: u.tenant, Punch: p.ID, From: p.State, To: worktime.Void, By: u.employee, Door: u.door,
		Ref: u.Ref.ID, At: u.received,
	}
	left := apply(h.Punches, []Change{first})
	before, after := u.rules.Read(h.Punches), u.rules.Read(left)
	if month, moves := moved(before, after, locked); moves {
		return Entry{}, domain.Refuse(domain.Locked, "month", month)
	}
	deed := audit.Row{
		ID: u.newID(), Tenant: u.tenant, At: u.received, By: u.employee, Door: u.door, Act: audit.TakenBack, Employee: u.employee,
		Date: p.Date, Before: stated(before, p.Date), After: stated(after, p.Date), Ref: u.Ref.ID,
	}
	return Entry{Changes: append([]Change{first}, u.follow(left, after, locked, p.At)...), Audit: []audit.Row{deed}}, nil
}

// corrected tells whether a punch is a correction's, or one whose place a correction took: that was decided, and is not
// for the person alone to take back.
func corrected(p worktime.Punch, all []worktime.Punch) bool {
	return p.Source == domain.Correction || p.State == worktime.Superseded && worktime.Decided(p, all)
}

// stated is what counts of a date, as the audit keeps it.
func stated(s worktime.Sequence, date calendar.Date) (state audit.State) {
	for _, shift := range s.Shifts {
		if shift.Date != date {
			continue
		}
		for _, p := range shift.Punches() {
			state.Punches = append(state.Punches, audit.Punch{Kind: string(p.Kind), At: p.At})
		}
	}
	return state
}

// late refuses what can no longer be taken back by oneself.
func late(p worktime.Punch, locked closing.LockedDays, now time.Time) error {
	if month, shut := locked.Locked(p.Date); shut {
		return domain.Refuse(domain.Locked, "month", month)
	}
	if until := p.ReceivedAt.Add(UndoWindow); now.After(until) {
		return domain.Refuse(domain.Expired, "until", until, "punch", p.ID)
	}
	return nil
}

func (u undo) result(h History, e Entry) Undone {
	punches := apply(h.Punches, e.Changes)
	seq := u.rules.Read(punches)
	p := *worktime.ByID(punches, u.punch)
	r := Undone{Punch: p, Already: len(e.Changes) == 0, Standing: u.rules.Standing(seq, u.received)}
	for _, c := range e.Changes {
		if c.To == worktime.Effective {
			r.Restored = append(r.Restored, *worktime.ByID(punches, c.Punch))
		}
	}
	r.Day = u.rules.DayOf(p.Date, seq, punches, u.received)
	return r
}
