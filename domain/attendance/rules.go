package attendance

import (
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// Rules is what a company and a person's work pattern say about reading and counting punches.
type Rules struct {
	Zone          *time.Location
	Boundary      calendar.Clock // of the pattern where it has one, else of the company
	Pattern       *Pattern       // nil: no fixed hours
	OutingCounted bool           // true: outings stay working time
	WeekStart     time.Weekday   // of the 40-hour week
	Rounding      org.Rounding
	AutoBreak     []org.AutoBreak
	Calendar      org.CalendarRules
}

// RulesOf gathers the rules of a company for somebody with a pattern, which may be nil.
func RulesOf(t org.Tenant, pattern *Pattern) Rules {
	r := Rules{
		Zone: t.Zone(), Boundary: t.Boundary, Pattern: pattern, OutingCounted: t.Rules.OutingCounted,
		Rounding: t.Rules.Rounding, AutoBreak: t.Rules.AutoBreak, Calendar: t.Rules.Calendar,
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.EqualFold(d.String(), t.Rules.WeekStart) {
			r.WeekStart = d
		}
	}
	if pattern != nil && pattern.Boundary != nil {
		r.Boundary = *pattern.Boundary
	}
	return r
}

// date is the business date of a punch that follows no shift.
func (r Rules) date(at time.Time) calendar.Date { return calendar.BusinessDate(at, r.Zone, r.Boundary) }
