package worktime

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// halfSaturday is a pattern of somebody who works until 13:00 on Saturdays, and later on Wednesdays.
var halfSaturday = Pattern{Name: "店", Start: 540, End: 1080, Breaks: []Span{{720, 780}}, Weekdays: []WeekdayHours{
	{Days: []string{"saturday"}, Start: 540, End: 780},
	{Days: []string{"wednesday"}, Start: 660, End: 1200, Breaks: []Span{{900, 960}}},
}}

func TestWeekdaysHaveHoursOfTheirOwn(t *testing.T) {
	for _, tc := range []struct {
		name    string
		date    calendar.Date
		in, out calendar.Clock
		kind    DayKind
		want    Figures
	}{
		{"a Saturday as planned", "2026-11-14", 540, 780, WorkDay, Figures{Worked: 240, ScheduledWorked: 240, Scheduled: 240}},
		{"late on a Saturday, and longer", "2026-11-14", 550, 840, WorkDay, Figures{Worked: 290, ScheduledWorked: 230, WithinOT: 60, Late: 10, Shortage: 10, Scheduled: 240}},
		{"gone early on a Saturday", "2026-11-14", 540, 700, WorkDay, Figures{Worked: 160, ScheduledWorked: 160, EarlyLeave: 80, Shortage: 80, Scheduled: 240}},
		{"nine hours on a Saturday", "2026-11-14", 540, 1080, WorkDay, Figures{Worked: 540, ScheduledWorked: 240, WithinOT: 240, OT: 60, Scheduled: 240}},
		{"a Wednesday with its own break", "2026-11-11", 660, 1200, WorkDay, Figures{Worked: 480, ScheduledWorked: 480, Break: 60, Scheduled: 480}},
		{"a Friday", "2026-11-13", 540, 1080, WorkDay, Figures{Worked: 480, ScheduledWorked: 480, Break: 60, Scheduled: 480}},
		{"a Sunday stays statutory", "2026-11-15", 540, 780, Statutory, Figures{Worked: 240, LegalHoliday: 240}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var d diary
			d.shift(tc.date, tc.in, tc.out)
			for _, day := range november(rulesWith(&halfSaturday, org.CalendarRules{}), d).Days {
				if day.Date == tc.date && (day.Figures != tc.want || day.Kind != tc.kind) {
					t.Errorf("%s %+v, want %s %+v", day.Kind, day.Figures, tc.kind, tc.want)
				}
			}
		})
	}
}

// A weekday the calendar has off is worked where the pattern has hours for it; a national holiday and a named day stay off.
func TestAWeekdayWithHoursIsWorked(t *testing.T) {
	p := halfSaturday
	p.Weekdays = append(slices.Clone(p.Weekdays), WeekdayHours{Days: []string{"tuesday", "sunday"}, Start: 540, End: 600})
	r := rulesWith(&p, org.CalendarRules{Statutory: []string{"sunday"}, Prescribed: []string{"saturday", "tuesday", national},
		Days: []org.CalendarDay{{Date: "2026-11-21", Kind: "prescribed"}}})
	for date, want := range map[calendar.Date]DayKind{
		"2026-11-14": WorkDay, "2026-11-21": Prescribed, "2026-11-15": Statutory, "2026-11-17": WorkDay, "2026-11-03": Prescribed, "2026-11-23": Prescribed,
	} {
		if got := r.Kind(date); got != want {
			t.Errorf("%s: %s, want %s", date, got, want)
		}
	}
}

