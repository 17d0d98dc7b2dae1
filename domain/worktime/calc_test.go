package worktime

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
)

// someDiary is whatever somebody may have punched in six weeks, at any second.
var someDiary = rapid.Custom(func(t *rapid.T) diary {
	var d diary
	if rapid.Bool().Draw(t, "busy") { // long days on end, so that weeks and months fill up
		for n := range 43 {
			d.shift(calendar.Date("2026-10-20").Add(n), 480, calendar.Clock(rapid.IntRange(900, 1500).Draw(t, "out")))
		}
	}
	for range rapid.IntRange(0, 60).Draw(t, "punches") {
		date := calendar.Date("2026-10-20").Add(rapid.IntRange(0, 42).Draw(t, "day"))
		d.punch(rapid.SampledFrom(Kinds).Draw(t, "kind"), date, calendar.Clock(rapid.IntRange(0, 1439).Draw(t, "minute")))
		last := &d[len(d)-1]
		last.At = last.At.Add(time.Duration(len(d)) * time.Second) // no two at the same instant
		last.Date = calendar.BusinessDate(last.At, tokyo, calendar.DefaultBoundary)
	}
	return d
})

// someRules are rules a company may have.
var someRules = rapid.Custom(func(t *rapid.T) Rules {
	patterns := []*Pattern{
		nil, {Start: 540, End: 1080, Breaks: []Span{{720, 780}}}, {Start: 1320, End: 1860, Breaks: []Span{{1560, 1620}}}, {Start: 600, End: 900},
		{Start: 540, End: 1080, Breaks: []Span{{720, 780}}, Weekdays: []WeekdayHours{
			{Days: []string{"saturday"}, Start: 540, End: 780}, {Days: []string{"wednesday", "thursday"}, Start: 780, End: 1320, Breaks: []Span{{1080, 1125}}}}},
	}
	r := rulesWith(rapid.SampledFrom(patterns).Draw(t, "pattern"), org.CalendarRules{})
	r.WeekStart = time.Weekday(rapid.IntRange(0, 6).Draw(t, "week start"))
	r.OutingCounted = rapid.Bool().Draw(t, "outings counted")
	r.Supervisor = rapid.IntRange(0, 4).Draw(t, "supervisor") == 0
	if rapid.Bool().Draw(t, "automatic breaks") {
		r.AutoBreak = []org.AutoBreak{{Over: 360, Minutes: 45}, {Over: 480, Minutes: 60}}
	}
	if rapid.Bool().Draw(t, "rounded") {
		r.Rounding.Punches = map[string]org.Step{}
		for _, kind := range Kinds {
			to := rapid.SampledFrom([]org.RoundTo{org.Earlier, org.Later, org.Nearest}).Draw(t, "direction")
			r.Rounding.Punches[string(kind)] = org.Step{To: to, Minutes: rapid.SampledFrom([]int{1, 5, 15, 30}).Draw(t, "minutes")}
		}
	}
	return r.Knowing(rapid.SliceOfNDistinct(someNote, 0, 20, func(n DayNote) calendar.Date { return n.Date }).Draw(t, "notes"), reasons)
})

// someNote is whatever may be said of a day.
var someNote = rapid.Custom(func(t *rapid.T) DayNote {
	n := DayNote{Date: calendar.Date("2026-10-20").Add(rapid.IntRange(0, 42).Draw(t, "noted"))}
	for range rapid.IntRange(0, MaxReasons).Draw(t, "reasons") {
		n.Reasons = append(n.Reasons, rapid.SampledFrom([]string{
			"101", "102", "103", "104 1:00", "104 3:00", "111", "111 pm", "112", "113", "131", "132", "203", "303", "304", "402", "403", "999",
		}).Draw(t, "reason"))
	}
	return n
})

