package worktime

import (
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// reasons are some of a company's.
var reasons = []ReasonCode{
	{Code: "101", Name: "有給", Means: Meaning{Off: PaidLeave, Units: []Unit{WholeDay}, Paid: true}},
	{Code: "102", Name: "午前半休", Means: Meaning{Off: PaidLeave, Units: []Unit{Morning}, Paid: true}},
	{Code: "103", Name: "午後半休", Means: Meaning{Off: PaidLeave, Units: []Unit{Afternoon}, Paid: true}},
	{Code: "104", Name: "時間有休", Means: Meaning{Off: PaidLeave, Units: []Unit{ByHour}, Paid: true}},
	{Code: "111", Name: "代休", Means: Meaning{Off: Compensatory, Units: []Unit{WholeDay, HalfDay}}},
	{Code: "112", Name: "振替休日", Means: Meaning{Off: Substituted, Units: []Unit{WholeDay}, Day: Prescribed}},
	{Code: "113", Name: "振替出勤", Means: Meaning{Day: WorkDay}},
	{Code: "121", Name: "特別休暇", Means: Meaning{Off: Special, Units: []Unit{WholeDay, HalfDay}, Paid: true}},
	{Code: "124", Name: "生理休暇", Means: Meaning{Off: OtherLeave, Units: []Unit{WholeDay, HalfDay, ByHour}}},
	{Code: "131", Name: "欠勤", Means: Meaning{Off: Absence, Units: []Unit{WholeDay}}},
	{Code: "132", Name: "休職", Means: Meaning{Off: Suspension, Units: []Unit{WholeDay}}},
	{Code: "203", Name: "電車遅延", Means: Meaning{Excuses: []Problem{Tardy}}},
	{Code: "301", Name: "直行", Means: Meaning{Fills: []Kind{In}}},
	{Code: "302", Name: "直帰", Means: Meaning{Fills: []Kind{Out}}},
	{Code: "303", Name: "直行直帰", Means: Meaning{Fills: []Kind{In, Out}}},
	{Code: "304", Name: "出張", Means: Meaning{Attended: true}},
	{Code: "402", Name: "早出", Means: Meaning{Early: true}},
	{Code: "403", Name: "休憩取れず", Means: Meaning{NoBreak: true}},
}

// noted is November for somebody who works 9 to 18 with a break at noon and of one of whose days something is said.
func noted(d diary, date calendar.Date, said ...string) Aggregate {
	r := rulesWith(&Pattern{Start: 540, End: 1080, Breaks: []Span{{720, 780}}}, org.CalendarRules{})
	return november(r.Knowing([]DayNote{{Date: date, Reasons: said}}, reasons), d)
}

// What a reason does to a day, on Wednesday 11 November (work), Saturday 14 (prescribed) and Sunday 15 (statutory).
func TestAReasonChangesADay(t *testing.T) {
	for _, tc := range []struct {
		name   string
		date   calendar.Date
		shift  []calendar.Clock // in and out
		said   []string
		figure Figures
		counts Counts
		absent bool
		kind   DayKind
	}{
		{name: "a day without anything is an absence", figure: Figures{Scheduled: 480}, absent: true},
		{name: "a paid day is none", said: []string{"101"}, figure: Figures{Scheduled: 480, Covered: 480}, counts: Counts{DaysPaidLeave: 2}},
		{name: "half of it is one", said: []string{"102"}, figure: Figures{Scheduled: 480, Covered: 180}, counts: Counts{DaysPaidLeave: 1}, absent: true},
		{name: "two halves are a day", said: []string{"102", "111 pm"}, figure: Figures{Scheduled: 480, Covered: 480},
			counts: Counts{DaysPaidLeave: 1, DaysCompensatory: 1}},
		// https://shiga-office.com/archives/3678
		{name: "the afternoon after half a day's leave", shift: []calendar.Clock{780, 1140}, said: []string{"102"},
			figure: Figures{Scheduled: 480, Covered: 180, Worked: 360, ScheduledWorked: 300, WithinOT: 60}, counts: Counts{DaysWorked: 1, DaysAttended: 1, DaysPaidLeave: 1}},
		{name: "late for the afternoon", shift: []calendar.Clock{840, 1080}, said: []string{"102"},
			figure: Figures{Scheduled: 480, Covered: 180, Worked: 240, ScheduledWorked: 240, Late: 60, Shortage: 60}, counts: Counts{DaysWorked: 1, DaysAttended: 1, DaysPaidLeave: 1, LateCount: 1}},
		{name: "the morning before half a day's leave", shift: []calendar.Clock{540, 720}, said: []string{"103"},
			figure: Figures{Scheduled: 480, Covered: 300, Worked: 180, ScheduledWorked: 180}, counts: Counts{DaysWorked: 1, DaysAttended: 1, DaysPaidLeave: 1}},
		{name: "two hours in the morning", shift: []calendar.Clock{660, 1080}, said: []string{"104 2:00"},
			figure: Figures{Scheduled: 480, Covered: 120, HourlyLeave: 120, Worked: 360, ScheduledWorked: 360, Break: 60}, counts: Counts{DaysWorked: 1, DaysAttended: 2}},
		{name: "an hour of two", shift: []calendar.Clock{600, 1020}, said: []string{"104 1:00"},
			figure: Figures{Scheduled: 480, Covered: 60, HourlyLeave: 60, Worked: 360, ScheduledWorked: 360, Break: 60, EarlyLeave: 60, Shortage: 60},
			counts: Counts{DaysWorked: 1, DaysAttended: 2, EarlyLeaveCount: 1}},
		{name: "the train was late", shift: []calendar.Clock{565, 1080}, said: []string{"203"},
			figure: Figures{Scheduled: 480, Covered: 25, Worked: 455, ScheduledWorked: 455, Break: 60}, counts: Counts{DaysWorked: 1, DaysAttended: 2}},
		{name: "leave is not working time: no overtime before eight hours", shift: []calendar.Clock{780, 1320}, said: []string{"102"},
			figure: Figures{Scheduled: 480, Covered: 180, Worked: 540, ScheduledWorked: 300, WithinOT: 180, OT: 60}, counts: Counts{DaysWorked: 1, DaysAttended: 1, DaysPaidLeave: 1}},
		{name: "a substituted holiday is a day off", said: []string{"112"}, kind: Prescribed, counts: Counts{DaysSubstituted: 2}},
		{name: "… and work on it is holiday work", shift: []calendar.Clock{540, 660}, said: []string{"112"}, kind: Prescribed,
			figure: Figures{Worked: 120, PrescribedHoliday: 120}, counts: Counts{DaysWorked: 1, DaysWorkedPrescribed: 1, DaysAttended: 2, DaysSubstituted: 2}},
		{name: "a substituted work day is none", date: "2026-11-15", shift: []calendar.Clock{540, 1080}, said: []string{"113"}, kind: WorkDay,
			figure: Figures{Scheduled: 480, Worked: 480, ScheduledWorked: 480, Break: 60}, counts: Counts{DaysWorked: 1, DaysAttended: 2, DaysScheduled: 1}},
		{name: "nobody takes leave on a day off", date: "2026-11-14", said: []string{"101"}, kind: Prescribed},
		{name: "a suspension is no scheduled day", said: []string{"132"}, counts: Counts{DaysScheduled: -1}},
		{name: "an absence that is named", said: []string{"131"}, figure: Figures{Scheduled: 480}, absent: true},
		{name: "a business trip is attended", said: []string{"304"}, figure: Figures{Scheduled: 480}, counts: Counts{DaysAttended: 2}},
		{name: "straight there and home is the schedule", said: []string{"303"},
			figure: Figures{Scheduled: 480, Worked: 480, ScheduledWorked: 480, Break: 60}, counts: Counts{DaysWorked: 1, DaysAttended: 2}},
		{name: "no break was taken", shift: []calendar.Clock{540, 1080}, said: []string{"403"},
			figure: Figures{Scheduled: 480, Worked: 540, ScheduledWorked: 480, OT: 60}, counts: Counts{DaysWorked: 1, DaysAttended: 2}},
		{name: "a reason that is gone says nothing", shift: []calendar.Clock{540, 1080}, said: []string{"999"},
			figure: Figures{Scheduled: 480, Worked: 480, ScheduledWorked: 480, Break: 60}, counts: Counts{DaysWorked: 1, DaysAttended: 2}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.date == "" {
				tc.date = "2026-11-11"
			}
			if tc.kind == "" {
				tc.kind = WorkDay
			}
			var d diary
			if tc.shift != nil {
				d.shift(tc.date, tc.shift[0], tc.shift[1])
			}
			got, none := noted(d, tc.date, tc.said...), noted(nil, "2026-11-30")
			day := got.Days[tc.date.Day()-1]
			if day.Figures != tc.figure || day.Absent != tc.absent || day.Kind != tc.kind || len(day.Problems) > 0 {
				t.Errorf("got  %+v absent %v %s %v\nwant %+v absent %v %s", day.Figures, day.Absent, day.Kind, day.Problems, tc.figure, tc.absent, tc.kind)
			}
			if tc.kind == WorkDay && tc.date == "2026-11-11" || tc.counts.DaysSubstituted > 0 { // what the other days of the month count
				tc.counts.DaysScheduled += none.Totals.DaysScheduled
				tc.counts.DaysAbsent = none.Totals.DaysAbsent - 1 + one(tc.absent)
			} else {
				tc.counts.DaysScheduled += none.Totals.DaysScheduled
				tc.counts.DaysAbsent = none.Totals.DaysAbsent
			}
			tc.counts.DaysScheduled -= one(tc.counts.DaysSubstituted > 0)
			if got.Totals.Counts != tc.counts {
				t.Errorf("got  %+v\nwant %+v", got.Totals.Counts, tc.counts)
			}
		})
	}
}

