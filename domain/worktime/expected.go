package worktime

import (
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
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

// Expect is one day of the schedule beside what was punched, as it stands at an instant.
func (r Rules) Expect(date calendar.Date, seq Sequence, punches []Punch, now time.Time) Expected {
	e := Expected{Day: r.DayOf(date, seq, punches, now)}
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
	last := seq.Last()
	if last == nil || last.Date != date || last.In == nil || last.Out != nil || r.excused(date, MissingOut) {
		return e
	}
	if _, filled, _ := r.span(last, last.Open(now), now); slices.Contains(filled, Out) {
		return e // a reason says when the day ends
	}
	latest := seq.Ends(last)
	if latest.After(now) {
		latest = now
	}
	e.Lacks = r.Lacks(last, latest)
	return e
}