// monthOf counts November as a group that closes on a day has it.
func monthOf(r Rules, d diary, closes int, month calendar.Month) Aggregate {
	period := closing.Group{Day: closes, Label: closing.ByClosing}.Period(month)
	from, to := Window(period)
	near := slices.DeleteFunc(slices.Clone(d), func(p Punch) bool { return p.Date < from || p.Date > to })
	return r.Aggregate(period, near, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
}

// Every minute between an in and its out is worked, a break or an outing, and every minute worked has one class.
func TestMinutesAreConserved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := someRules.Draw(t, "rules")
		for _, d := range monthOf(r, someDiary.Draw(t, "diary"), 31, "2026-11").Days {
			if d.work == nil {
				if d.Figures != (Figures{Scheduled: d.Scheduled, Covered: d.Covered, HourlyLeave: d.HourlyLeave}) || d.Covered > d.Scheduled {
					t.Fatalf("%s: figures of nothing: %+v", d.Date, d.Figures)
				}
				continue
			}
			there := length(without(r.required(d.Date), without(r.required(d.Date), d.presence())))
			if whole := !d.has(MissingIn) && !d.has(MissingOut) && !r.Supervisor; d.due && whole && d.Scheduled != there+d.Covered+d.Shortage {
				t.Fatalf("%s: a schedule of %d is not %d there, %d covered and %d missing", d.Date, d.Scheduled, there, d.Covered, d.Shortage)
			}
			span, off := length(d.work.presence), d.Break
			if !r.OutingCounted {
				off += d.Outing
			}
			if span != length(merge(d.work.presence)) {
				t.Fatalf("%s: minutes are there twice: %v", d.Date, d.work.presence)
			}
			if d.Worked+off != span {
				t.Fatalf("%s: %+v is not the %d minutes from in to out", d.Date, d.Figures, span)
			}
			if d.Night != d.NightScheduled+d.NightWithinOT+d.NightOT+d.NightLegalHoliday {
				t.Fatalf("%s: the night is not the sum of its classes: %+v", d.Date, d.Figures)
			}
			if regular := d.Worked - d.OT - d.LegalHoliday; regular < 0 || regular > FullDay && !r.Supervisor || d.WithinOT > regular {
				t.Fatalf("%s: %d regular minutes of %+v", d.Date, regular, d.Figures)
			}
			for i, n := range d.Figures.places() {
				if *n < 0 {
					t.Fatalf("%s: %s is %d", d.Date, Fields[i], *n)
				}
			}
		}
	})
}

// Neither the order of arrival nor a second calculation changes a figure.
func TestOnlyTheSetOfPunchesCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, d := someRules.Draw(t, "rules"), someDiary.Draw(t, "diary")
		first := figuresOf(monthOf(r, d, 31, "2026-11"))
		if again := figuresOf(monthOf(r, d, 31, "2026-11")); !reflect.DeepEqual(first, again) {
			t.Fatalf("calculated twice:\n%+v\n%+v", first, again)
		}
		if other := figuresOf(monthOf(r, rapid.Permutation(d).Draw(t, "arrival"), 31, "2026-11")); !reflect.DeepEqual(first, other) {
			t.Fatalf("as it arrived:\n%+v\n%+v", first, other)
		}
	})
}

// Wherever a month closes, a day holds the same: weeks and shifts across the closing day lose nothing.
func TestAClosingDayLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, d := someRules.Draw(t, "rules"), someDiary.Draw(t, "diary")
		closes := rapid.IntRange(2, 28).Draw(t, "closing day")
		split := figuresOf(monthOf(r, d, closes, "2026-11"))
		for date, f := range figuresOf(monthOf(r, d, closes, "2026-12")) {
			split[date] = f
		}
		for date, f := range figuresOf(monthOf(r, d, 31, "2026-11")) {
			if got := split[date]; got != f {
				t.Fatalf("%s, closing on the %d: %+v, by the calendar month %+v", date, closes, got, f)
			}
		}
	})
}

// figuresOf are the days' figures without the part beyond 60 hours, which is of a period and not of a day.
func figuresOf(a Aggregate) map[calendar.Date]Figures {
	list := map[calendar.Date]Figures{}
	for _, d := range a.Days {
		d.OTOver60, d.NightOTOver60 = 0, 0
		list[d.Date] = d.Figures
	}
	return list
}
