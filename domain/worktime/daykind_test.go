package worktime

import (
	"testing"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

func TestTheKindOfADay(t *testing.T) {
	own := org.CalendarRules{
		Statutory: []string{"sunday"}, Prescribed: []string{"wednesday"},
		Days: []org.CalendarDay{{Date: "2026-11-22", Kind: "work"}, {Date: "2026-11-24", Kind: "prescribed"}},
	}
	for _, tc := range []struct {
		name  string
		rules org.CalendarRules
		date  calendar.Date
		want  DayKind
	}{
		{"a Friday", org.CalendarRules{}, "2026-11-20", WorkDay},
		{"a Saturday", org.CalendarRules{}, "2026-11-21", Prescribed},
		{"a Sunday", org.CalendarRules{}, "2026-11-22", Statutory},
		{"勤労感謝の日", org.CalendarRules{}, "2026-11-23", Prescribed},
		{"a holiday on a Sunday", org.CalendarRules{}, "2026-05-03", Statutory},
		{"its 振替休日", org.CalendarRules{}, "2026-05-06", Prescribed},
		{"a holiday in a calendar without holidays", own, "2026-11-23", WorkDay},
		{"the company's own weekday off", own, "2026-11-25", Prescribed},
		{"a Sunday that is worked (振替出勤)", own, "2026-11-22", WorkDay},
		{"a single day off", own, "2026-11-24", Prescribed},
		{"holidays as statutory ones", org.CalendarRules{Statutory: []string{"national"}}, "2026-11-23", Statutory},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := (Rules{Calendar: tc.rules}).Kind(tc.date); got != tc.want {
				t.Errorf("got %s", got)
			}
		})
	}
}

func TestRoundingSteps(t *testing.T) {
	for _, tc := range []struct {
		name    string
		step    org.Step
		n, want int
	}{
		{"no rule", org.Step{}, 547, 547},
		{"earlier", org.Step{To: org.Earlier, Minutes: 15}, 559, 555},
		{"earlier on the step", org.Step{To: org.Earlier, Minutes: 15}, 555, 555},
		{"later", org.Step{To: org.Later, Minutes: 5}, 541, 545},
		{"nearest below the half", org.Step{To: org.Nearest, Minutes: 30}, 554, 540},
		{"nearest from the half", org.Step{To: org.Nearest, Minutes: 30}, 555, 570},
		{"nearest from its threshold", org.Step{To: org.Nearest, Minutes: 30, Threshold: 10}, 550, 570},
		{"a base off the hour", org.Step{To: org.Later, Minutes: 30, Base: 17*60 + 20}, 541, 560},
		{"29 minutes of a month", org.Step{To: org.HalfHour, Minutes: 30}, 60*40 + 29, 60 * 40},
		{"30 minutes of a month", org.Step{To: org.HalfHour, Minutes: 30}, 60*40 + 30, 60 * 41},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := rounded(tc.step, tc.n); got != tc.want {
				t.Errorf("got %d, want %d", got, tc.want)
			}
		})
	}
}

// Rounding changes what is counted and never what is shown: the punch stays as it was made.
func TestRoundingLeavesThePunchAlone(t *testing.T) {
	r := rulesWith(nil, days("2026-11-11", "workday"))
	r.Rounding.Punches = map[string]org.Step{"in": {To: org.Later, Minutes: 30}, "out": {To: org.Earlier, Minutes: 30}}
	var d diary
	d.shift("2026-11-11", 541, 1019)
	before := d[0]
	day := november(r, d).Days[10]
	if day.Worked != 420 || *day.In != before {
		t.Errorf("worked %d, in %+v", day.Worked, day.In)
	}
}

// Rounding may move an out beyond the next in; no minute is counted twice for it.
func TestRoundedShiftsDoNotOverlap(t *testing.T) {
	r := rulesWith(nil, days("2026-11-11", "workday"))
	r.Rounding.Punches = map[string]org.Step{"in": {To: org.Earlier, Minutes: 30}, "out": {To: org.Later, Minutes: 30}}
	var d diary
	d.shift("2026-11-11", 540, 785)
	d.shift("2026-11-11", 790, 1080)
	if day := november(r, d).Days[10]; day.Worked != 540 {
		t.Errorf("worked %d of the 540 minutes from 9:00 to 18:00", day.Worked)
	}
}
