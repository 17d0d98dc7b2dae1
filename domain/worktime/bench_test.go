package worktime

import (
	"fmt"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
)

// workedMonth is four punches on every work day of a month and the days around it, some with overtime.
func workedMonth(rules Rules, period closing.Period) []Punch {
	var punches []Punch
	from, to := Window(period)
	for date := from; date <= to; date = date.Add(1) {
		if rules.Kind(date) != WorkDay {
			continue
		}
		for i, m := range []int{8*60 + 55, 12 * 60, 13 * 60, 18*60 + 5 + date.Day()%5*30} {
			id := domain.ID(fmt.Sprint(date, "/", i))
			punches = append(punches, Punch{ID: id, Tenant: "umi", Employee: "tanaka", Seq: int64(len(punches) + 1), Kind: []Kind{In, BreakStart, BreakEnd, Out}[i],
				At: date.At(m, tokyo), Date: date, State: Effective})
		}
	}
	return punches
}

var benched = closing.Group{Day: 31, Label: closing.ByClosing}.Period("2026-11")

// BenchmarkMonth is the calculation of one person's month, and what a row of it takes besides.
func BenchmarkMonth(b *testing.B) {
	pattern := &Pattern{Start: 9 * 60, End: 18 * 60, Breaks: []Span{{12 * 60, 13 * 60}}}
	rules := RulesOf(org.Tenant{Timezone: "Asia/Tokyo", Boundary: calendar.DefaultBoundary}, pattern)
	punches, now := workedMonth(rules, benched), benched.To.Add(passed).At(0, tokyo)
	b.Run("counted", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			rules.Aggregate(benched, punches, now)
		}
	})
	b.Run("kept", func(b *testing.B) {
		b.ReportAllocs()
		a := rules.Aggregate(benched, punches, now)
		for b.Loop() {
			if _, err := a.Keep(); err != nil {
				b.Fatal(err)
			}
		}
	})
	kept, err := rules.Aggregate(benched, punches, now).Keep()
	if err != nil {
		b.Fatal(err)
	}
	for name, row := range map[string]Kept{"totals": {Totals: kept.Totals}, "days": kept} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := row.Read(benched, false, "2026-12-31"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
