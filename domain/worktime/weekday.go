package worktime

import (
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
)

// WeekdayHours are a pattern's hours on some weekdays, where they are others than on the rest (曜日別の勤務時間).
type WeekdayHours struct {
	Days   []string       `json:"days"` // "saturday"
	Start  calendar.Clock `json:"start"`
	End    calendar.Clock `json:"end"`
	Breaks []Span         `json:"breaks,omitempty"`
}

// Weekdays are the words for the days of a week, from Sunday on.
func Weekdays() []string { return weekdays[:] }

// OnWeekday is the pattern with the hours of a weekday. A core time and a boundary of half days that lie outside those
// hours are not of that day.
func (p Pattern) OnWeekday(day time.Weekday) Pattern {
	i := p.hoursOf(day)
	if i < 0 {
		return p
	}
	h := p.Weekdays[i]
	p.Start, p.End, p.Breaks, p.Weekdays = h.Start, h.End, h.Breaks, nil
	if p.Core != nil && (p.Core.From < p.Start || p.End < p.Core.To) {
		p.Core = nil
	}
	if p.Half != nil && (*p.Half <= p.Start || p.End <= *p.Half) {
		p.Half = nil
	}
	return p
}

// hoursOf is the place of a weekday's own hours; -1: it has none.
func (p *Pattern) hoursOf(day time.Weekday) int {
	if p == nil {
		return -1
	}
	return slices.IndexFunc(p.Weekdays, func(h WeekdayHours) bool { return slices.Contains(h.Days, weekdays[day]) })
}

// PatternOn is the work pattern of a date with the hours of its weekday; nil: no fixed hours.
func (r *Rules) PatternOn(date calendar.Date) *Pattern {
	p := r.On(date).Pattern
	if p.hoursOf(date.Weekday()) < 0 {
		return p
	}
	on := p.OnWeekday(date.Weekday())
	return &on
}

// everyHours is the pattern once for its usual hours and once for those of each group of weekdays.
func (p Pattern) everyHours() []Pattern {
	list := []Pattern{p}
	for day := time.Sunday; day <= time.Saturday; day++ {
		if p.hoursOf(day) >= 0 {
			list = append(list, p.OnWeekday(day))
		}
	}
	return list
}

// checkWeekdays tells what of the weekdays' hours does not go together.
func (p Pattern) checkWeekdays() []error {
	var all []error
	known := map[string]bool{}
	for _, h := range p.Weekdays {
		for _, day := range h.Days {
			if known[day] {
				all = append(all, refuse("weekdays", "weekday_twice", "weekdays names "+day+" twice"))
			}
			known[day] = true
		}
		for _, err := range (Pattern{Start: h.Start, End: h.End, Breaks: h.Breaks}).Check() {
			all = append(all, ofWeekdays(h.Days, err))
		}
	}
	return all
}
