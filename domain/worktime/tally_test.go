package worktime

import (
	"testing"

	"github.com/dakoku/dakoku/domain/calendar"
)

// What is not known is not held against anybody: a missing end tells nothing about being late or leaving early.
func TestLateAndEarlyNeedTheirPunches(t *testing.T) {
	const date calendar.Date = "2026-11-11"
	type want struct{ late, early, shortage int }
	for _, tc := range []struct {
		name    string
		punches func(*diary)
		want    want
	}{
		{"in time", func(d *diary) { d.shift(date, 535, 1085) }, want{}},
		{"late", func(d *diary) { d.shift(date, 570, 1080) }, want{late: 30, shortage: 30}},
		{"late into the break", func(d *diary) { d.shift(date, 750, 1080) }, want{late: 180, shortage: 180}},
		{"early", func(d *diary) { d.shift(date, 540, 1020) }, want{early: 60, shortage: 60}},
		{"between two shifts", func(d *diary) { d.shift(date, 540, 660); d.shift(date, 690, 1080) }, want{shortage: 30}},
		{"an outing", func(d *diary) {
			d.shift(date, 540, 1080)
			d.punch(Leave, date, 600)
			d.punch(Return, date, 615)
		}, want{shortage: 15}},
		{"the first in is missing", func(d *diary) { d.punch(Out, date, 660); d.shift(date, 690, 1020) }, want{early: 60}},
		{"the first out is missing", func(d *diary) { d.punch(In, date, 560) }, want{}},
		{"a break that was too long is no shortage", func(d *diary) {
			d.shift(date, 540, 1080)
			d.punch(BreakStart, date, 720)
			d.punch(BreakEnd, date, 800)
		}, want{}},
		{"after the schedule", func(d *diary) { d.shift(date, 1100, 1200) }, want{late: 480, shortage: 480}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var d diary
			tc.punches(&d)
			r := rulesWith(&Pattern{Start: 540, End: 1080, Breaks: []Span{{720, 780}}}, days(date, "workday"))
			day := november(r, d).Days[10]
			if got := (want{day.Late, day.EarlyLeave, day.Shortage}); got != tc.want {
				t.Errorf("got %+v, want %+v", got, tc.want)
			}
		})
	}
}

// On a day off nobody is late, short or absent; on a work day that has passed without a punch somebody is absent.
func TestWhoIsAbsent(t *testing.T) {
	r := rulesWith(&Pattern{Start: 540, End: 1080}, days("2026-11-11", "workday", "prescribed_holiday", "legal_holiday"))
	var d diary
	d.shift("2026-11-12", 700, 800)
	a := november(r, d)
	if !a.Days[10].Absent || a.Days[11].Absent || a.Days[12].Absent || a.Days[11].Late != 0 || a.Days[11].Shortage != 0 {
		t.Errorf("%+v", a.Days[10:13])
	}
	r.Pattern = nil
	if november(r, d).Totals.DaysAbsent != 0 {
		t.Error("somebody without hours cannot be absent")
	}
}
