package worktime

import (
	"slices"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
)

// shop is a company whose rules change on 16 November, a Monday, and somebody whose pattern changes the day after.
func shop() (org.Tenant, org.Employee, map[domain.ID]Pattern) {
	before := org.RuleVersion{Boundary: 300, Rules: org.Rules{WeekStart: "sunday"}}
	after := org.RuleVersion{From: "2026-11-16", Boundary: 540, Rules: org.Rules{WeekStart: "monday", OutingCounted: true,
		Rounding: org.Rounding{Punches: map[string]org.Step{"in": {To: org.Later, Minutes: 15}}},
		Calendar: org.CalendarRules{Statutory: []string{"wednesday"}}}}
	day := Pattern{ID: "day", Name: "通常", Start: 540, End: 1080, Breaks: []Span{{720, 780}}}
	late := day
	late.Start, late.End = 600, 1140
	day.Versions = []PatternVersion{{Pattern: day}, {"2026-11-20", late}}
	t := org.Tenant{Timezone: "Asia/Tokyo", Boundary: 300, Rules: before.Rules, Versions: []org.RuleVersion{before, after}}
	e := org.Employee{Hired: "2026-11-04", Left: "2026-11-27", Versions: []org.Assignment{{}, {From: "2026-11-17", WorkPattern: "day"}}}
	return t, e, map[domain.ID]Pattern{"day": day}
}

func TestRulesOfADate(t *testing.T) {
	r := RulesFor(shop())
	for _, tc := range []struct {
		date     calendar.Date
		boundary calendar.Clock
		kind     DayKind
		start    calendar.Clock // -1: no pattern
		company  calendar.Date
		pattern  calendar.Date
	}{
		{"2026-11-15", 300, Statutory, -1, "", ""},
		{"2026-11-16", 540, WorkDay, -1, "2026-11-16", ""},
		{"2026-11-17", 540, WorkDay, 540, "2026-11-16", ""},
		{"2026-11-18", 540, Statutory, 540, "2026-11-16", ""},
		{"2026-11-19", 540, WorkDay, 540, "2026-11-16", ""},
		{"2026-11-20", 540, WorkDay, 600, "2026-11-16", "2026-11-20"},
		{"2026-12-24", 540, WorkDay, 600, "2026-11-16", "2026-11-20"},
	} {
		on, start := r.On(tc.date), calendar.Clock(-1)
		if on.Pattern != nil {
			start = on.Pattern.Start
		}
		if on.Boundary != tc.boundary || r.Kind(tc.date) != tc.kind || start != tc.start || on.CompanySince != tc.company || on.PatternSince != tc.pattern {
			t.Errorf("%s: boundary %s, %s, start %s, company since %q, pattern since %q", tc.date, on.Boundary, r.Kind(tc.date), start, on.CompanySince, on.PatternSince)
		}
	}
}

// Where the boundary moves from 5:00 to 9:00, the last day of the old one lasts until 9:00.
func TestEveryInstantHasOneDateAcrossAChange(t *testing.T) {
	r := RulesFor(shop())
	for when, want := range map[string]calendar.Date{
		"11/15 4:59": "2026-11-14", "11/15 5:00": "2026-11-15", "11/16 4:59": "2026-11-15", "11/16 8:59": "2026-11-15", "11/16 9:00": "2026-11-16",
		"11/17 8:59": "2026-11-16", "11/17 9:00": "2026-11-17",
	} {
		if got := r.Date(at(when)); got != want {
			t.Errorf("%s is of %s, want %s", when, got, want)
		}
	}
	last := r.Date(at("11/10 12:00"))
	for n := range 14 * 24 * 12 {
		date := r.Date(at("11/10 12:00").Add(time.Duration(n) * 5 * time.Minute))
		if date != last && date != last.Add(1) {
			t.Fatalf("after %s comes %s", last, date)
		}
		last = date
	}
}

