package closing

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// monthEnd is the closing day that means the last of every month (末日締め).
const monthEnd = 31

// Calendar is the group of people who have none: calendar months, which nobody can lock because no group names them.
func Calendar(tenant domain.ID) Group {
	return Group{Tenant: tenant, Day: monthEnd, Label: ByClosing}
}

// PeriodOf is the period a business date belongs to.
func (g Group) PeriodOf(date calendar.Date) Period {
	if len(g.Versions) > 0 {
		return course(g.turns()).periodOf(date)
	}
	closes := calendar.MonthOf(date)
	if date > g.closingDay(closes) {
		closes = closes.Add(1)
	}
	return g.closingIn(closes)
}

// Period is the period that carries the label month.
func (g Group) Period(month calendar.Month) Period {
	if len(g.Versions) > 0 {
		return course(g.turns()).period(month)
	}
	return g.closingIn(month.Add(g.lag()))
}

// closingIn is the period whose last day lies in the month.
func (g Group) closingIn(month calendar.Month) Period {
	p := Period{Month: month, From: g.closingDay(month.Add(-1)).Add(1), To: g.closingDay(month)}
	if g.lag() > 0 {
		// Counted from the closing month, not read off the first day: after February a group that closes on the 28th,
		// 29th or 30th starts on 1 March and again on the 29th, 30th or 31st of March, and two periods may not be "March".
		p.Month = month.Add(-1)
	}
	return p
}

// wholeMonths tells whether the periods are calendar months, which start and close in the same month.
func (g Group) wholeMonths() bool { return g.Day <= 0 || g.Day >= monthEnd }

// closingDay is the last day of the period that closes in the month: a day the month does not have means its last.
func (g Group) closingDay(month calendar.Month) calendar.Date {
	last := month.Last()
	if g.wholeMonths() || g.Day >= last.Day() {
		return last
	}
	return month.First().Add(g.Day - 1)
}

// Contains tells whether the date lies in the period.
func (p Period) Contains(date calendar.Date) bool { return p.From <= date && date <= p.To }
