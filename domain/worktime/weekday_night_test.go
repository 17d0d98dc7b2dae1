package worktime

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// A night of a weekday's own hours is of the weekday it began on: what of it lies after midnight is not the next day's.
func TestANightIsOfItsOwnWeekday(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 2).Draw(t, "day")
		date := calendar.Date("2026-11-10").Add(n) // Tuesday to Thursday
		start := calendar.Clock(rapid.IntRange(18*60, 23*60).Draw(t, "start"))
		p := Pattern{Start: 540, End: 1080, Breaks: []Span{{720, 780}},
			Weekdays: []WeekdayHours{{Days: []string{weekdays[int(time.Tuesday)+n]}, Start: start, End: start + 420}}}
		var d diary
		d.shift(date, start, start+420)
		month := november(rulesWith(&p, org.CalendarRules{}), d)
		is, next := month.Days[9+n], month.Days[10+n]
		if is.Date != date || is.Worked != 420 || is.ScheduledWorked != 420 || is.Scheduled != 420 || is.Night == 0 || is.Late+is.EarlyLeave+is.Shortage+is.WithinOT+is.OT != 0 {
			t.Fatalf("%s: %+v", is.Date, is.Figures)
		}
		if next.Worked != 0 || next.Scheduled != 480 {
			t.Fatalf("%s: %+v", next.Date, next.Figures)
		}
	})
}
