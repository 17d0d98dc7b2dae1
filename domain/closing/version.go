package closing

import (
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// Version is how a group closes, or which group a person is in, from a business date on (適用開始日). A period that is
// running on that date ends as it began; the first one after it goes by the version. Periods so follow each other without
// a gap and no two carry the same name; the first of a version may be up to two months long.
type Version struct {
	From calendar.Date // empty: from the beginning
	Group
}

// Follows tells whether a version may take the place of one before it: both must name their periods by the month in
// which they close, or both by the month before. Otherwise one period would be empty.
func (g Group) Follows(before Group) bool { return g.lag() == before.lag() }

// lag is how many months after the one it is named by a period closes.
func (g Group) lag() int {
	if g.Label == ByStart && !g.wholeMonths() {
		return 1
	}
	return 0
}

// turn is a version that has taken over from the period named month on.
type turn struct {
	month calendar.Month // empty: from the beginning
	Group
}

// turns are a group's versions with the period each begins with.
func (g Group) turns() []turn {
	if len(g.Versions) == 0 {
		return []turn{{"", g}}
	}
	list := []turn{{"", g.Versions[0].Group}}
	for _, v := range g.Versions[1:] {
		month := course(list).periodOf(v.From).Month
		if course(list).period(month).From < v.From {
			month = month.Add(1)
		}
		for n := len(list) - 1; n > 0 && list[n].month >= month; n-- { // two changes within one period: the later one counts
			list = list[:n]
		}
		list = append(list, turn{month, v.Group})
	}
	return list
}

// course is the versions of a group in the order they take over.
type course []turn

func (c course) in(month calendar.Month) Group {
	for _, t := range slices.Backward(c) {
		if t.month <= month {
			return t.Group
		}
	}
	return c[0].Group
}

// period is the period that carries a name.
func (c course) period(month calendar.Month) Period {
	closes := func(m calendar.Month) calendar.Date {
		g := c.in(m)
		return g.closingDay(m.Add(g.lag()))
	}
	return Period{Month: month, From: closes(month.Add(-1)).Add(1), To: closes(month)}
}

// periodOf is the period of a date. None ends in a month before the one it is named by.
func (c course) periodOf(date calendar.Date) Period {
	p := c.period(calendar.MonthOf(date).Add(-2))
	for p.To < date {
		p = c.period(p.Month.Add(1))
	}
	return p
}

// In is the group as it is in the period that carries the name: its day, and for a person (Of) which group it is.
func (g Group) In(month calendar.Month) Group {
	if len(g.Versions) == 0 {
		return g
	}
	in := course(g.turns()).in(month)
	in.Versions = nil
	return in
}

// Of is the group of a person, one group after the other where he moves. Groups the list lacks are Calendar.
func Of(groups []Group, e org.Employee) Group {
	find := func(id domain.ID) Group {
		if i := slices.IndexFunc(groups, func(g Group) bool { return g.ID == id }); i >= 0 && id != "" {
			return groups[i]
		}
		return Calendar(e.Tenant)
	}
	assigned := e.Assignments()
	if !slices.ContainsFunc(assigned, func(a org.Assignment) bool { return a.ClosingGroup != assigned[0].ClosingGroup }) {
		return find(assigned[0].ClosingGroup)
	}
	var versions []Version
	for i, a := range assigned {
		g := find(a.ClosingGroup)
		until := calendar.Date("")
		if i+1 < len(assigned) {
			until = assigned[i+1].From
		}
		versions = append(versions, g.within(a.From, until)...)
	}
	whole := versions[0].Group
	whole.Versions = versions
	return whole
}

// within are the versions of a group from a date on, until another one takes its place.
func (g Group) within(from, until calendar.Date) []Version {
	all := g.Versions
	if len(all) == 0 {
		all = []Version{{Group: g}}
	}
	var list []Version
	for _, v := range all {
		v.Versions = nil
		switch {
		case until != "" && v.From >= until:
		case v.From <= from:
			list = []Version{{from, v.Group}}
		default:
			list = append(list, v)
		}
	}
	return list
}
