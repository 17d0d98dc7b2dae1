package worktime

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
)

// length of time as the examples write one: "40:45" or minutes.
func lasts(v any) int {
	if n, ok := v.(int); ok {
		return n
	}
	var h, m int
	_, _ = fmt.Sscanf(fmt.Sprint(v), "%d:%d", &h, &m)
	return h*60 + m
}

// playMonthRounding rounds a month's sums by the circular, class by class.
func playMonthRounding(t *testing.T, c figure) map[string]any {
	in := input[map[string]any](t, c)
	half := org.Step{To: org.HalfHour, Minutes: 30}
	sums := Totals{Figures: Figures{
		OT: lasts(in["statutory_ot"]), NightOT: lasts(in["night_ot"]), Night: lasts(in["night"]),
		LegalHoliday: lasts(in["legal_holiday"]) + lasts(in["holiday"]),
	}}
	sums.round(map[string]org.Step{"overtime": half, "night": half, "holiday": half})
	found := map[string]any{
		"statutory_ot_hours": sums.OT / 60, "night_ot_hours": sums.NightOT / 60, "night_hours": sums.Night / 60,
		"holiday_hours": sums.LegalHoliday / 60, "legal_holiday_hours": sums.LegalHoliday / 60,
	}
	if yen, ok := in["hourly_yen"].(int); ok { // what the rounded hours are worth
		pay := map[string]any{
			"statutory_ot": sums.OT / 60 * yen * 125 / 100, "night_ot": sums.NightOT / 60 * yen * 150 / 100,
			"holiday": sums.LegalHoliday / 60 * yen * 135 / 100,
		}
		pay["total"] = pay["statutory_ot"].(int) + pay["night_ot"].(int) + pay["holiday"].(int)
		found["pay"] = pay
	}
	return found
}

// playSixtyHours spreads a month's overtime evenly over twenty days.
func playSixtyHours(t *testing.T, c figure) map[string]any {
	total := lasts(input[map[string]any](t, c)["statutory_ot"])
	var d diary
	for n := range 30 {
		if date := calendar.Date("2026-11-01").Add(n); len(d) < 40 && date.Weekday() != time.Sunday && date.Weekday() != time.Saturday {
			d.shift(date, 480, 480+FullDay+calendar.Clock(total/20))
		}
	}
	sums := november(rulesWith(nil, org.CalendarRules{Statutory: []string{"sunday"}, Prescribed: []string{"saturday"}}), d).Totals
	return map[string]any{"at_1_25": sums.OT - sums.OTOver60, "at_1_50": sums.OTOver60}
}

func playAutoBreak(t *testing.T, c figure) map[string]any {
	in := input[struct {
		Elapsed []int
		Rules   [][]any
	}](t, c)
	// "More than" 6:45 and 8:45 unless the example has rules of its own, which mean "from": one minute less.
	breaks := []org.AutoBreak{{Over: 405, Minutes: 45, Elapsed: true}, {Over: 525, Minutes: 60, Elapsed: true}}
	if in.Rules != nil {
		breaks = nil
		for _, rule := range slices.Backward(in.Rules) {
			breaks = append(breaks, org.AutoBreak{Over: lasts(rule[0]) - 1, Minutes: rule[1].(int), Elapsed: true})
		}
	}
	var found []int
	for _, n := range in.Elapsed {
		r := rulesWith(nil, days("2026-11-11", "workday"))
		r.AutoBreak = breaks
		var d diary
		d.shift("2026-11-11", 540, 540+calendar.Clock(n))
		day := november(r, d).Days[10]
		if day.Worked+day.Break != n {
			t.Errorf("%d minutes became %d and a break of %d", n, day.Worked, day.Break)
		}
		found = append(found, day.Break)
	}
	return map[string]any{"auto_break": found}
}

func playPeriod(t *testing.T, c figure) map[string]any {
	in := input[struct {
		Day   yaml.Node `yaml:"closing_day"`
		Month string
		From  calendar.Date
	}](t, c)
	g := closing.Group{Day: 31}
	_ = in.Day.Decode(&g.Day) // "eom" stays the month's end
	start := g
	g.Label, start.Label = closing.ByClosing, closing.ByStart
	found := map[string]any{}
	switch {
	case in.From != "":
		p := g.PeriodOf(in.From)
		found["from"], found["to"], found["label_by_closing"] = p.From, p.To, p.Month
		found["label_by_start"] = start.PeriodOf(in.From).Month
	case len(in.Month) == 2: // a month of any year
		span := func(g closing.Group) []string {
			p := g.Period(calendar.Month("2026-" + in.Month))
			return []string{string(p.From[5:]), string(p.To[5:])}
		}
		found["default"], found["include_previous"] = span(start), span(g)
	default:
		p := g.Period(calendar.Month(in.Month))
		found["from"], found["to"] = p.From, p.To
	}
	return found
}

func playLimit(t *testing.T, c figure) map[string]any {
	in := input[struct {
		Month       struct{ OT, Holiday int }
		OT, Holiday []int
		Before      []int `yaml:"totals_feb_to_jun"`
		Values      []int `yaml:"values_minutes"`
	}](t, c)
	broken := func(b Breach, months ...Load) bool { return slices.Contains(Agree(months, 0).Broken, b) }
	found := map[string]any{}
	switch {
	case in.Month.OT > 0:
		month := Load{in.Month.OT * 60, in.Month.Holiday * 60}
		found["total"], found["single_month_ok"] = month.Total()/60, !broken(OverTotal, month)
	case in.Values != nil:
		found["ok"] = []bool{!broken(OverTotal, Load{in.Values[0], 0}), !broken(OverTotal, Load{in.Values[1], 0})}
	case in.Before != nil:
		var months []Load
		for _, n := range in.Before {
			months = append(months, Load{OT: n * 60})
		}
		for n := 2; n <= 6; n++ { // as if only so many months were known, without the 100 hours
			months := append(slices.Clone(months[len(months)-n+1:]), Load{})
			found[fmt.Sprint("cap", n)] = limitAverage*n/60 - Agree(months, 0).Averages[n]*n/60
		}
		found["july_cap"] = Agree(append(months, Load{}), 0).Room / 60
	default:
		var months []Load
		var totals []int
		for i := range in.OT {
			months = append(months, Load{in.OT[i] * 60, in.Holiday[i] * 60})
			totals = append(totals, in.OT[i]+in.Holiday[i])
		}
		a, averages := Agree(months, 0), map[string]any{}
		for n, avg := range a.Averages {
			averages[fmt.Sprint(n)] = calendar.Clock(avg).String()
		}
		found["totals"], found["avg"], found["avg_ok"] = totals, averages, !broken(OverAverage, months...)
	}
	return found
}
