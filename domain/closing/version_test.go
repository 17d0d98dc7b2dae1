package closing

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

func end() Group { return Group{ID: "end", Day: 31, Label: ByClosing} }
func mid() Group { return Group{ID: "mid", Day: 15, Label: ByClosing} }

// changed is a group that closes on another day from a date on.
func changed(g Group, from calendar.Date, day int) Group {
	later := g
	later.Day = day
	g.Versions = []Version{{"", g}, {from, later}}
	return g
}

func TestPeriodsAroundAChange(t *testing.T) {
	moved := Of([]Group{end(), mid()}, org.Employee{Versions: []org.Assignment{{ClosingGroup: "mid"}, {From: "2026-12-01", ClosingGroup: "end"}}})
	joined := Of([]Group{end()}, org.Employee{Versions: []org.Assignment{{}, {From: "2026-12-01", ClosingGroup: "end"}}})
	for _, tc := range []struct {
		name  string
		group Group
		date  calendar.Date
		want  string
	}{
		{"the day before, at a closing", changed(end(), "2026-12-01", 15), "2026-11-30", "end 2026-11 2026-11-01 2026-11-30"},
		{"the day of it", changed(end(), "2026-12-01", 15), "2026-12-01", "end 2026-12 2026-12-01 2026-12-15"},
		{"the next", changed(end(), "2026-12-01", 15), "2026-12-16", "end 2027-01 2026-12-16 2027-01-15"},
		{"in the middle of a period it ends as it began", changed(mid(), "2026-12-01", 31), "2026-12-01", "mid 2026-12 2026-11-16 2026-12-15"},
		{"and the next is longer, so that none is named twice", changed(mid(), "2026-12-01", 31), "2026-12-16", "mid 2027-01 2026-12-16 2027-01-31"},
		{"then as usual", changed(mid(), "2026-12-01", 31), "2027-02-01", "mid 2027-02 2027-02-01 2027-02-28"},
		{"somebody who moves ends his month where he was", moved, "2026-12-10", "mid 2026-12 2026-11-16 2026-12-15"},
		{"and goes on in the other group", moved, "2026-12-16", "end 2027-01 2026-12-16 2027-01-31"},
		{"from none", joined, "2026-11-30", " 2026-11 2026-11-01 2026-11-30"},
		{"into one", joined, "2026-12-01", "end 2026-12 2026-12-01 2026-12-31"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := tc.group.PeriodOf(tc.date)
			if got := fmt.Sprint(tc.group.In(p.Month).ID, " ", p.Month, " ", p.From, " ", p.To); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

// However often a group's day changes, every day lies in exactly one period and a name is one period's.
func TestPeriodsTileTheCalendarAcrossChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		label := rapid.SampledFrom([]Label{ByClosing, ByStart}).Draw(t, "label")
		g := Group{Day: rapid.IntRange(1, 30).Draw(t, "day"), Label: label}
		versions := []Version{{"", g}}
		from := calendar.NewDate(2026, time.January, 1)
		for range rapid.IntRange(1, 4).Draw(t, "changes") {
			from = from.Add(rapid.IntRange(1, 90).Draw(t, "days between"))
			later := g
			later.Day = rapid.IntRange(1, 30).Draw(t, "another day")
			versions = append(versions, Version{from, later})
		}
		g.Versions = versions
		for p := g.PeriodOf("2025-12-01"); p.From < from.Add(100); {
			for _, date := range []calendar.Date{p.From, p.To, p.From.Add(p.To.Sub(p.From) / 2)} {
				if g.PeriodOf(date) != p || g.Period(p.Month) != p {
					t.Fatalf("%s is of %+v, not of %+v", date, g.PeriodOf(date), p)
				}
			}
			next := g.PeriodOf(p.To.Add(1))
			if next.From != p.To.Add(1) || next.Month != p.Month.Add(1) || next.To < next.From || next.To.Sub(next.From) > 61 {
				t.Fatalf("after %+v comes %+v", p, next)
			}
			p = next
		}
	})
}

// A lock closes the days of whoever was in the group in that month, wherever he is now.
func TestALockFollowsTheGroupOfItsMonth(t *testing.T) {
	moved := Of([]Group{end(), mid()}, org.Employee{Versions: []org.Assignment{{ClosingGroup: "mid"}, {From: "2026-12-16", ClosingGroup: "end"}}})
	rows := []Lock{{Group: "mid", Month: "2026-12", Locked: true}, {Group: "end", Month: "2026-11", Locked: true}, {Group: "mid", Month: "2027-01", Locked: true}}
	days := moved.LockedDays(rows, "tanaka", "2026-11-01", "2027-01-31")
	for date, want := range map[calendar.Date]calendar.Month{"2026-11-15": "", "2026-11-16": "2026-12", "2026-12-15": "2026-12", "2026-12-16": "", "2027-01-10": ""} {
		if got, _ := days.Locked(date); got != want {
			t.Errorf("%s is locked by %q, want %q", date, got, want)
		}
	}
}

func TestFollows(t *testing.T) {
	start := Group{Day: 15, Label: ByStart}
	for _, tc := range []struct {
		name          string
		before, after Group
		want          bool
	}{
		{"another day", end(), mid(), true},
		{"another name", mid(), start, false},
		{"back", start, mid(), false},
		{"whole months have one name", end(), Group{Day: 31, Label: ByStart}, true},
		{"from whole months to the month before", Group{Day: 31, Label: ByStart}, start, false},
	} {
		if got := tc.after.Follows(tc.before); got != tc.want {
			t.Errorf("%s: %v", tc.name, got)
		}
	}
}
