package attendance

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Reply is what became of an answer about a forgotten punch.
type Reply struct {
	Punch    Punch // the answer, kept without counting until somebody confirms it
	Already  bool  // the same answer was waiting before
	Replaced *Punch
	Day      Day
}

// answer is the wish to say when a forgotten punch was.
type answer struct {
	wish
	date calendar.Date
}

// Answer keeps a person's own word about a punch he forgot. It counts for nothing until somebody confirms it, because
// no machine saw it. A newer answer takes the place of one that still waits. Invalid: the time cannot be of that day,
// Args["why"] is future, before_in or too_late; Conflict: the day is not missing that punch (any more);
// Locked: its month is.
func (s *Service) Answer(ctx context.Context, actor domain.Actor, date calendar.Date, kind Kind, at time.Time, ref Ref) (Reply, error) {
	// The answer's own name keeps it apart from a punch that the same message may have been.
	ref = Ref{Source: domain.Correction, ID: string(ref.Source) + "/" + ref.ID}
	cmd := Command{Kind: kind, At: at.UTC().Truncate(time.Microsecond), Ref: ref}
	if err := cmd.check(actor); err != nil {
		return Reply{}, err
	}
	who, err := s.person(ctx, actor.Tenant, actor.Employee)
	if err != nil {
		return Reply{}, err
	}
	a := answer{wish: s.wish(actor, who, cmd), date: date}
	seen, entry, err := s.write(ctx, a.wish, date, a.decide)
	if err != nil {
		return Reply{}, err
	}
	return a.result(seen, entry), nil
}

func (a answer) decide(h History) (Entry, error) {
	if h.Known != nil {
		return Entry{}, nil
	}
	if month, shut := a.locked(h, a.date).Locked(a.date); shut {
		return Entry{}, domain.Refuse(domain.Locked, "month", month)
	}
	if err := a.fits(h); err != nil {
		return Entry{}, err
	}
	p := Punch{
		ID: a.id, Tenant: a.tenant, Employee: a.employee, Kind: a.Kind, At: a.At, ReceivedAt: a.received, Date: a.date,
		Source: a.Ref.Source, SourceRef: a.Ref.ID, Hold: Answered, State: Held,
	}
	var changes []Change
	if old := waiting(h.Punches, a.date, a.Kind); old != nil {
		if old.At.Equal(a.At) {
			return Entry{Witness: &Witness{
				ID: a.id, Tenant: a.tenant, Punch: old.ID, Source: a.Ref.Source, SourceRef: a.Ref.ID, At: a.At, ReceivedAt: a.received,
			}}, nil
		}
		p.Supersedes = old.ID
		changes = []Change{{
			ID: a.newID(), Tenant: a.tenant, Punch: old.ID, From: Held, To: Superseded, By: a.employee,
			Door: a.Ref.Source, Ref: a.Ref.ID, At: a.received,
		}}
	}
	return Entry{Punch: &p, Changes: changes}, nil
}

// fits refuses an answer that cannot be true: the day has that punch, or the time is not inside the day's shift.
func (a answer) fits(h History) error {
	if a.At.After(a.received) {
		return domain.Refuse(domain.Invalid, "why", "future")
	}
	seq := a.rules.read(h.Punches)
	var gap *Shift
	for _, s := range seq.shifts {
		if s.Date == a.date && (a.Kind == Out && s.Out == nil || a.Kind == In && s.In == nil) {
			gap = s
		}
	}
	switch {
	case a.Kind != In && a.Kind != Out:
		return domain.Refuse(domain.Invalid, "why", "kind")
	case gap == nil:
		return domain.Refuse(domain.Conflict, "date", a.date, "kind", a.Kind)
	case a.Kind == In && !a.At.Before(gap.Out.At):
		return domain.Refuse(domain.Invalid, "why", "after_out", "out", gap.Out.At)
	case a.Kind == In && gap.Out.At.Sub(a.At) > MaxShift:
		return domain.Refuse(domain.Invalid, "why", "too_early", "out", gap.Out.At)
	case a.Kind == In:
		return nil
	}
	latest := seq.ends(gap)
	switch {
	case !a.At.After(gap.In.At):
		return domain.Refuse(domain.Invalid, "why", "before_in", "in", gap.In.At)
	case a.At.After(latest):
		return domain.Refuse(domain.Invalid, "why", "too_late", "latest", latest)
	}
	return nil
}

func (a answer) result(h History, e Entry) Reply {
	r := Reply{Already: e.Punch == nil}
	punches := h.Punches
	switch {
	case e.Punch != nil:
		r.Punch = *e.Punch
		punches = apply(punches, e.Changes, *e.Punch)
		r.Replaced = byID(punches, e.Punch.Supersedes)
	case e.Witness != nil:
		r.Punch = *byID(punches, e.Witness.Punch)
	case h.Known != nil:
		r.Punch = *h.Known
	}
	r.Day = a.rules.dayOf(r.Punch.Date, a.rules.read(punches), punches, a.received)
	return r
}
