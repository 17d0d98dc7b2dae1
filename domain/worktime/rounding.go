package worktime

import (
	"maps"
	"slices"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// classes are the classes of hours a month can be rounded by, each with its figures. A class is never rounded together
// with another: the circular allows it for 時間外, 休日 and 深夜 one by one (昭63.3.14 基発150号).
var classes = map[string]func(*Figures) []*int{
	"worked":   func(f *Figures) []*int { return []*int{&f.Worked, &f.ScheduledWorked, &f.WithinOT} },
	"overtime": func(f *Figures) []*int { return []*int{&f.OT} },
	"night":    func(f *Figures) []*int { return []*int{&f.Night, &f.NightOT} },
	"holiday":  func(f *Figures) []*int { return []*int{&f.LegalHoliday, &f.PrescribedHoliday} },
	"outing":   func(f *Figures) []*int { return []*int{&f.Outing} },
	"late":     func(f *Figures) []*int { return []*int{&f.Late, &f.EarlyLeave} },
}

// RoundingClasses names the classes of hours a month can be rounded by, sorted.
func RoundingClasses() []string { return slices.Sorted(maps.Keys(classes)) }

// rounded is a number of minutes after a step. For a clock it is minutes from midnight, for a total its length.
func rounded(s org.Step, n int) int {
	unit, threshold := s.Minutes, s.Threshold
	switch {
	case s.To == org.HalfHour:
		unit, threshold = 60, 30
	case unit == 0:
		return n
	case threshold == 0:
		threshold = (unit + 1) / 2
	}
	over := ((n-int(s.Base))%unit + unit) % unit
	if over > 0 && (s.To == org.Later || s.To != org.Earlier && over >= threshold) {
		return n - over + unit
	}
	return n - over
}

// clock is the minute a punch of a day counts from: that of the punch itself, or of its rounded copy where the company
// rounds. The punch never changes.
func (r *Rules) clock(p Punch, date calendar.Date) int {
	rules := r.On(date)
	s, ok := rules.Rounding.Punches[string(p.Kind)]
	if !ok {
		return minute(p.At)
	}
	c := int(calendar.ClockOn(p.At, date, r.Zone))
	if s.To != org.ToStart {
		c = rounded(s, c)
	} else if pattern := r.PatternOn(date); pattern != nil && r.outline(date).kind == WorkDay && !r.noted(date, func(t Taken) bool { return t.Means.Early }) {
		c = max(c, int(pattern.Start))
	}
	return minute(date.At(c, r.Zone))
}

// round rounds a month's totals by class. What is beyond 60 hours is counted on the rounded overtime.
func (t *Totals) round(steps map[string]org.Step) {
	for class, s := range steps {
		for _, n := range classes[class](&t.Figures) {
			*n = rounded(s, *n)
		}
	}
	if _, ok := steps["overtime"]; ok {
		t.OTOver60 = max(0, t.OT-sixtyHours)
	}
}