// A missing end is the schedule's where a reason says so, and only once it has come.
func TestAReasonFillsAMissingPunch(t *testing.T) {
	r := rulesWith(&Pattern{Start: 540, End: 1080, Breaks: []Span{{720, 780}}}, org.CalendarRules{})
	for _, tc := range []struct {
		name, said, now string
		kind            Kind
		at              calendar.Clock
		worked          int
		problem         Problem
	}{
		{"straight there", "301", "11/11 20:00", Out, 1110, 510, ""},
		{"straight home", "302", "11/11 20:00", In, 570, 450, ""},
		{"on the way home", "302", "11/11 17:00", In, 570, 390, ""},
		{"the wrong end", "301", "11/13 9:00", In, 570, 0, MissingOut},
		{"after the schedule's end", "302", "11/13 9:00", In, 1100, 0, MissingOut},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var d diary
			d.punch(tc.kind, "2026-11-11", tc.at)
			rules := r.Knowing([]DayNote{{Date: "2026-11-11", Reasons: []string{tc.said}}}, reasons)
			day := rules.DayOf("2026-11-11", rules.Read(d), d, at(tc.now))
			if day.Worked != tc.worked || tc.problem == "" && len(day.Problems) > 0 || tc.problem != "" && !day.has(tc.problem) {
				t.Errorf("got %d %v", day.Worked, day.Problems)
			}
		})
	}
}

