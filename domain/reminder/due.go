package reminder

import (
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// lookBack is how many days a nudge may be behind: a Friday evening's is said after a long weekend.
const lookBack = 7

// nudges are the questions about missing punches that come due for a person in (from, to]. open tells of a day whether
// a request about it is under way.
func (p plan) nudges(w attendance.Watch, open func(calendar.Date) bool, from, to time.Time) []Due {
	var list []Due
	own := place(w.Person.ID, spreadNudges)
	works := func(date calendar.Date) bool {
		d := w.On(date)
		return d.Date == "" || d.Works // beyond the watch: when it is looked at, it will be known
	}
	for _, d := range w.Days {
		if !d.Works || !w.Person.Active || open(d.Date) {
			continue
		}
		for _, m := range p.moments(d, w) {
			at, deferred := p.put(m.raw, own, works)
			if at.After(from) && !at.After(to) && lacking(m.kind, d, w) {
				list = append(list, Due{Kind: m.kind, Date: d.Date, At: at, Deferred: deferred, Late: p.late(at, to)})
			}
		}
	}
	return list
}

// moment is when a kind of nudge is due, before anything puts it off.
type moment struct {
	kind Kind
	raw  time.Time
}

// moments are a day's. Somebody without a schedule has none; flexible hours know only the missing out.
func (p plan) moments(d worktime.Expected, w attendance.Watch) []moment {
	var list []moment
	add := func(kind Kind, after time.Time, wait org.Wait) {
		if wait != org.Never && !after.IsZero() {
			list = append(list, moment{kind, after.Add(time.Duration(wait) * time.Minute)})
		}
	}
	add(MissingIn, d.Start, p.in)
	add(MissingIn, d.End, p.out) // an out without an in shows only then
	switch {
	case d.Lacks == nil:
	case d.Flexible, !d.End.IsZero() && !d.Lacks.In.At.Before(d.End):
		add(MissingOut, d.Lacks.In.At, p.still)
	default:
		add(MissingOut, d.End, p.out)
	}
	if w.Status == worktime.OnBreak && w.Since != nil && w.Since.Date == d.Date && !d.End.IsZero() {
		after, wait := w.Since.At, p.rest
		if wait != org.Never {
			wait *= 2
		}
		for _, r := range d.Rests {
			if !after.Before(r.From.Add(-spreadRound/2)) && after.Before(r.To) {
				after, wait = r.To, p.rest
				break
			}
		}
		add(MissingBreak, after, wait)
	}
	return list
}

// lacking tells whether the punch is missing still.
func lacking(kind Kind, d worktime.Expected, w attendance.Watch) bool {
	switch kind {
	case MissingIn:
		// Whoever is at work, from a shift of yesterday's, has not forgotten to come.
		return d.In == nil && len(d.Held) == 0 && (d.Out != nil || w.Status == worktime.Off && !d.There)
	case MissingOut:
		// What he said about it and nobody has decided yet is kept as a held punch.
		return d.Lacks != nil && !slices.ContainsFunc(d.Held, func(p worktime.Punch) bool { return p.Kind == worktime.Out })
	case MissingBreak:
		return w.Status == worktime.OnBreak && w.Since != nil && w.Since.Date == d.Date
	}
	return false
}

// round is when the morning's digests and warnings are due for a person, if that is in (from, to] and he is at work today.
func (p plan) round(w attendance.Watch, from, to time.Time) (at time.Time, ok bool) {
	if p.morning == org.Never || len(w.Days) == 0 || !w.Person.Active {
		return at, false
	}
	at = p.roundAt(w.Person.ID, to)
	return at, w.Days[len(w.Days)-1].Works && at.After(from) && !at.After(to)
}

// roundAt is when a person's digests are due on the calendar day of an instant.
func (p plan) roundAt(employee domain.ID, on time.Time) time.Time {
	date := calendar.DateOf(on.In(p.zone))
	return p.awake(date.At(int(p.morning), p.zone)).Add(place(employee, spreadRound))
}