// A week that the change crosses is cut short; none has eight days.
func TestWeeksAcrossAChange(t *testing.T) {
	toMonday := rulesWith(nil, org.CalendarRules{})
	later := toMonday
	later.From, later.WeekStart = "2026-11-18", time.Monday
	toMonday.Later = []Rules{later}
	toSaturday := rulesWith(nil, org.CalendarRules{})
	later.WeekStart = time.Saturday
	toSaturday.Later = []Rules{later}
	for _, tc := range []struct {
		name  string
		rules Rules
		dates []calendar.Date // on which weeks begin, from 8 to 30 November
	}{
		{"from Sunday to Monday", toMonday, []calendar.Date{"2026-11-08", "2026-11-15", "2026-11-22", "2026-11-23", "2026-11-30"}},
		{"from Sunday to Saturday", toSaturday, []calendar.Date{"2026-11-08", "2026-11-15", "2026-11-21", "2026-11-28"}},
	} {
		var got []calendar.Date
		for date := calendar.Date("2026-11-08"); date <= "2026-11-30"; date = date.Add(1) {
			if tc.rules.begins(date) {
				got = append(got, date)
			}
			if first := tc.rules.weekOf(date); first != got[len(got)-1] {
				t.Errorf("%s: the week of %s begins on %s", tc.name, date, first)
			}
		}
		if len(got) != len(tc.dates) {
			t.Fatalf("%s: %v, want %v", tc.name, got, tc.dates)
		}
		for i := range got {
			if got[i] != tc.dates[i] {
				t.Errorf("%s: %v, want %v", tc.name, got, tc.dates)
			}
		}
	}
}

// The figures of each day are those of its own version, in one month.
func TestAMonthThatAChangeCrosses(t *testing.T) {
	r := RulesFor(shop())
	var d diary
	for _, date := range []calendar.Date{"2026-11-13", "2026-11-16", "2026-11-18", "2026-11-19", "2026-11-20"} {
		d.punch(In, date, 545)
		d.punch(Leave, date, 840)
		d.punch(Return, date, 900)
		d.punch(Out, date, 1140)
	}
	days := map[calendar.Date]Day{}
	for _, day := range november(r, d).Days {
		days[day.Date] = day
	}
	for _, tc := range []struct {
		date                                      calendar.Date
		worked, ot, outing, late, holiday, break_ int
	}{
		{"2026-11-13", 535, 55, 60, 0, 0, 0},   // 9:05 to 19:00 without the outing; no pattern yet
		{"2026-11-16", 585, 105, 60, 0, 0, 0},  // 9:15: rounded; the outing counts
		{"2026-11-18", 525, 0, 60, 0, 525, 60}, // the statutory holiday now, with the pattern's break
		{"2026-11-19", 525, 45, 60, 15, 0, 60},
		{"2026-11-20", 525, 45, 60, 0, 0, 60}, // his day begins at 10:00
	} {
		f := days[tc.date].Figures
		if f.Worked != tc.worked || f.OT != tc.ot || f.Outing != tc.outing || f.Late != tc.late || f.LegalHoliday != tc.holiday || f.Break != tc.break_ {
			t.Errorf("%s: worked %d, ot %d, outing %d, late %d, holiday %d, break %d", tc.date, f.Worked, f.OT, f.Outing, f.Late, f.LegalHoliday, f.Break)
		}
	}
}

// Days before somebody came and after he left are no absences.
func TestAbsencesAreOfTheEmployed(t *testing.T) {
	tenant, e, patterns := shop()
	e.Versions = []org.Assignment{{WorkPattern: "day"}}
	m := november(RulesFor(tenant, e, patterns), nil)
	for _, d := range m.Days {
		if want := d.Kind == WorkDay && d.Date >= "2026-11-04" && d.Date <= "2026-11-27"; d.Absent != want {
			t.Errorf("%s %s: absent %v", d.Date, d.Kind, d.Absent)
		}
	}
}