func TestAnEarlyStartThatIsSaidCounts(t *testing.T) {
	r := rulesWith(&Pattern{Start: 540, End: 1080, Breaks: []Span{{720, 780}}}, org.CalendarRules{})
	r.Rounding.Punches = map[string]org.Step{"in": {To: org.ToStart}}
	var d diary
	d.shift("2026-11-11", 500, 1080)
	if got := november(r, d).Totals.Worked; got != 480 {
		t.Errorf("unsaid: %d", got)
	}
	if got := november(r.Knowing([]DayNote{{Date: "2026-11-11", Reasons: []string{"402"}}}, reasons), d).Totals.Worked; got != 520 {
		t.Errorf("said: %d", got)
	}
}

func TestParseTaken(t *testing.T) {
	for said, want := range map[string]Taken{
		"101": {Unit: WholeDay}, "101 day": {Unit: WholeDay}, "102": {Unit: Morning}, "102 am": {Unit: Morning}, "111 am": {Unit: Morning},
		"111": {Unit: WholeDay}, "104 2:00": {Unit: ByHour, Minutes: 120}, "124 0:45": {Unit: ByHour, Minutes: 45}, "203": {},
	} {
		got, err := ParseTaken(reasons, said)
		if err != nil || got.Unit != want.Unit || got.Minutes != want.Minutes || got.Name == "" {
			t.Errorf("%s: %+v %v", said, got, err)
		}
		if again, err := ParseTaken(reasons, got.String()); err != nil || again.String() != got.String() || again.Unit != got.Unit {
			t.Errorf("%s is written %s", said, got)
		}
	}
	for _, said := range []string{"", "900", "104", "104 1:30", "104 0:00", "101 am", "101 2:00", "102 pm", "203 day", "111 half", "104 x", "124 24:01"} {
		if got, err := ParseTaken(reasons, said); err == nil {
			t.Errorf("%q: %+v", said, got)
		}
	}
}

