package worktime

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// A supervisor's hours, breaks and nights are those of anybody; nothing of them is overtime or holiday work, and he is never late.
func TestSupervisorsHaveNoBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, d := someRules.Draw(t, "rules"), someDiary.Draw(t, "diary")
		if r.Pattern != nil && rapid.Bool().Draw(t, "flexible") {
			p := *r.Pattern
			p.Flexible, r.Pattern = true, &p
		}
		anybody := monthOf(r.With(func(v *Rules) { v.Supervisor = false }), d, 31, "2026-11")
		his := monthOf(r.With(func(v *Rules) { v.Supervisor = true }), d, 31, "2026-11")
		for i, is := range his.Days {
			was := anybody.Days[i]
			if is.Worked != was.Worked || is.Night != was.Night || is.Break != was.Break || is.Outing != was.Outing {
				t.Fatalf("%s: %+v is not %+v", is.Date, is.Figures, was.Figures)
			}
			for _, field := range bounded {
				if n, _ := is.Value(field); n != 0 {
					t.Fatalf("%s: %s is %d", is.Date, field, n)
				}
			}
			if is.Night != is.NightScheduled || is.NightLegalHoliday+is.NightPrescribed+is.NightWithinOT != 0 {
				t.Fatalf("%s: the night is of a class: %+v", is.Date, is.Figures)
			}
		}
		if his.Load().Total() != 0 || his.Totals.Worked != anybody.Totals.Worked || his.Totals.LateCount != 0 {
			t.Fatalf("%+v", his.Totals)
		}
	})
}

// Somebody is a supervisor from a date on, and before it he is not.
func TestASupervisorFromADateOn(t *testing.T) {
	e := org.Employee{Versions: []org.Assignment{{WorkPattern: "day"}, {From: "2026-11-16", WorkPattern: "day", Supervisor: true}}}
	p := Pattern{ID: "day", Name: "通常", Start: 540, End: 1080, Breaks: []Span{{720, 780}}}
	r := RulesFor(org.Tenant{Timezone: "Asia/Tokyo", Boundary: 300}, e, map[domain.ID]Pattern{"day": p})
	var d diary
	d.shift("2026-11-13", 600, 1440) // Friday
	d.shift("2026-11-15", 540, 660)  // Sunday
	d.shift("2026-11-16", 600, 1440) // Monday
	d.shift("2026-11-22", 540, 660)  // Sunday
	m := november(r, d)
	if m.Totals.OT != 300 || m.Totals.LegalHoliday != 120 || m.Totals.Late != 60 || m.Totals.Night != 240 || m.Totals.Worked != 780+120+780+120 {
		t.Errorf("%+v", m.Totals.Figures)
	}
	monday := m.Days[15]
	for _, field := range bounded {
		steps := monday.Why(field, tokyo)
		told := slices.ContainsFunc(steps, func(s Step) bool { return s.Code == StepBounds })
		if other := slices.ContainsFunc(steps, func(s Step) bool { return s.Code == StepDay || s.Code == StepOutside || s.Code == StepLate }); !told || other {
			t.Errorf("%s: %+v", field, steps)
		}
	}
	if steps := monday.Why("night", tokyo); slices.ContainsFunc(steps, func(s Step) bool { return s.Code == StepBounds }) {
		t.Errorf("night work is his: %+v", steps)
	}
	if e, err := m.Explain(Question{Field: "ot", Period: true}, "2026-11-30", tokyo); err != nil || len(e.Steps) != 1 || len(e.Days) != 1 {
		t.Errorf("%+v %v", e, err)
	}
}

// Breaks are not the law's matter for them, and the night after a holiday is no question.
func TestSupervisorsAreNotLinted(t *testing.T) {
	r := rulesWith(nil, org.CalendarRules{})
	var d diary
	d.shift("2026-11-17", 540, 1140)
	d.shift("2026-11-15", 1200, 1500)
	if found := r.Lint(novemberOf(), d, d[0].At.AddDate(0, 1, 0)); len(found) != 2 {
		t.Fatalf("%+v", found)
	}
	r.Supervisor = true
	if found := r.Lint(novemberOf(), d, d[0].At.AddDate(0, 1, 0)); len(found) != 0 {
		t.Errorf("%+v", found)
	}
}