// A night that began under the old boundary ends on its day; the twin of the next night is of the new one.
func TestANightAcrossAnotherBoundary(t *testing.T) {
	r := RulesFor(shop())
	var d diary
	d.punch(In, "2026-11-15", 1320)  // 22:00
	d.punch(Out, "2026-11-15", 1950) // 8:30 on the 16th
	d.punch(In, "2026-11-16", 1320)
	d.punch(Out, "2026-11-16", 1980) // 9:00 on the 17th, the boundary itself
	seq := r.Read(d)
	if len(seq.Shifts) != 2 || seq.Shifts[0].Date != "2026-11-15" || seq.Shifts[1].Date != "2026-11-16" || seq.Shifts[0].Out == nil || seq.Shifts[1].Out == nil {
		t.Fatalf("%+v", seq.Shifts)
	}
}

// A snapshot keeps the versions its days can ask for, and counts again as it was.
func TestASnapshotKeepsItsVersions(t *testing.T) {
	r := RulesFor(shop())
	var d diary
	for n := range 20 {
		d.shift(calendar.Date("2026-11-04").Add(n), 545, calendar.Clock(1100+7*n))
	}
	was := november(r, d)
	text, err := r.Freeze(was)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := ParseFrozen(text)
	if err != nil {
		t.Fatal(err)
	}
	if again := november(kept.Rules, d); again.Totals != was.Totals || len(kept.Rules.Later) != 3 {
		t.Errorf("%+v, was %+v, %d versions", again.Totals, was.Totals, len(kept.Rules.Later))
	}
	if early := r.Between("2026-10-01", "2026-10-31"); len(early.Later) != 0 {
		t.Errorf("October knows of %d later versions", len(early.Later))
	}
	if late := r.Between("2026-12-01", "2026-12-31"); len(late.Later) != 0 || late.Pattern.Start != 600 {
		t.Errorf("December: %+v", late)
	}
}

func TestComparedMonths(t *testing.T) {
	r := RulesFor(shop())
	var d diary
	d.shift("2026-11-19", 545, 1140)
	other := r.With(func(v *Rules) { v.Rounding = org.Rounding{} })
	period := closing.Calendar("").Period("2026-11")
	got := r.Aggregate(period, d, at("11/30 12:00")).Compare(other.Aggregate(period, d, at("11/30 12:00")))
	want := map[string][2]int{"worked": {525, 535}, "scheduled_worked": {465, 475}, "ot": {45, 55}, "late": {15, 5}, "shortage": {15, 5}}
	seen := 0
	for _, diff := range got {
		if w, ok := want[diff.Field]; ok && (w != [2]int{diff.Locked, diff.Now}) {
			t.Errorf("%s %s: %d → %d", diff.Date, diff.Field, diff.Locked, diff.Now)
		} else if ok {
			seen++
		}
	}
	if seen != 2*len(want) {
		t.Errorf("%+v", got)
	}
	if same := r.Aggregate(period, d, at("11/30 12:00")).Compare(r.Aggregate(period, d, at("11/30 12:00"))); len(same) != 0 {
		t.Errorf("%+v", same)
	}
}

// A figure tells which versions it was counted by, where they have not always been so.
func TestAFigureNamesItsVersions(t *testing.T) {
	r := RulesFor(shop())
	var d diary
	d.shift("2026-11-13", 545, 1140)
	d.shift("2026-11-19", 545, 1140)
	d.shift("2026-11-20", 545, 1140)
	want := map[calendar.Date][]Step{
		"2026-11-19": {{Code: StepCompany, Since: "2026-11-16"}},
		"2026-11-20": {{Code: StepPattern, Rule: "通常", Since: "2026-11-20"}, {Code: StepCompany, Since: "2026-11-16"}},
	}
	for _, day := range november(r, d).Days {
		if day.work == nil {
			continue
		}
		var got []Step
		for _, s := range day.Why("worked", tokyo) {
			if s.Since != "" {
				got = append(got, s)
			}
		}
		if !slices.Equal(got, want[day.Date]) {
			t.Errorf("%s: %+v", day.Date, got)
		}
	}
}