// Flexible hours: no day is late or long, the core is the only time to be late for, and the period is settled at its end.
func TestFlexibleHours(t *testing.T) {
	core := &Span{660, 900}
	for _, tc := range []struct {
		name       string
		core       *Span
		in, out    calendar.Clock // of each of the twenty work days
		note       string         // of the 11th
		ot, within int
		scheduled  int
		short      int
		late       int
	}{
		// November 2026 has 30 days: 40 h × 30 ÷ 7 is 171:25; its 19 work days ask for 152:00.
		{name: "as much as is due", in: 600, out: 1140, scheduled: 19 * 480},
		{name: "less", in: 600, out: 1080, scheduled: 19 * 420, short: 19 * 60},
		{name: "more, within the frame", in: 600, out: 1200, scheduled: 19 * 480, within: 19 * 60},
		{name: "more than the frame", in: 600, out: 1260, scheduled: 19 * 480, within: 10285 - 19*480, ot: 19*600 - 10285},
		{name: "late without a core", in: 780, out: 1260, scheduled: 19 * 480},
		{name: "late for the core", core: core, in: 720, out: 1260, scheduled: 19 * 480, late: 19 * 60},
		{name: "a day's leave is less to do", in: 600, out: 1140, note: "101", scheduled: 18 * 480},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := &Pattern{Start: 540, End: 1080, Breaks: []Span{{720, 780}}, Flexible: true, Core: tc.core}
			if tc.core != nil || tc.in >= 720 {
				p.Breaks, p.End = nil, 1020
			}
			r := rulesWith(p, org.CalendarRules{})
			if tc.note != "" {
				r = r.Knowing([]DayNote{{Date: "2026-11-11", Reasons: []string{tc.note}}}, reasons)
			}
			var d diary
			for date := calendar.Date("2026-11-01"); date <= "2026-11-30"; date = date.Add(1) {
				if r.Kind(date) == WorkDay && (tc.note == "" || date != "2026-11-11") {
					out := tc.out
					if p.Breaks == nil {
						out = tc.in + 480
					}
					d.shift(date, tc.in, out)
				}
			}
			got := november(r, d).Totals
			if got.OT != tc.ot || got.WithinOT != tc.within || got.ScheduledWorked != tc.scheduled || got.Shortage != tc.short || got.Late != tc.late || got.EarlyLeave != 0 {
				t.Errorf("got OT %d within %d scheduled %d short %d late %d early %d", got.OT, got.WithinOT, got.ScheduledWorked, got.Shortage, got.Late, got.EarlyLeave)
			}
		})
	}
}

// A night shift whose day begins on the evening before: an in at 22:00 of the 10th is of the 11th.
func TestADayThatBeginsOnTheEveningBefore(t *testing.T) {
	boundary := calendar.Clock(21 * 60)
	p := &Pattern{Start: 22 * 60, End: 31 * 60, Breaks: []Span{{26 * 60, 27 * 60}}, Boundary: &boundary, Side: PreviousDay}
	r := rulesWith(p, org.CalendarRules{})
	d := diary{{ID: "in", Kind: In, At: at("11/10 22:10"), State: Effective}, {ID: "out", Kind: Out, At: at("11/11 7:00"), State: Effective}}
	for i := range d {
		d[i].Date = r.Date(d[i].At)
	}
	if d[0].Date != "2026-11-11" || d[1].Date != "2026-11-11" {
		t.Fatalf("in on %s, out on %s", d[0].Date, d[1].Date)
	}
	day := r.Aggregate(novemberOf(), d, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)).Days[10]
	if day.Worked != 470 || day.Night != 350 || day.Late != 10 || day.Break != 60 || day.Scheduled != 480 || day.OT != 0 {
		t.Errorf("got %+v", day.Figures)
	}
}
