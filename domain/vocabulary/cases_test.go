package vocabulary

import (
	"io/fs"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/fixtures"
)

// timeCase is a case of fixtures/phrases/time-expressions.yaml; its head says what the fields mean.
type timeCase struct {
	ID, Text, Reference string
	Expect              struct {
		Intent, Target, Instant, Code, To string
		Day                               string `yaml:"business_date"`
		Candidates                        []struct{ Instant string }
	}
	Ambiguous bool
}

// The names of the table for the kinds here. 戻りました is a break's end for somebody who has no outing open.
var caseKinds = map[string]Kind{
	"clock_in": In, "clock_out": Out, "break_start": BreakIn, "break_end": BreakOut, "outing_start": OutingIn, "outing_end": BreakOut,
	"direct_go": DirectIn, "direct_return": DirectOut,
}

// Cases that end differently here: a sentence does not know the person's regular hours, and the grammar takes neither a
// reason before the sentence nor hours of leave.
var otherwise = map[string]Match{
	"TE-045": {Intent: Ask, Problem: Problem{Why: calendar.NoSchedule}},
	"TE-056": {Intent: Ask, Problem: Problem{Why: calendar.NoSchedule}},
	"TE-110": {}, "TE-119": {},
}

func TestTimeCases(t *testing.T) {
	raw, err := fs.ReadFile(fixtures.Phrases, "phrases/time-expressions.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var table struct{ Cases []timeCase }
	if err := yaml.Unmarshal(raw, &table); err != nil {
		t.Fatal(err)
	}
	options := bot
	options.Greetings = true
	v := vocabulary(t, nil, options)
	for _, c := range table.Cases {
		at, err := time.Parse(time.RFC3339, c.Reference)
		if err != nil {
			t.Fatal(err)
		}
		got := v.Match(c.Text, calendar.Said{At: at, Zone: tokyo, Boundary: calendar.DefaultBoundary})
		if instead, ok := otherwise[c.ID]; ok {
			if got.Intent != instead.Intent || got.Problem.Why != instead.Problem.Why {
				t.Errorf("%s %q: %+v", c.ID, c.Text, got)
			}
			continue
		}
		if wrong := c.differs(got); wrong != "" {
			t.Errorf("%s %q: %s\n got %+v\nwant %+v", c.ID, c.Text, wrong, got, c.Expect)
		}
	}
}

func (c timeCase) differs(m Match) string {
	want := c.Expect
	kind, punch := caseKinds[want.Intent]
	if want.Intent == "correct" {
		kind, punch = caseKinds[want.Target]
	}
	said := m.At
	if m.Intent == Punch {
		said, _ = time.Parse(time.RFC3339, c.Reference)
	}
	switch {
	case want.Intent == "error":
		code := map[string]calendar.Why{"invalid_time": calendar.NoSuchTime, "invalid_date": calendar.NoSuchDate, "future_punch": calendar.NotYet}
		if m.Intent != Ask || m.Problem.Why != code[want.Code] {
			return "error"
		}
	case want.Intent == "leave":
		if m.Intent != Leave || string(m.Date) != want.Day || string(m.Until) != want.To {
			return "leave"
		}
	case !punch:
		if m.Intent == Punch || m.Intent == Request {
			return "no punch"
		}
	case m.Kind != kind || said.In(tokyo).Format(time.RFC3339) != want.Instant:
		return "kind or instant"
	case m.Intent == Request && string(m.Day) != want.Day:
		return "day"
	case c.Ambiguous != (m.Intent == Ask && m.Problem.Why == calendar.Unsure) && !m.Either:
		return "confirmation"
	case len(want.Candidates) > 0 && m.Other.At.In(tokyo).Format(time.RFC3339) != want.Candidates[0].Instant:
		return "the other reading"
	}
	return ""
}
