package worktime

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/fixtures"
)

// figure is a worked example of fixtures/phrases/overtime-cases.yaml; its head says what the fields mean.
type figure struct {
	ID, Type, Title   string
	Inputs            yaml.Node
	Expected, Derived map[string]any
}

// players work an example of their type out and tell what they found, by the names the examples use.
var players = map[string]func(*testing.T, figure) map[string]any{
	"day": playDay, "week_day": playDay, "week": playWeek, "week_detail": playWeekDetail,
	"month_rounding": playMonthRounding, "month_rounding_pay": playMonthRounding, "month_60h": playSixtyHours,
	"rounding": playRounding, "auto_break": playAutoBreak, "period": playPeriod, "limit36": playLimit,
	"business_day": playBusinessDay, "pairing": playPairing, "duplicates": playDuplicates, "leave_5days": playFiveDays,
	"rounding_compliance": playCompliance, "break_required": playRequiredBreak, "interval": playInterval, "business_day_variant": playOtherBoundary,
}

// elsewhere are the examples that are played by another package, or that the product has no answer to, and why.
var elsewhere = map[string]string{
	"time_format":      "domain/export plays it: what a file has",
	"code_format":      "domain/export plays it: what a file has",
	"month_pay":        "an hourly base and yen are payroll's; the product ends at minutes",
	"monthly_hours":    "the divisor of an hourly base is payroll's; the product has no wages",
	"substitute_leave": "代替休暇 turns overtime pay into leave: payroll decides it, the product gives the minutes beyond 60 hours",
	"hourly_leave":     "how much leave somebody has left is kept elsewhere; the product counts what is taken",
	"OT-124":           "punches without a kind come from terminals, which are no door yet",
}

// Every example that is a figure comes out as its source prints it, and so does what was derived from the same inputs.
func TestWorkedExamples(t *testing.T) { playExamples(t) }

func playExamples(t *testing.T) {
	raw, err := fs.ReadFile(fixtures.Phrases, "phrases/overtime-cases.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Count int
		Cases []figure
	}
	if err := yaml.Unmarshal(raw, &file); err != nil || len(file.Cases) != file.Count {
		t.Fatalf("%d cases: %v", len(file.Cases), err)
	}
	played := 0
	for _, c := range file.Cases {
		if elsewhere[c.Type] != "" || elsewhere[c.ID] != "" {
			continue
		}
		play := players[c.Type]
		if play == nil {
			t.Errorf("%s: nobody plays %q", c.ID, c.Type)
			continue
		}
		played++
		t.Run(c.ID+" "+c.Title, func(t *testing.T) {
			got := play(t, c)
			for _, want := range []map[string]any{c.Expected, c.Derived} {
				for _, name := range slices.Sorted(maps.Keys(want)) {
					if g, ok := got[name]; !ok || fmt.Sprint(g) != fmt.Sprint(want[name]) {
						t.Errorf("%s: got %v, want %v", name, g, want[name])
					}
				}
			}
		})
	}
	if played != 60 {
		t.Errorf("%d examples were played", played)
	}
}

// input reads an example's inputs.
func input[T any](t *testing.T, c figure) T {
	t.Helper()
	var in T
	if err := c.Inputs.Decode(&in); err != nil {
		t.Fatal(err)
	}
	return in
}

// hours is a pattern as the examples write it.
type hours struct {
	Start, End string
	Breaks     [][]string
}

func (h hours) pattern() *Pattern {
	if h.Start == "" {
		return nil
	}
	p := &Pattern{Start: reads(h.Start), End: reads(h.End)}
	for _, b := range h.Breaks {
		p.Breaks = append(p.Breaks, Span{reads(b[0]), reads(b[1])})
	}
	return p
}

// reads is a wall clock; 48:00 and later do not occur.
func reads(s string) calendar.Clock {
	c, err := calendar.ParseClock(s)
	if err != nil {
		panic(err)
	}
	return c
}

// diary collects somebody's punches.
type diary []Punch

func (d *diary) punch(kind Kind, date calendar.Date, c calendar.Clock) {
	at := date.At(int(c), tokyo)
	id := domain.ID(fmt.Sprint("p", len(*d)))
	*d = append(*d, Punch{ID: id, Seq: int64(len(*d) + 1), Kind: kind, At: at, Date: date, State: Effective})
}

func (d *diary) shift(date calendar.Date, in, out calendar.Clock) {
	d.punch(In, date, in)
	d.punch(Out, date, out)
}

// counted is how a month is counted: by the pure function, or by everything around it (PlayExamples).
var counted = Rules.Aggregate

// november is the month the examples lie in, long after it ended.
func november(r Rules, punches []Punch) Aggregate {
	period, later := novemberOf(), time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	if len(punches) == 2 && punches[1].At.Sub(punches[0].At) > MaxShift {
		// The product asks before it believes so long a shift. What counts once somebody has confirmed it is this.
		seq := Sequence{Shifts: []*Shift{{Date: punches[0].Date, In: &punches[0], Out: &punches[1]}}}
		return r.count(period, seq, punches, later)
	}
	return counted(r, period, punches, later)
}

// novemberOf is the month the examples lie in.
func novemberOf() closing.Period { return closing.Calendar("").Period("2026-11") }

// days is a calendar of single days, "workday", "legal_holiday" or "prescribed_holiday" from a date on.
func days(from calendar.Date, kinds ...string) org.CalendarRules {
	names := map[string]DayKind{"": WorkDay, "workday": WorkDay, "legal_holiday": Statutory, "prescribed_holiday": Prescribed}
	var rules org.CalendarRules
	for i, kind := range kinds {
		rules.Days = append(rules.Days, org.CalendarDay{Date: from.Add(i), Kind: string(names[kind])})
	}
	return rules
}

func rulesWith(p *Pattern, c org.CalendarRules) Rules {
	return RulesOf(org.Tenant{Timezone: "Asia/Tokyo", Boundary: calendar.DefaultBoundary, Rules: org.Rules{Calendar: c}}, p)
}
