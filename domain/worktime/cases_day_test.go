package worktime

import (
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

type dayInput struct {
	Schedule  hours
	Day       string
	NextDay   string `yaml:"next_day"`
	In, Out   string
	Outings   [][]string
	Scheduled int `yaml:"scheduled_minutes"`
	Worked    int
	Shift     int `yaml:"shift_minutes"`
	Before    int `yaml:"week_regular_before"`
	Yen       int `yaml:"hourly_yen"`
	Leave     string
}

// playDay works one shift on a Saturday, 14 November, that is whatever day the example says.
func playDay(t *testing.T, c figure) map[string]any {
	in := input[dayInput](t, c)
	const date calendar.Date = "2026-11-14"
	pattern := in.Schedule.pattern()
	var d diary
	switch {
	case in.Scheduled > 0: // only lengths are given
		pattern = &Pattern{Start: 540, End: 540 + calendar.Clock(in.Scheduled)}
		d.shift(date, 540, 540+calendar.Clock(in.Worked))
	case in.Shift > 0:
		pattern = &Pattern{Start: reads(in.In), End: reads(in.In) + calendar.Clock(in.Shift)}
	}
	for n := 1; n <= 5 && in.Before > 0; n++ { // the same hours on each of the five days before
		end := pattern.Start + calendar.Clock(in.Before/5) + pattern.Breaks[0].To - pattern.Breaks[0].From
		d.shift(date.Add(-n), pattern.Start, end)
	}
	if in.In != "" {
		d.shift(date, reads(in.In), reads(in.Out))
	}
	for _, o := range in.Outings {
		d.punch(Leave, date, reads(o[0]))
		d.punch(Return, date, reads(o[1]))
	}
	r := rulesWith(pattern, days(date, in.Day, in.NextDay))
	r.WeekStart = time.Monday
	if said := map[string]string{"am_half": "102"}[in.Leave]; said != "" {
		r = r.Knowing([]DayNote{{Date: date, Reasons: []string{said}}}, reasons)
	}
	a := november(r, d)
	day := a.Days[13]
	evening := reads("22:00")
	morning := reads("29:00")
	return map[string]any{
		"worked": day.Worked, "scheduled_worked": day.ScheduledWorked, "statutory_ot": day.OT, "within_statutory_ot": day.WithinOT,
		"late": day.Late, "early_leave": day.EarlyLeave, "night": day.Night, "outing_deducted": day.Outing,
		"legal_holiday": day.LegalHoliday, "prescribed_holiday": day.PrescribedHoliday,
		"statutory_ot_day": day.OT - day.NightOT, "statutory_ot_night": day.NightOT,
		"legal_holiday_day": day.LegalHoliday - day.NightLegalHoliday, "legal_holiday_night": day.NightLegalHoliday,
		"after_midnight_not_holiday": day.Worked - day.LegalHoliday, "regular": day.Worked - day.OT - day.LegalHoliday,
		"attendance_days": a.Totals.DaysWorked, "business_day_offset": day.Date.Sub(date), "extra_pay_yen": day.WithinOT * in.Yen / 60,
		"statutory_ot_day_evening": overtimeIn(day, 0, evening), "statutory_ot_day_morning": overtimeIn(day, morning, 2*midnight),
	}
}

// overtimeIn is a day's overtime between two wall clocks.
func overtimeIn(d Day, from, to calendar.Clock) int {
	span := interval{minute(d.Date.At(int(from), tokyo)), minute(d.Date.At(int(to), tokyo))}
	return minutes(d.work.pieces, func(p piece) bool { return p.ot != notBeyond && span.covers(p.interval) })
}

type weekInput struct {
	Start    string `yaml:"week_start"`
	Worked   []int
	Legal    string `yaml:"legal_holiday"`
	Schedule hours
	Days     []struct{ Kind, In, Out string }
}

// playWeek works so many minutes on each day from 9:00. Saturdays are the prescribed holiday.
func playWeek(t *testing.T, c figure) map[string]any {
	in := input[weekInput](t, c)
	from, start := calendar.Date("2026-11-08"), time.Sunday
	if in.Start == "mon" {
		from, start = from.Add(1), time.Monday
	}
	rules := org.CalendarRules{Prescribed: []string{"saturday"}}
	if in.Legal != "" {
		rules.Statutory = []string{"sunday"}
	}
	r := rulesWith(nil, rules)
	r.WeekStart = start
	var d diary
	for i, n := range in.Worked {
		if n > 0 {
			d.shift(from.Add(i), 540, 540+calendar.Clock(n))
		}
	}
	week := november(r, d).Days[from.Day()-1:][:7]
	found := weekOf(week)
	saturday := week[(6-int(start))%7]
	found["prescribed_holiday_no_premium"] = saturday.PrescribedHoliday - saturday.OT
	found["week_regular"], found["daily_ot"], found["weekly_ot"] = found["regular_sum"], found["daily_ot_sum"], found["weekly_ot_sum"]
	return found
}

func playWeekDetail(t *testing.T, c figure) map[string]any {
	in := input[weekInput](t, c)
	const from calendar.Date = "2026-11-08"
	var d diary
	var kinds []string
	for i, one := range in.Days {
		kinds = append(kinds, one.Kind)
		d.shift(from.Add(i), reads(one.In), reads(one.Out))
	}
	found := weekOf(november(rulesWith(in.Schedule.pattern(), days(from, kinds...)), d).Days[from.Day()-1:][:7])
	found["totals"] = map[string]any{
		"regular": found["regular_sum"], "daily_ot": found["daily_ot_sum"], "weekly_ot": found["weekly_ot_sum"],
		"legal_holiday": found["legal_holiday_sum"], "night": found["night_sum"],
	}
	return found
}

// weekOf is what seven days hold, day by day and in sum.
func weekOf(week []Day) map[string]any {
	found := map[string]any{}
	for name, of := range map[string]func(Day) int{
		"statutory_ot": func(d Day) int { return d.OT }, "regular": func(d Day) int { return d.Worked - d.OT - d.LegalHoliday },
		"daily_ot":  func(d Day) int { return because(d, beyondDay) },
		"weekly_ot": func(d Day) int { return because(d, beyondWeek) }, "legal_holiday": func(d Day) int { return d.LegalHoliday },
		"night": func(d Day) int { return d.Night }, "late": func(d Day) int { return d.Late }, "early_leave": func(d Day) int { return d.EarlyLeave },
	} {
		var list []int
		sum := 0
		for _, d := range week {
			list = append(list, of(d))
			sum += of(d)
		}
		found[name], found[name+"_sum"] = list, sum
	}
	found["statutory_ot_by_day"], found["statutory_ot"] = found["statutory_ot"], found["statutory_ot_sum"]
	return found
}

func because(d Day, why excess) int {
	if d.work == nil {
		return 0
	}
	return minutes(d.work.pieces, func(p piece) bool { return p.ot == why })
}
