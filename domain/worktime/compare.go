package worktime

import (
	"maps"
	"slices"

	"github.com/dakoku/dakoku/domain/calendar"
)

// Difference is a figure that would not come out as it was locked. A whole month has no Date.
type Difference struct {
	Date   calendar.Date
	Field  string
	Locked int
	Now    int
}

// Compare tells in which figures another reckoning of a month differs: the totals first, then day by day.
func (a Aggregate) Compare(b Aggregate) []Difference {
	list := compare("", a.Totals.named(), b.Totals.named())
	days := map[calendar.Date][2]map[string]int{}
	for i, m := range []Aggregate{a, b} {
		for _, d := range m.Days {
			pair := days[d.Date]
			pair[i] = nonzero(Fields, d.Figures.places())
			days[d.Date] = pair
		}
	}
	for _, date := range slices.Sorted(maps.Keys(days)) {
		list = append(list, compare(date, days[date][0], days[date][1])...)
	}
	return list
}

// Differences compares the figures of a month with those that are written down: the totals first, then day by day.
func (f Frozen) Differences(a Aggregate) []Difference {
	list := compare("", f.Totals, a.Totals.named())
	days := map[calendar.Date]map[string]int{}
	for _, d := range a.Days {
		days[d.Date] = nonzero(Fields, d.Figures.places())
	}
	for _, d := range f.Days {
		list = append(list, compare(d.Date, d.Minutes, days[d.Date])...)
	}
	return list
}

func compare(date calendar.Date, locked, now map[string]int) []Difference {
	fields := maps.Clone(locked)
	if fields == nil {
		fields = map[string]int{}
	}
	maps.Copy(fields, now)
	var list []Difference
	for _, field := range slices.Sorted(maps.Keys(fields)) {
		if locked[field] != now[field] {
			list = append(list, Difference{date, field, locked[field], now[field]})
		}
	}
	return list
}
