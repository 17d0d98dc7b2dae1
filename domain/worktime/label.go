package worktime

import (
	"slices"

	"github.com/dakoku/dakoku/domain/calendar"
)

// The hours of night work (深夜, 労働基準法37条4項), on a calendar day.
const (
	nightFrom calendar.Clock = 22 * 60
	nightTo   calendar.Clock = 29 * 60
	midnight  calendar.Clock = 24 * 60
)

// labelled is a stretch of the clock that gives its minutes a class.
type labelled struct {
	interval
	kind DayKind // empty: it is a night
}

// label cuts a day's work where a class of minutes changes and names the classes that follow from the clock: the
// calendar day's kind, night, and the schedule.
func (r *Rules) label(w *work) {
	slices.SortFunc(w.pieces, func(a, b piece) int { return a.from - b.from })
	if len(w.pieces) == 0 {
		return
	}
	schedule, breaks := r.schedule(w.date)
	if !r.restless(w.date) {
		breaks = nil // work in a break is of the schedule where another was taken instead
	}
	classes := r.classes(w.date, interval{w.pieces[0].from, w.pieces[len(w.pieces)-1].to})
	edges := []int{schedule.from, schedule.to}
	for _, b := range breaks {
		edges = append(edges, b.from, b.to)
	}
	for _, c := range classes {
		edges = append(edges, c.from, c.to)
	}
	slices.Sort(edges)
	out := make([]piece, 0, len(w.pieces)+2)
	for _, p := range w.pieces {
		for _, edge := range edges {
			if p.from < edge && edge < p.to {
				before, after := p.split(edge - p.from)
				out, p = append(out, before), after
			}
		}
		out = append(out, p)
	}
	for i := range out {
		p := &out[i]
		p.scheduled = schedule.covers(p.interval) && !slices.ContainsFunc(breaks, func(b interval) bool { return b.covers(p.interval) })
		for _, c := range classes {
			switch {
			case !c.covers(p.interval):
			case c.kind == "":
				p.night = true
			default:
				p.kind = c.kind
			}
		}
	}
	w.pieces = out
}

// classes are the nights and the calendar days that a stretch of a day's work touches. It may begin on the calendar
// day before, where a rounded in does, and end two days later.
func (r *Rules) classes(date calendar.Date, span interval) []labelled {
	var list []labelled
	for n := -1; n <= 2; n++ {
		o := r.outline(date.Add(n))
		if o.day.from < span.to && span.from < o.day.to {
			list = append(list, labelled{o.day, o.kind})
		}
		if o.night.from < span.to && span.from < o.night.to {
			list = append(list, labelled{o.night, ""})
		}
	}
	return list
}

// schedule is the pattern's hours on a date and the breaks in them; empty without a pattern.
func (r *Rules) schedule(date calendar.Date) (hours interval, breaks []interval) {
	o := r.outline(date)
	return o.hours, o.breaks
}
