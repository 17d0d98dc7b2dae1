package worktime

import (
	"fmt"
	"slices"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
)

func TestLint(t *testing.T) {
	period := closing.Period{Month: "2026-11", From: "2026-11-01", To: "2026-11-30"}
	pattern := &Pattern{Start: 540, End: 1080, Breaks: []Span{{720, 780}}}
	punch := func(kind string, to org.RoundTo) org.Rounding {
		return org.Rounding{Punches: map[string]org.Step{kind: {To: to, Minutes: 15}}}
	}
	month := func(class string, s org.Step) org.Rounding { return org.Rounding{Month: map[string]org.Step{class: s}} }
	// Two days, 8:52–18:23 and 8:52–18:23: 31 minutes beyond 8 hours each.
	two := []string{"in 11/17 8:52", "out 11/17 18:23", "in 11/18 8:52", "out 11/18 18:23"}
	for _, tc := range []struct {
		name    string
		rules   Rules
		punches []string
		want    []Finding
	}{
		{"nothing", Rules{Pattern: pattern}, two, nil},
		{"in later", Rules{Pattern: pattern, Rounding: punch("in", org.Later)}, two, []Finding{{PunchRounding, "in", 2, 16, 16, 0}}},
		{"in earlier is in his favour", Rules{Pattern: pattern, Rounding: punch("in", org.Earlier)}, two, nil},
		{"in to the start", Rules{Pattern: pattern, Rounding: org.Rounding{Punches: map[string]org.Step{"in": {To: org.ToStart}}}}, two,
			[]Finding{{PunchRounding, "in", 2, 16, 16, 0}}},
		{"out earlier", Rules{Pattern: pattern, Rounding: punch("out", org.Earlier)}, two, []Finding{{PunchRounding, "out", 2, 16, 16, 0}}},
		{"overtime down", Rules{Pattern: pattern, Rounding: month("overtime", org.Step{To: org.Earlier, Minutes: 30})}, two,
			[]Finding{{MonthRounding, "overtime", 0, 2, 2, 0}}},
		{"overtime by the circular", Rules{Pattern: pattern, Rounding: month("overtime", org.Step{To: org.HalfHour, Minutes: 30})}, two, nil},
		{"overtime up", Rules{Pattern: pattern, Rounding: month("overtime", org.Step{To: org.Later, Minutes: 30})}, two, nil},
		{"a break nobody took", Rules{AutoBreak: []org.AutoBreak{{Over: 360, Minutes: 45}}}, []string{"in 11/17 9:00", "out 11/17 16:00"},
			[]Finding{{TakenBreak, "", 1, 45, 0, 0}, {ShortBreak, "", 1, 45, 0, 0}}},
		{"six hours to the minute", Rules{}, []string{"in 11/17 9:00", "out 11/17 15:00"}, nil},
		{"a minute more", Rules{}, []string{"in 11/17 9:00", "out 11/17 15:01"}, []Finding{{ShortBreak, "", 1, 45, 0, 0}}},
		{"beyond eight hours with 45", Rules{}, []string{"in 11/17 9:00", "break_start 11/17 12:00", "break_end 11/17 12:45", "out 11/17 17:46"},
			[]Finding{{ShortBreak, "", 1, 15, 0, 0}}},
		{"out 23:00, in 9:30 (OT-150)", Rules{}, []string{"in 11/17 18:00", "out 11/17 23:00", "in 11/18 9:30", "out 11/18 12:00"},
			[]Finding{{ShortRest, "", 1, 30, 0, 0}}},
		{"out 23:00, in 10:00", Rules{}, []string{"in 11/17 18:00", "out 11/17 23:00", "in 11/18 10:00", "out 11/18 12:00"}, nil},
		{"a company that wants nine hours", Rules{Interval: org.Interval{Hours: 9}}, []string{"in 11/17 18:00", "out 11/17 23:00", "in 11/18 7:59", "out 11/18 12:00"},
			[]Finding{{ShortRest, "", 1, 1, 0, 0}}},
		{"a lack of exactly the tolerance", Rules{Interval: org.Interval{Hours: 9, Tolerance: 5}}, []string{"in 11/17 18:00", "out 11/17 23:00", "in 11/18 7:55", "out 11/18 12:00"}, nil},
		{"a minute more than it", Rules{Interval: org.Interval{Hours: 9, Tolerance: 5}}, []string{"in 11/17 18:00", "out 11/17 23:00", "in 11/18 7:54", "out 11/18 12:00"},
			[]Finding{{ShortRest, "", 1, 6, 0, 0}}},
		{"from a statutory holiday into Monday", Rules{}, []string{"in 11/15 20:00", "out 11/16 1:00"}, []Finding{{HolidayNight, "", 1, 60, 0, 60}}},
		{"from Saturday into it", Rules{}, []string{"in 11/14 20:00", "out 11/15 1:00"}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var punches []Punch
			for i, s := range tc.punches {
				var kind, day, clock string
				if _, err := fmt.Sscan(s, &kind, &day, &clock); err != nil {
					t.Fatal(err)
				}
				punches = append(punches, Punch{ID: domain.ID(fmt.Sprint("p", i)), Seq: int64(i + 1), Kind: Kind(kind), At: at(day + " " + clock),
					Date: on(day), State: Effective})
			}
			tc.rules.Zone, tc.rules.Boundary = tokyo, calendar.DefaultBoundary
			if got := tc.rules.Lint(period, punches, at("11/30 12:00")); !slices.Equal(got, tc.want) {
				t.Errorf("got %+v, want %+v", got, tc.want)
			}
		})
	}
	for _, check := range Checks {
		if Sources[check] == "" {
			t.Errorf("%s has no source", check)
		}
	}
}
