package worktime

import (
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
)

// span is from when to when a shift counts. A missing end is that of the schedule where a reason of the day says so
// (直行・直帰), an end only once it has come; else false: no hours are invented.
func (r *Rules) span(shift *Shift, open bool, now time.Time) (span interval, filled []Kind, ok bool) {
	hours, _ := r.schedule(shift.Date)
	in, out := shift.In != nil, shift.Out != nil
	switch {
	case in:
		span.from = r.clock(*shift.In, shift.Date)
	case r.fills(shift.Date, In):
		span.from, filled = hours.from, append(filled, In)
	default:
		return span, nil, false
	}
	switch {
	case out:
		span.to = r.clock(*shift.Out, shift.Date)
	case r.fills(shift.Date, Out) && span.from < hours.to && hours.to <= minute(now):
		span.to, filled = hours.to, append(filled, Out)
	case open:
		span.to = minute(now)
	default:
		return span, nil, false
	}
	return span, filled, in || span.from < span.to
}

// fills tells whether a reason of a work day with a schedule puts in a missing punch.
func (r *Rules) fills(date calendar.Date, kind Kind) bool {
	return r.noted(date, func(t Taken) bool { return slices.Contains(t.Means.Fills, kind) }) &&
		r.PatternOn(date) != nil && r.outline(date).kind == WorkDay
}

// fill enters the days from..to on which nobody punched and the reasons fill both ends (直行直帰, 出張), once they are over.
func (r *Rules) fill(s sheet, seq Sequence, from, to calendar.Date, now time.Time) {
	for date := range r.Noted {
		if date < from || to < date || !r.fills(date, In) || !r.fills(date, Out) {
			continue
		}
		hours, _ := r.schedule(date)
		if minute(now) < hours.to || slices.ContainsFunc(seq.Shifts, func(l *Shift) bool { return l.Date == date }) {
			continue
		}
		r.put(s, &Shift{Date: date}, date, hours, false)
		s[date].filled = []Kind{In, Out}
	}
}

// restless tells whether a reason says that no break was taken (休憩取れず).
func (r *Rules) restless(date calendar.Date) bool {
	return r.noted(date, func(t Taken) bool { return t.Means.NoBreak })
}