// The weekday's hours are those of the day wherever a day's schedule is asked for.
func TestEverythingFollowsTheWeekday(t *testing.T) {
	r := rulesWith(&halfSaturday, org.CalendarRules{})
	r.Rounding.Punches = map[string]org.Step{"in": {To: org.ToStart}}
	var d diary
	d.punch(In, "2026-11-14", 500)
	seq := r.Read(d)
	now := calendar.Date("2026-11-14").At(800, tokyo)
	e := r.Expect("2026-11-14", seq, d, now)
	if !e.Works || !e.Start.Equal(calendar.Date("2026-11-14").At(540, tokyo)) || !e.End.Equal(calendar.Date("2026-11-14").At(780, tokyo)) || len(e.Rests) != 0 {
		t.Errorf("expected %v %s–%s %v", e.Works, e.Start, e.End, e.Rests)
	}
	proposals := r.Lacks(seq.Shifts[0], now).Proposals
	if len(proposals) != 1 || !proposals[0].At.Equal(e.End) {
		t.Errorf("proposed %+v", proposals)
	}
	d.punch(Out, "2026-11-14", 780)
	day := r.DayOf("2026-11-14", r.Read(d), d, now)
	if day.Worked != 240 {
		t.Errorf("the early in is not moved to the day's own start: %d", day.Worked)
	}
	steps := day.Why("worked", tokyo)
	if i := slices.IndexFunc(steps, func(s Step) bool { return s.Code == StepWeekday }); i < 0 || steps[i].From != 540 || steps[i].To != 780 || steps[i].Rule != "店" {
		t.Errorf("not told: %+v", steps)
	}
	for _, clock := range []calendar.Clock{540, 780, 1080, 660, 1200, 900} {
		if !slices.Contains(halfSaturday.Turns(), clock) {
			t.Errorf("nobody is looked at around %s", clock)
		}
	}
}

// A night that begins on the evening before does so on every weekday.
func TestAnEveningBeforeByWeekday(t *testing.T) {
	evening := calendar.Clock(21 * 60)
	p := Pattern{Start: 1320, End: 1860, Breaks: []Span{{1560, 1620}}, Boundary: &evening, Side: PreviousDay,
		Weekdays: []WeekdayHours{{Days: []string{"saturday"}, Start: 1380, End: 1680, Breaks: []Span{{1500, 1530}}}}}
	r := rulesWith(&p, org.CalendarRules{})
	on := r.PatternOn("2026-11-14")
	if on.Start != -60 || on.End != 240 || on.Breaks[0] != (Span{60, 90}) || r.PatternOn("2026-11-13").Start != -120 || p.Weekdays[0].Start != 1380 {
		t.Errorf("%+v", on)
	}
}

func TestWeekdaysThatDoNotGoTogether(t *testing.T) {
	core, noon := Span{660, 900}, calendar.Clock(840)
	p := Pattern{Start: 540, End: 1080, Flexible: true, Core: &core, Half: &noon, Weekdays: halfSaturday.Weekdays}
	if errs := p.Check(); len(errs) != 0 {
		t.Errorf("refused: %v", errs)
	}
	if on := p.OnWeekday(6); on.Core != nil || on.Half != nil || on.half() != 660 {
		t.Errorf("what is outside the day's hours is of it: %+v", on)
	}
	p.Weekdays = []WeekdayHours{{Days: []string{"monday"}, Start: 600, End: 540}, {Days: []string{"monday"}, Start: 540, End: 780, Breaks: []Span{{720, 800}}}}
	var whys []any
	for _, err := range p.Check() {
		args := err.(*domain.Error).Args
		if args["field"] != "weekdays" {
			t.Errorf("%v is of %v", err, args["field"])
		}
		whys = append(whys, args["why"])
	}
	if !slices.Equal(whys, []any{"before_start", "weekday_twice", "break_outside"}) {
		t.Errorf("%v", whys)
	}
}

// A pattern that says of every weekday what it says anyway counts nothing otherwise.
func TestWeekdaysThatAreNoOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, d := someRules.Draw(t, "rules"), someDiary.Draw(t, "diary")
		r.Calendar = org.CalendarRules{Statutory: []string{"sunday"}, Prescribed: []string{national}}
		if r.Pattern == nil {
			return
		}
		plain, spelled := *r.Pattern, *r.Pattern
		plain.Weekdays = nil
		spelled.Weekdays = []WeekdayHours{{Days: Weekdays(), Start: plain.Start, End: plain.End, Breaks: plain.Breaks}}
		as := r.With(func(v *Rules) { v.Pattern = &plain })
		is := r.With(func(v *Rules) { v.Pattern = &spelled })
		if was, now := monthOf(as, d, 31, "2026-11"), monthOf(is, d, 31, "2026-11"); !reflect.DeepEqual(figuresOf(was), figuresOf(now)) || was.Totals != now.Totals {
			t.Fatalf("%+v\n%+v", was.Totals, now.Totals)
		}
	})
}
