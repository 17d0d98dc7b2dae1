package closing

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dakoku/dakoku/domain/calendar"
)

func TestPeriodOf(t *testing.T) {
	for _, tc := range []struct {
		name  string
		day   int
		label Label
		date  calendar.Date
		want  string
	}{
		{"the end of the month", 31, ByClosing, "2026-11-20", "2026-11 2026-11-01 2026-11-30"},
		{"the end of the month by start is the same", 31, ByStart, "2026-11-20", "2026-11 2026-11-01 2026-11-30"},
		{"31 in February", 31, ByClosing, "2026-02-28", "2026-02 2026-02-01 2026-02-28"},
		{"31 in a leap February", 31, ByClosing, "2028-02-29", "2028-02 2028-02-01 2028-02-29"},
		// https://support.focus-u.jp/hc/ja/articles/206185161: 3/16 to 4/15 is April, or March by start.
		{"Focus U by closing", 15, ByClosing, "2016-03-16", "2016-04 2016-03-16 2016-04-15"},
		{"Focus U by start", 15, ByStart, "2016-04-15", "2016-03 2016-03-16 2016-04-15"},
		{"the closing day itself", 15, ByClosing, "2016-03-15", "2016-03 2016-02-16 2016-03-15"},
		// https://support.ta.kingoftime.jp/hc/en-us/articles/360038343574: 2/11 to 3/10 is February by start.
		{"KING OF TIME", 10, ByStart, "2026-03-01", "2026-02 2026-02-11 2026-03-10"},
		{"over the year", 20, ByClosing, "2026-12-21", "2027-01 2026-12-21 2027-01-20"},
		{"over the year by start", 20, ByStart, "2027-01-20", "2026-12 2026-12-21 2027-01-20"},
		{"the first", 1, ByClosing, "2026-11-02", "2026-12 2026-11-02 2026-12-01"},
		{"30 in February", 30, ByClosing, "2026-02-15", "2026-02 2026-01-31 2026-02-28"},
		{"after it", 30, ByClosing, "2026-03-01", "2026-03 2026-03-01 2026-03-30"},
		{"after it by start", 30, ByStart, "2026-03-01", "2026-02 2026-03-01 2026-03-30"},
		{"and the next by start", 30, ByStart, "2026-03-31", "2026-03 2026-03-31 2026-04-30"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			g := Group{Day: tc.day, Label: tc.label}
			p := g.PeriodOf(tc.date)
			if got := fmt.Sprint(p.Month, " ", p.From, " ", p.To); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

// Every day lies in exactly one period, periods follow each other without a gap, and a label names one of them.
func TestPeriodsTileTheCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := Group{Day: rapid.IntRange(1, 31).Draw(t, "day"), Label: rapid.SampledFrom([]Label{ByClosing, ByStart}).Draw(t, "label")}
		date := calendar.NewDate(2024, time.January, 1).Add(rapid.IntRange(0, 3000).Draw(t, "days"))
		p := g.PeriodOf(date)
		if !p.Contains(date) || g.Period(p.Month) != p {
			t.Fatalf("%s is of %+v, whose label names %+v", date, p, g.Period(p.Month))
		}
		if next := g.PeriodOf(p.To.Add(1)); next.From != p.To.Add(1) || next.Month != p.Month.Add(1) {
			t.Fatalf("after %+v comes %+v", p, next)
		}
		if length := p.To.Sub(p.From) + 1; length < 28 || length > 31 {
			t.Fatalf("%+v has %d days", p, length)
		}
	})
}

func TestMonthsOfTheAgreement(t *testing.T) {
	for _, tc := range []struct {
		group Group
		date  calendar.Date
		want  Period
	}{
		{Group{Day: 20, Label: ByClosing, AgreementDay: 1}, "2026-11-24", Period{"2026-11", "2026-11-01", "2026-11-30"}},
		{Group{Day: 20, Label: ByStart, AgreementDay: 1}, "2026-02-28", Period{"2026-02", "2026-02-01", "2026-02-28"}},
		{Group{Day: 31, Label: ByClosing, AgreementDay: 16}, "2026-11-24", Period{"2026-12", "2026-11-16", "2026-12-15"}},
		{Group{Day: 10, Label: ByStart, AgreementDay: 16}, "2026-11-24", Period{"2026-11", "2026-11-16", "2026-12-15"}},
		{Group{Day: 20, Label: ByClosing}, "2026-11-24", Period{"2026-12", "2026-11-21", "2026-12-20"}},
		{Group{Day: 20, Label: ByClosing, AgreementDay: 28}, "2027-03-01", Period{"2027-03", "2027-02-28", "2027-03-27"}},
	} {
		if got := tc.group.AgreementMonths().PeriodOf(tc.date); got != tc.want {
			t.Errorf("%+v on %s: %+v, want %+v", tc.group, tc.date, got, tc.want)
		}
	}
}
