package worktime

import (
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
)

// work is what was done on one business date.
type work struct {
	date     calendar.Date
	kind     DayKind
	presence []interval // from in to out
	breaks   []rest
	outings  []interval
	pieces   []piece // presence without the breaks and, where they are deducted, the outings
	open     bool    // it is going on
	cut      bool    // it goes on as the next day's
	rules    *Rules  // it is counted by
	filled   []Kind  // its ends that nobody punched and a reason fills
}

// rest is a break and where it comes from.
type rest struct {
	interval
	by StepCode
}

// enter puts a shift on its day. One with an end missing counts nothing: no hours are invented. One that lasts beyond
// the next day's scheduled start goes on as that day's work from there, with eight hours of its own: until the next
// start an all-night shift is overtime of the day it began (http://itou.4864-office.com/article/14019168.html).
// It counts from the end of the shift before it, which rounding may have moved beyond its in, and tells its own end.
func (r *Rules) enter(s sheet, shift *Shift, after int, open bool, now time.Time) int {
	all, filled, ok := r.span(shift, open, now)
	if !ok {
		return after
	}
	open = open && !slices.Contains(filled, Out)
	all.from = max(after, all.from)
	all.to = max(all.from, all.to)
	cut, next := all.to, shift.Date.Add(1)
	if pattern := r.PatternOn(next); pattern != nil && !pattern.Flexible && r.outline(next).kind == WorkDay {
		if hours, _ := r.schedule(next); all.from < hours.from && hours.from < all.to {
			cut = hours.from
		}
	}
	r.put(s, shift, shift.Date, interval{all.from, cut}, open && cut == all.to)
	s[shift.Date].filled = append(s[shift.Date].filled, filled...)
	if cut < all.to {
		s[shift.Date].cut = true
		r.put(s, shift, next, interval{cut, all.to}, open)
	}
	return all.to
}

// put adds a shift, or the part of it that lies in span, to a day.
func (r *Rules) put(s sheet, shift *Shift, date calendar.Date, span interval, open bool) {
	w := s[date]
	if w == nil {
		w = &work{date: date, kind: r.outline(date).kind, rules: r}
		s[date] = w
	}
	w.presence = append(w.presence, span)
	w.open = w.open || open
	outings := r.absences(shift, Leave, span)
	breaks, by := r.absences(shift, BreakStart, span), StepPunched
	punched := r.rested(shift, span)
	restless := r.restless(date)
	if !punched && !restless {
		breaks, by = r.outline(date).fixed(span), StepFixed
	}
	rules := r.On(date)
	work, breaks, outings := figures(span, breaks, outings, rules.OutingCounted)
	if len(breaks) == 0 && !punched && !restless {
		breaks, by = rules.automatic(span, work), StepAutomatic
		work = without(work, breaks)
	}
	for _, b := range breaks {
		w.breaks = append(w.breaks, rest{b, by})
	}
	w.outings = append(w.outings, outings...)
	for _, i := range work {
		w.pieces = append(w.pieces, piece{interval: i})
	}
}

// figures takes breaks and outings off a stretch of presence. A break that covers an outing wins; an outing that sticks
// out of the break wins with its own times, and no minute is taken off twice.
func figures(span interval, breaks, outings []interval, counted bool) (work, rest, away []interval) {
	outings = slices.DeleteFunc(outings, func(o interval) bool {
		return slices.ContainsFunc(breaks, func(b interval) bool { return b.covers(o) })
	})
	work = merge([]interval{span})
	if !counted {
		breaks = without(breaks, outings)
		work = without(work, outings)
	}
	return without(work, breaks), breaks, outings
}

// rested tells whether somebody punched a break in a part of a shift: then no other break is taken off it.
func (r *Rules) rested(s *Shift, span interval) bool {
	return slices.ContainsFunc(s.Inside, func(p Punch) bool {
		at := r.clock(p, s.Date)
		return p.Kind == BreakStart && span.from <= at && at <= span.to
	})
}

// absences are the punched breaks or outings of a shift; one that was not ended lasts to the shift's end.
func (r *Rules) absences(s *Shift, begins Kind, span interval) []interval {
	_, ends := pair(begins)
	var list []interval
	from := -1
	for _, p := range s.Inside {
		switch {
		case p.Kind == begins:
			from = r.clock(p, s.Date)
		case p.Kind == ends && from >= 0:
			list = append(list, interval{from, r.clock(p, s.Date)}.clip(span))
			from = -1
		}
	}
	if from >= 0 {
		list = append(list, interval{from, span.to}.clip(span))
	}
	return merge(list)
}

// wall is a stretch of wall clock on a business date.
func (r *Rules) wall(date calendar.Date, s Span) interval {
	return interval{minute(date.At(int(s.From), r.Zone)), minute(date.At(int(s.To), r.Zone))}
}

// automatic is the break the company takes off by length where none was punched and none is fixed. It lies in the
// middle of the work, as a break does. The rules are those of the day.
func (r *Rules) automatic(span interval, work []interval) []interval {
	n, done := 0, length(work)
	for _, a := range r.AutoBreak {
		measured := done
		if a.Elapsed {
			measured = span.to - span.from
		}
		if measured > a.Over {
			n = min(a.Minutes, done)
		}
	}
	skip := (done - n) / 2 // minutes of work before it
	var list []interval
	for _, i := range work {
		from := min(i.to, i.from+skip)
		to := min(i.to, from+n)
		list = append(list, interval{from, to})
		skip, n = skip-(from-i.from), n-(to-from)
	}
	return merge(list)
}
