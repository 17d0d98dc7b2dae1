package attendance

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

// label cuts a day's work where a class of minutes changes and names the classes that follow from the clock: the
// calendar day's kind, night, and the schedule.
func (r Rules) label(w *work) {
	slices.SortFunc(w.pieces, func(a, b piece) int { return a.from - b.from })
	schedule, _ := r.schedule(w.date)
	nights, days := r.around(w.date)
	var edges []int
	for _, i := range slices.Concat(nights, days, []interval{schedule}) {
		edges = append(edges, i.from, i.to)
	}
	slices.Sort(edges)
	var out []piece
	for _, p := range w.pieces {
		for _, edge := range edges {
			before, after := p.split(edge - p.from)
			out, p = append(out, before), after
		}
		out = append(out, p)
	}
	w.pieces = whole(out)
	for i := range w.pieces {
		p := &w.pieces[i]
		p.night = slices.ContainsFunc(nights, func(n interval) bool { return n.covers(p.interval) })
		p.scheduled = schedule.covers(p.interval)
		for n, day := range days {
			if day.covers(p.interval) {
				p.kind = r.Kind(w.date.Add(n - 1))
			}
		}
	}
}

// around are the nights and the calendar days a day's work can touch, from the day before on.
func (r Rules) around(date calendar.Date) (nights, days []interval) {
	for n := -1; n <= 2; n++ {
		nights = append(nights, r.wall(date.Add(n), Span{nightFrom, nightTo}))
		days = append(days, r.wall(date.Add(n), Span{0, midnight}))
	}
	return nights, days
}

// schedule is the pattern's hours on a date and the breaks in them; empty without a pattern.
func (r Rules) schedule(date calendar.Date) (hours interval, breaks []interval) {
	if r.Pattern == nil {
		return interval{}, nil
	}
	hours = r.wall(date, Span{r.Pattern.Start, r.Pattern.End})
	return hours, r.fixed(date, hours)
}
