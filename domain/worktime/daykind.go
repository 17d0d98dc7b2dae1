package worktime

import (
	"slices"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// DayKind is what the company's calendar says of a day.
type DayKind string

// The kinds of day.
const (
	WorkDay    DayKind = "work"       // 労働日
	Prescribed DayKind = "prescribed" // 所定休日
	Statutory  DayKind = "statutory"  // 法定休日
)

// national is the word for all national holidays in a company's calendar.
const national = "national"

// weekdays are the words for single days there, from Sunday on.
var weekdays = [...]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

// usual is the calendar of a company that gave none: Saturdays and national holidays off, Sundays the statutory holiday.
var usual = org.CalendarRules{Statutory: []string{"sunday"}, Prescribed: []string{"saturday", national}}

// Kind is what a date is for the person: what a reason has made of it (振替), else what the calendar says.
func (r Rules) Kind(date calendar.Date) DayKind {
	kind := r.planned(date)
	for _, t := range r.Noted[date].Reasons {
		if to := t.Means.Day; to != "" && (to == WorkDay || kind == WorkDay) { // a holiday is not made another by a day off
			kind = to
		}
	}
	return kind
}

// planned is what the calendar says of a date: a single day named there wins over the rules, and a statutory holiday over
// a prescribed one.
func (r *Rules) planned(date calendar.Date) DayKind {
	version := r.On(date)
	rules := version.Calendar
	if len(rules.Statutory) == 0 && len(rules.Prescribed) == 0 {
		rules.Statutory, rules.Prescribed = usual.Statutory, usual.Prescribed
	}
	for _, d := range rules.Days {
		if d.Date == date {
			return DayKind(d.Kind)
		}
	}
	switch {
	case version.named(rules.Statutory, date):
		return Statutory
	case version.named(rules.Prescribed, date) && !version.works(date, rules.Prescribed):
		return Prescribed
	}
	return WorkDay
}

// works tells whether the pattern has hours for the weekday of a date that is off as that weekday alone. A national
// holiday that is off stays off.
func (r *Rules) works(date calendar.Date, off []string) bool {
	return r.Pattern.hoursOf(date.Weekday()) >= 0 && !(slices.Contains(off, national) && r.Holidays.National(date))
}

// named tells whether a list of weekdays and "national" means a date.
func (r *Rules) named(list []string, date calendar.Date) bool {
	return slices.Contains(list, weekdays[date.Weekday()]) || slices.Contains(list, national) && r.Holidays.National(date)
}
