package reminder

import (
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// who has no place of his own in the spread of nudges: what is due at 9:15 is due at 9:15.
var who = func() domain.ID {
	for id := domain.ID("a"); ; id += "a" {
		if place(id, spreadNudges) == 0 {
			return id
		}
	}
}()

// week is a person's last days: nine to six from Monday to Friday, nothing punched.
type week struct {
	zone *time.Location
	w    attendance.Watch
}

func days(zone *time.Location, today calendar.Date, start, end string) *week {
	k := &week{zone: zone, w: attendance.Watch{Person: org.Employee{ID: who, Active: true}, Standing: worktime.Standing{Status: worktime.Off}}}
	for date := today.Add(-lookBack); date <= today; date = date.Add(1) {
		d := worktime.Expected{Works: date.Weekday() != time.Saturday && date.Weekday() != time.Sunday}
		d.Date = date
		if start != "" {
			d.Start, d.End = k.at(date, start), k.at(date, end)
			d.Rests = []worktime.Rest{{From: d.Start.Add(3 * time.Hour), To: d.Start.Add(4 * time.Hour)}}
		}
		k.w.Days = append(k.w.Days, d)
	}
	return k
}

func (k *week) at(date calendar.Date, clock string) time.Time {
	c, err := calendar.ParseClock(clock)
	if err != nil {
		panic(err)
	}
	return date.At(int(c), k.zone)
}

func (k *week) day(date calendar.Date) *worktime.Expected {
	for i := range k.w.Days {
		if k.w.Days[i].Date == date {
			return &k.w.Days[i]
		}
	}
	panic("no such day " + date)
}

// in is a clock-in without an out, and the state that follows.
func (k *week) in(date calendar.Date, clock string) *week {
	p := worktime.Punch{Kind: worktime.In, Date: date, At: k.at(date, clock)}
	d := k.day(date)
	d.In, d.There, d.Lacks = &p, true, &worktime.Forgotten{Date: date, In: p}
	k.w.Standing = worktime.Standing{Status: worktime.Working, Since: &p}
	return k
}

func (k *week) rest(date calendar.Date, clock string) *week {
	p := worktime.Punch{Kind: worktime.BreakStart, Date: date, At: k.at(date, clock)}
	k.w.Standing = worktime.Standing{Status: worktime.OnBreak, Since: &p}
	return k
}

func (k *week) change(date calendar.Date, change func(*worktime.Expected)) *week {
	change(k.day(date))
	return k
}

func tokyo(t *testing.T) *time.Location { return zone(t, "Asia/Tokyo") }

func zone(t *testing.T, name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// Friday 20 November 2026; Monday 23 is a holiday only where the test says so.
const (
	thursday calendar.Date = "2026-11-19"
	friday   calendar.Date = "2026-11-20"
	saturday calendar.Date = "2026-11-21"
	monday   calendar.Date = "2026-11-23"
)

// TestNudges is who is asked about which punch at which minute, and who is left alone.
func TestNudges(t *testing.T) {
	jst := tokyo(t)
	std := func() *week { return days(jst, friday, "9:00", "18:00") }
	off := func(d *worktime.Expected) { d.Works = false }
	for _, c := range []struct {
		name     string
		week     *week
		rules    org.Reminders
		open     calendar.Date // a request about this day is under way
		from, to string        // of the week's last day; "-1 20:59" is the evening before
		want     string        // kind and day of what is due; empty: nothing
	}{
		{name: "no in by 9:15", week: std(), from: "9:14", to: "9:15", want: "missing_in 2026-11-20"},
		{name: "not before", week: std(), from: "9:13", to: "9:14"},
		{name: "said once: the minute after has nothing", week: std(), from: "9:15", to: "9:16"},
		{name: "he came", week: std().in(friday, "8:58"), from: "9:14", to: "9:15"},
		{name: "the company waits half an hour", week: std(), rules: org.Reminders{MissingIn: 30}, from: "9:29", to: "9:30", want: "missing_in 2026-11-20"},
		{name: "the company does not ask", week: std(), rules: org.Reminders{MissingIn: org.Never}, from: "9:00", to: "10:00"},
		{name: "a holiday or a day of leave", week: std().change(friday, off), from: "9:14", to: "9:15"},
		{name: "a request is under way", week: std(), open: friday, from: "9:14", to: "9:15"},
		{name: "a request about another day", week: std(), open: thursday, from: "9:14", to: "9:15", want: "missing_in 2026-11-20"},
		{name: "no schedule", week: days(jst, friday, "", ""), from: "0:00", to: "23:59"},
		{name: "somebody who has left", week: func() *week { k := std(); k.w.Person.Active = false; return k }(), from: "9:14", to: "9:15"},
		{name: "a morning off: the schedule begins at one", week: std().change(friday, func(d *worktime.Expected) { d.Start = d.Start.Add(4 * time.Hour) }), from: "9:14", to: "9:15"},
		{name: "a morning off: asked after one", week: std().change(friday, func(d *worktime.Expected) { d.Start = d.Start.Add(4 * time.Hour) }), from: "13:14", to: "13:15", want: "missing_in 2026-11-20"},
		{name: "a held punch says something", week: std().change(friday, func(d *worktime.Expected) { d.Held = []worktime.Punch{{}} }), from: "9:14", to: "9:15"},
		{name: "yesterday's shift goes on", week: std().in(thursday, "22:00"), from: "9:14", to: "9:15"},
		{name: "an out without an in shows in the evening", week: std().change(friday, func(d *worktime.Expected) { d.Out = &worktime.Punch{} }), from: "18:59", to: "19:00", want: "missing_in 2026-11-20"},

		{name: "no out by 19:00", week: std().in(friday, "9:00"), from: "18:59", to: "19:00", want: "missing_out 2026-11-20"},
		{name: "he has answered", week: std().in(friday, "9:00").change(friday, func(d *worktime.Expected) { d.Held = []worktime.Punch{{Kind: worktime.Out}} }), from: "18:59", to: "19:00"},
		{name: "he came after the end of the schedule", week: std().in(friday, "18:30"), from: "18:59", to: "19:00"},
		{name: "an evening beyond nine is asked about in the morning", week: days(jst, friday, "9:00", "18:00").in(thursday, "12:00").change(thursday, func(d *worktime.Expected) { d.End = d.End.Add(150 * time.Minute) }), from: "-1 20:59", to: "7:00", want: "missing_out 2026-11-19"},
		{name: "and not at night", week: days(jst, friday, "9:00", "18:00").in(thursday, "12:00").change(thursday, func(d *worktime.Expected) { d.End = d.End.Add(150 * time.Minute) }), from: "-1 20:59", to: "6:59"},
		{name: "nor again on the next morning", week: days(jst, friday, "9:00", "18:00").in(thursday, "12:00").change(thursday, func(d *worktime.Expected) { d.End = d.End.Add(150 * time.Minute) }), from: "7:00", to: "9:00"},
		{name: "a Friday night is asked about on Monday", week: days(jst, monday, "9:00", "18:00").in(friday, "12:00").change(friday, func(d *worktime.Expected) { d.End = d.End.Add(150 * time.Minute) }), from: "6:59", to: "7:00", want: "missing_out 2026-11-20"},
		{name: "not on the Saturday", week: days(jst, saturday, "9:00", "18:00").in(friday, "12:00").change(friday, func(d *worktime.Expected) { d.End = d.End.Add(150 * time.Minute) }), from: "6:59", to: "7:00"},
		{name: "flexible hours: twelve hours after the in", week: days(jst, friday, "", "").in(friday, "8:30").change(friday, func(d *worktime.Expected) { d.Flexible = true }), from: "20:29", to: "20:30", want: "missing_out 2026-11-20"},
		{name: "flexible hours: never a missing in", week: days(jst, friday, "", "").change(friday, func(d *worktime.Expected) { d.Flexible = true }), from: "0:00", to: "20:59"},
		{name: "a night shift's in is asked about when the night is over", week: days(jst, friday, "22:00", "31:00"), from: "21:00", to: "23:00"},
		{name: "a night shift's out an hour after its end", week: days(jst, friday, "22:00", "31:00").in(thursday, "21:50"), from: "7:59", to: "8:00", want: "missing_out 2026-11-19"},
		{name: "without quiet hours a night shift is asked at once", week: days(jst, friday, "22:00", "31:00"), rules: org.Reminders{Quiet: &org.Quiet{}}, from: "22:14", to: "22:15", want: "missing_in 2026-11-20"},
		{name: "quiet hours in the middle of a day", week: std(), rules: org.Reminders{Quiet: &org.Quiet{From: 9 * 60, To: 11 * 60}}, from: "10:59", to: "11:00", want: "missing_in 2026-11-20"},

		{name: "a break that is over by the schedule", week: std().in(friday, "9:00").rest(friday, "12:02"), from: "13:29", to: "13:30", want: "missing_break 2026-11-20"},
		{name: "a break at another time", week: std().in(friday, "9:00").rest(friday, "16:00"), from: "16:59", to: "17:00", want: "missing_break 2026-11-20"},
		{name: "not while it is short", week: std().in(friday, "9:00").rest(friday, "16:00"), from: "16:00", to: "16:59"},

		{name: "late after an outage, and still said", week: std(), from: "9:00", to: "12:15", want: "missing_in 2026-11-20"},
		{name: "too late after an outage", week: std(), from: "9:00", to: "12:16", want: "missing_in 2026-11-20 late"},
		{name: "the night is no delay", week: std().in(thursday, "9:00").change(thursday, func(d *worktime.Expected) { d.End = d.End.Add(100 * time.Minute) }), from: "-1 20:30", to: "9:14", want: "missing_out 2026-11-19"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, _ := planOf(org.Tenant{Timezone: "Asia/Tokyo", Rules: org.Rules{Reminders: c.rules}}, time.Time{})
			last := c.week.w.Days[len(c.week.w.Days)-1].Date
			got := ""
			for _, d := range p.nudges(c.week.w, func(d calendar.Date) bool { return d == c.open }, c.week.clock(last, c.from), c.week.clock(last, c.to)) {
				if got != "" {
					got += ", "
				}
				got += string(d.Kind) + " " + string(d.Date)
				if d.Late {
					got += " late"
				}
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// clock reads "9:15" of a date, or "-1 20:59" of the day before it.
func (k *week) clock(date calendar.Date, text string) time.Time {
	if rest, ok := strings.CutPrefix(text, "-1 "); ok {
		return k.at(date.Add(-1), rest)
	}
	return k.at(date, text)
}

// TestSpread has everybody asked within ten minutes, each always in his own place, and nobody twice.
func TestSpread(t *testing.T) {
	jst := tokyo(t)
	p, _ := planOf(org.Tenant{Timezone: "Asia/Tokyo"}, time.Time{})
	newID := domain.IDs(func() time.Time { return time.Unix(1_700_000_000, 0) })
	perMinute := map[int]int{}
	for range 5000 {
		k := days(jst, friday, "9:00", "18:00")
		k.w.Person.ID = newID()
		said := 0
		for m := 0; m < 12; m++ {
			from := k.at(friday, "9:14").Add(time.Duration(m) * time.Minute)
			n := len(p.nudges(k.w, func(calendar.Date) bool { return false }, from, from.Add(time.Minute)))
			said += n
			perMinute[m] += n
		}
		if said != 1 {
			t.Fatalf("%s is asked %d times", k.w.Person.ID, said)
		}
	}
	for m, n := range perMinute {
		if n > 700 {
			t.Errorf("%d people are asked in minute %d", n, m)
		}
	}
}

// TestClockMoved moves the clock by an hour, forward and back, in the middle of a morning: everybody is asked once.
func TestClockMoved(t *testing.T) {
	jst := tokyo(t)
	p, _ := planOf(org.Tenant{Timezone: "Asia/Tokyo"}, time.Time{})
	k := days(jst, friday, "9:00", "18:00")
	for name, minutes := range map[string][]string{
		"forward, then back":  {"8:50", "9:10", "10:12", "9:14", "9:15", "9:16", "10:12", "10:13"},
		"back, then forward":  {"9:10", "8:11", "8:12", "9:14", "9:15", "9:16"},
		"back over the time":  {"9:14", "9:16", "8:17", "9:14", "9:15", "9:16", "9:17"},
		"forward for good":    {"9:10", "10:11", "10:12"},
		"a gap of an outage":  {"9:10", "11:00"},
		"ticks by the second": {"9:14", "9:14", "9:15", "9:15", "9:15", "9:16"},
	} {
		said, mark := 0, time.Time{}
		for _, m := range minutes {
			now := k.at(friday, m)
			if !mark.IsZero() && now.After(mark) {
				said += len(p.nudges(k.w, func(calendar.Date) bool { return false }, mark, now))
			}
			if now.After(mark) { // as the store keeps it
				mark = now
			}
		}
		if said != 1 {
			t.Errorf("%s: said %d times", name, said)
		}
	}
}

// TestZones puts the same rules into another zone, one with summer time.
func TestZones(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	p, _ := planOf(org.Tenant{Timezone: "Europe/Berlin"}, time.Time{})
	// Summer time ends on Sunday 25 October 2026: a shift of the night before is asked about at seven by the new time.
	k := days(berlin, "2026-10-26", "9:00", "18:00").in("2026-10-23", "12:00").change("2026-10-23", func(d *worktime.Expected) { d.End = d.End.Add(150 * time.Minute) })
	at := time.Date(2026, 10, 26, 6, 0, 0, 0, time.UTC) // 7:00 in Berlin
	none := func(calendar.Date) bool { return false }
	if got := p.nudges(k.w, none, at.Add(-time.Minute), at); len(got) != 1 || got[0].Date != "2026-10-23" || !got[0].Deferred {
		t.Errorf("after the change of the clocks: %+v", got)
	}
	if got := p.nudges(k.w, none, at.Add(-time.Hour-time.Minute), at.Add(-time.Hour)); len(got) != 0 {
		t.Errorf("an hour early: %+v", got)
	}
}

// TestGlance names everybody the close look would find something for: a cheap look may not lose anybody.
func TestGlance(t *testing.T) {
	jst := tokyo(t)
	newID := domain.IDs(func() time.Time { return time.Unix(1_700_000_000, 0) })
	patterns := []worktime.Pattern{{Start: 9 * 60, End: 18 * 60}, {Start: 22 * 60, End: 31 * 60}, {Start: 6 * 60, End: 20*60 + 30}}
	p, _ := planOf(org.Tenant{Timezone: "Asia/Tokyo"}, time.Time{})
	none := func(calendar.Date) bool { return false }
	found := 0
	for range 40 {
		id := newID()
		for _, pattern := range patterns {
			k := days(jst, friday, pattern.Start.String(), pattern.End.String())
			k.w.Person.ID = id
			if id[len(id)-1]%2 == 0 {
				k.in(thursday, pattern.Start.String())
			}
			for from := k.at(friday, "0:00"); from.Before(k.at(friday, "24:00")); from = from.Add(7 * time.Minute) {
				to := from.Add(7 * time.Minute)
				_, round := p.round(k.w, from, to)
				if due := p.nudges(k.w, none, from, to); len(due) > 0 || round {
					found++
					if g := p.glance(patterns, from, to); g.none() || !g.names(id) {
						t.Fatalf("%s: %+v at %s is overlooked", pattern.Start, due, to.In(jst))
					}
				}
			}
		}
	}
	if found < 100 {
		t.Fatalf("only %d things were due: the test looks at nothing", found)
	}
	if g := p.glance(patterns, time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC), time.Date(2026, 11, 20, 5, 1, 0, 0, time.UTC)); !g.none() {
		t.Error("at two in the afternoon nobody's record need be read")
	}
}
