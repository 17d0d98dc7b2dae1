package worktime

import (
	"testing"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// linted is how a month is looked at: by the pure function, or by everything around it (PlayExamples).
var linted = Rules.Lint

// findings are what a check finds in November.
func findings(r Rules, d diary, check Check) (n, minutes int) {
	period := novemberOf()
	for _, f := range linted(r, period, d, period.To.At(0, tokyo).AddDate(0, 1, 0)) {
		if f.Check == check {
			n++
			minutes += f.Minutes
		}
	}
	return n, minutes
}

// playCompliance works ten minutes overtime on each of three days, of which the rule takes something or nothing.
func playCompliance(t *testing.T, c figure) map[string]any {
	in := input[struct {
		Scope, Direction string
		Unit             int
	}](t, c)
	r := rulesWith(&Pattern{Start: 540, End: 1080, Breaks: []Span{{720, 780}}}, org.CalendarRules{})
	check := MonthRounding
	if in.Scope == "daily" {
		check = PunchRounding
		r.Rounding.Punches = map[string]org.Step{"out": {To: map[string]org.RoundTo{"down": org.Earlier}[in.Direction], Minutes: in.Unit}}
	} else {
		half := org.Step{To: org.HalfHour, Minutes: 30}
		r.Rounding.Month = map[string]org.Step{"overtime": half, "holiday": half, "night": half}
	}
	var d diary
	for n := range 3 {
		d.shift(calendar.Date("2026-11-10").Add(n), 540, 1090)
	}
	n, _ := findings(r, d, check)
	return map[string]any{"violation": n > 0}
}

// playRequiredBreak works so long without a break.
func playRequiredBreak(t *testing.T, c figure) map[string]any {
	var required []int
	for _, n := range input[struct{ Worked []int }](t, c).Worked {
		var d diary
		d.shift("2026-11-11", 540, 540+calendar.Clock(n))
		_, missing := findings(rulesWith(nil, org.CalendarRules{}), d, ShortBreak)
		required = append(required, missing)
	}
	return map[string]any{"required_break": required}
}

func playInterval(t *testing.T, c figure) map[string]any {
	in := input[struct {
		Hours int      `yaml:"interval_hours"`
		Out   string   `yaml:"prev_out"`
		In    []string `yaml:"next_in"`
	}](t, c)
	r := rulesWith(nil, org.CalendarRules{})
	r.Interval = org.Interval{Hours: in.Hours}
	short := func(clock calendar.Clock) bool {
		var d diary
		d.shift("2026-11-10", reads(in.Out)-60, reads(in.Out))
		d.shift("2026-11-11", clock, clock+60)
		n, _ := findings(r, d, ShortRest)
		return n > 0
	}
	var alerts []bool
	for _, clock := range in.In {
		alerts = append(alerts, short(reads(clock)))
	}
	earliest := reads(in.In[0])
	for short(earliest) {
		earliest++
	}
	return map[string]any{"alert": alerts, "earliest": padded(int(earliest))}
}

// playFiveDays takes half a day and eight hours of paid leave: what the count of paid days has is what counts for the five.
func playFiveDays(t *testing.T, c figure) map[string]any {
	var notes []DayNote
	for i, taken := range input[struct{ Taken []struct{ Unit string } }](t, c).Taken {
		said := map[string]string{"half": "102", "hour": "104 8:00"}[taken.Unit]
		notes = append(notes, DayNote{Date: calendar.Date("2026-11-10").Add(i), Reasons: []string{said}})
	}
	r := rulesWith(&Pattern{Start: 540, End: 1080, Breaks: []Span{{720, 780}}}, org.CalendarRules{})
	return map[string]any{"counts_toward_5": november(r.Knowing(notes, reasons), nil).Totals.DaysPaidLeave}
}

// playOtherBoundary shows where the product differs from the source, whose day has its end and not its beginning: here
// 5:00 sharp is the new day.
func playOtherBoundary(t *testing.T, c figure) map[string]any {
	in := input[struct {
		Boundary string
		At       []string
	}](t, c)
	r := Rules{Zone: tokyo, Boundary: reads(in.Boundary)}
	if sharp := r.Date(moment(in.At[0])); sharp != "2024-04-02" {
		t.Errorf("5:00 sharp is of %s", sharp)
	}
	r.Boundary++ // a boundary a minute later is what the source has
	return map[string]any{"business_date": []calendar.Date{r.Date(moment(in.At[0])), r.Date(moment(in.At[1]))}}
}
