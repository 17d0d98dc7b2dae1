package worktime

import (
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// Rules is what a company and a person's work pattern say about reading and counting punches. The fields are what counts
// first; Later are the versions that take their place from a business date on. Whoever needs a rule asks for that of the
// date he is looking at (On): a change of master never reaches back.
type Rules struct {
	Zone          *time.Location
	Boundary      calendar.Clock // of the pattern where it has one, else of the company; below zero: on the evening before
	Pattern       *Pattern       // nil: no fixed hours
	OutingCounted bool           // true: outings stay working time
	WeekStart     time.Weekday   // of the 40-hour week
	Rounding      org.Rounding
	AutoBreak     []org.AutoBreak
	Calendar      org.CalendarRules
	Holidays      org.Holidays `json:",omitzero"`
	Interval      org.Interval `json:",omitzero"`  // 勤務間インターバル, which only Lint looks at
	Supervisor    bool         `json:",omitempty"` // 管理監督者: see supervisor.go

	From         calendar.Date           `json:",omitempty"` // 適用開始日 of this version; empty: from the beginning
	CompanySince calendar.Date           `json:",omitempty"` // since when the company's part is as it is
	PatternSince calendar.Date           `json:",omitempty"` // since when the pattern is as it is
	Hired        calendar.Date           `json:",omitempty"` // 入社日; empty: not known
	Left         calendar.Date           `json:",omitempty"` // 退職日, the last day; empty: he works here
	Noted        map[calendar.Date]Noted `json:",omitempty"` // what is said of the days (Knowing); of the first version only
	Later        []Rules                 `json:",omitempty"` // the versions after this one, oldest first; they have no later ones of their own

	outlines map[calendar.Date]*outline // of the dates a reckoning has asked for (remembering); nil: none is kept
}

// RulesOf gathers the rules of a company for somebody with a pattern, which may be nil.
func RulesOf(t org.Tenant, pattern *Pattern) Rules {
	r := Rules{
		Zone: t.Zone(), Boundary: t.Boundary, Pattern: pattern, OutingCounted: t.Rules.OutingCounted,
		Rounding: t.Rules.Rounding, AutoBreak: t.Rules.AutoBreak, Calendar: t.Rules.Calendar, Holidays: t.Holidays, Interval: t.Rules.Interval,
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.EqualFold(d.String(), t.Rules.WeekStart) {
			r.WeekStart = d
		}
	}
	if pattern != nil && pattern.Boundary != nil {
		r.Boundary = *pattern.Boundary
		if pattern.Side == PreviousDay {
			r.Boundary -= midnight
			r.Pattern = pattern.dayBefore(*pattern.Boundary)
		}
	}
	return r
}

// On is the version of a business date. Only its own rules are to be read off it: it knows nothing of other dates.
func (r *Rules) On(date calendar.Date) *Rules {
	for i := len(r.Later) - 1; i >= 0; i-- {
		if r.Later[i].From <= date {
			return &r.Later[i]
		}
	}
	return r
}

// versions are all the rules there are, the first ones first.
func (r *Rules) versions() []*Rules {
	all := []*Rules{r}
	for i := range r.Later {
		all = append(all, &r.Later[i])
	}
	return all
}

// Date is the business date of a punch that follows no shift. Each day begins at the boundary of its own version, so
// that no instant has two dates and none is lost where the boundary changes.
func (r *Rules) Date(at time.Time) calendar.Date {
	date := calendar.DateOf(at.In(r.Zone)).Add(1) // a boundary may lie on the evening before
	for at.Before(date.At(int(r.On(date).Boundary), r.Zone)) {
		date = date.Add(-1)
	}
	return date
}

// begins tells whether a week begins on a date. Where the company moves the beginning of its weeks, one week is shorter;
// none is longer than seven days, which would fill its forty hours with the work of eight.
func (r *Rules) begins(date calendar.Date) bool {
	if date.Weekday() == r.On(date).WeekStart {
		return true
	}
	if len(r.Later) == 0 {
		return false
	}
	for n := 1; n < 7; n++ {
		if before := date.Add(-n); before.Weekday() == r.On(before).WeekStart {
			return false
		}
	}
	return true
}

// employed tells whether the person worked for the company on a date, as far as it is known.
func (r *Rules) employed(date calendar.Date) bool {
	return r.Hired <= date && (r.Left == "" || date <= r.Left)
}
