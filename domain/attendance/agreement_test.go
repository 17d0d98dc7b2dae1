package attendance

import (
	"slices"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// The year is read as far back as it began, across what was locked and what was not.
func TestTheYearIsRead(t *testing.T) {
	c := newCompany(t)
	for _, m := range []calendar.Month{"2026-03", "2026-05", "2026-11"} {
		for n := range 20 { // two hours each, of which the Saturdays and Sundays count from the first minute
			date := m.First().Add(n)
			c.book.punches = append(c.book.punches, of(worktime.In, date, 540), of(worktime.Out, date, 540+calendar.Clock(660)))
		}
	}
	c.now = at("11/25 12:00")
	month, err := c.Month(t.Context(), "umi", "tanaka", "2026-11", c.now)
	if err != nil {
		t.Fatal(err)
	}
	a, ok, err := c.Agreement(t.Context(), "umi", "tanaka", month, c.now)
	may, _ := c.Month(t.Context(), "umi", "tanaka", "2026-05", c.now)
	if err != nil || !ok || a.Year.From != "2026-04" || a.Year.OT != month.Exact.OT+may.Exact.OT || a.Year.OT <= a.OT || may.Exact.OT == 0 {
		t.Errorf("%+v %v %v", a.Year, ok, err)
	}
}

// A year's limit that a light month breaks is told, and in lists the month is not looked at for it.
func TestALightMonthMayBreakTheYear(t *testing.T) {
	c := newCompany(t)
	worked := func(date calendar.Date, hours calendar.Clock) {
		c.book.punches = append(c.book.punches, of(worktime.In, date, 540), of(worktime.Out, date, 540+hours*60))
	}
	for _, m := range []calendar.Month{"2026-04", "2026-05", "2026-06"} {
		for n := range 20 {
			worked(m.First().Add(n), 15)
		}
	}
	worked("2026-11-02", 10)
	worked("2026-10-05", 8)
	c.now = at("11/25 12:00")
	for month, want := range map[calendar.Month]bool{"2026-11": true, "2026-10": false} {
		m, err := c.Month(t.Context(), "umi", "tanaka", month, c.now)
		if err != nil {
			t.Fatal(err)
		}
		a, ok, err := c.Agreement(t.Context(), "umi", "tanaka", m, c.now)
		if err != nil || ok != want || m.Heavy() || want && !slices.Contains(a.Broken, worktime.OverYear) {
			t.Errorf("%s: %+v %v %v", month, a, ok, err)
		}
	}
}

func of(kind worktime.Kind, date calendar.Date, clock calendar.Clock) worktime.Punch {
	at := date.At(int(clock), tokyo)
	id := string(kind) + string(date)
	return worktime.Punch{ID: domain.ID(id), Tenant: "umi", Employee: "tanaka", Kind: kind, At: at, ReceivedAt: at, Date: date, State: worktime.Effective, SourceRef: id}
}
