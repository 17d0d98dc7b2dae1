package attendance

import (
	"context"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
)

// Expected is a business day as a person's schedule has it, beside what his punches tell.
type Expected struct {
	Day
	There      bool       // somebody was at work, also when it was yesterday's shift that went on
	Works      bool       // he is expected at work: a work day on which he is employed and not on leave
	Start, End time.Time  // of what leave leaves of the schedule (定時); zero: no schedule says when
	Flexible   bool       // the schedule leaves the times to him
	Rests      []Rest     // the scheduled breaks, in order
	Lacks      *Forgotten // his last shift is of this day and has no out; going on or forgotten
}

// Rest is a scheduled break of a day, half-open.
type Rest struct{ From, To time.Time }

// Watch is what a person's schedule and punches say around an instant: what a reminder looks at.
type Watch struct {
	Person org.Employee
	Group  closing.Group
	Days   []Expected // oldest first; the last is the business date of the instant
	Standing
}

// On is the day of a date; the zero Expected when the watch does not reach it.
func (w Watch) On(date calendar.Date) Expected {
	for _, d := range w.Days {
		if d.Date == date {
			return d
		}
	}
	return Expected{}
}

// Watch reads a person's last days, back days before the business date of now and that itself.
func (s *Service) Watch(ctx context.Context, tenant, employee domain.ID, now time.Time, back int) (Watch, error) {
	who, err := s.person(ctx, tenant, employee)
	if err != nil {
		return Watch{}, err
	}
	today := who.rules.date(now)
	from, _ := window(today.Add(-back))
	_, to := window(today)
	rules, punches, err := s.page(ctx, who, from, to)
	if err != nil {
		return Watch{}, err
	}
	seq := rules.read(punches)
	w := Watch{Person: who.Employee, Group: who.group, Standing: rules.standing(seq, now)}
	for date := today.Add(-back); date <= today; date = date.Add(1) {
		day := rules.expect(date, seq, punches, now)
		if err := s.posted(ctx, who, day.Lacks); err != nil {
			return Watch{}, err
		}
		w.Days = append(w.Days, day)
	}
	return w, nil
}

// expect is one day of a watch.
func (r Rules) expect(date calendar.Date, seq sequence, punches []Punch, now time.Time) Expected {
	e := Expected{Day: r.dayOf(date, seq, punches, now)}
	e.There, e.Flexible = e.worked(), r.flexible(date)
	e.Works = e.Kind == WorkDay && r.employed(date)
	hours, breaks := r.schedule(date)
	at := func(minute int) time.Time { return time.Unix(int64(minute)*60, 0).UTC() }
	if hours.to > hours.from {
		left := without(r.required(date), r.off(date))
		e.Works = e.Works && len(left) > 0
		if len(left) > 0 && !e.Flexible {
			e.Start, e.End = at(left[0].from), at(left[len(left)-1].to)
		}
		for _, b := range breaks {
			e.Rests = append(e.Rests, Rest{at(b.from), at(b.to)})
		}
	}
	if e.Works && r.excused(date, MissingIn) {
		e.Start = time.Time{}
	}
	last := seq.last()
	if last == nil || last.Date != date || last.In == nil || last.Out != nil || r.excused(date, MissingOut) {
		return e
	}
	if _, filled, _ := r.span(last, last.open(now), now); slices.Contains(filled, Out) {
		return e // a reason says when the day ends
	}
	e.Lacks = &Forgotten{Date: date, In: *last.In, Latest: seq.ends(last)}
	if e.Lacks.Latest.After(now) {
		e.Lacks.Latest = now
	}
	e.Lacks.Proposals = r.proposals(last, e.Lacks.Latest)
	return e
}

// Turns are the clocks at which the schedule of a day may begin or end by the pattern, whatever version of it counts and
// whatever half of the day somebody is on leave.
func (p Pattern) Turns() []calendar.Clock {
	all := []Pattern{p}
	for _, v := range p.Versions {
		all = append(all, v.Pattern)
	}
	var list []calendar.Clock
	for _, v := range all {
		list = append(list, v.Start, v.End, v.half())
		for _, b := range v.Breaks {
			list = append(list, b.From, b.To)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
