package attendance

import (
	"slices"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
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

// The agreement's months may begin elsewhere than the closing periods: what it counts is added up day by day.
func TestTheAgreementsMonthsBeginElsewhere(t *testing.T) {
	c := newCompany(t)
	c.group = closing.Group{ID: "end", Tenant: "umi", Day: 20, Label: closing.ByClosing, AgreementDay: 1}
	worked := func(hours calendar.Clock, dates ...calendar.Date) {
		for _, date := range dates {
			c.book.punches = append(c.book.punches, of(worktime.In, date, 540), of(worktime.Out, date, 600+hours*60))
		}
	}
	worked(15, "2026-10-19", "2026-10-20", "2026-10-22", "2026-10-23") // October by the agreement, two periods
	worked(14, "2026-10-26", "2026-10-27")
	worked(15, "2026-11-04", "2026-11-05", "2026-11-06", "2026-11-24", "2026-11-25")
	worked(10, "2026-11-26")
	c.now = at("11/27 12:00")
	month, err := c.Month(t.Context(), "umi", "tanaka", "", c.now)
	if err != nil || month.Period.Month != "2026-12" {
		t.Fatalf("%+v %v", month.Period, err)
	}
	a, ok, err := c.Agreement(t.Context(), "umi", "tanaka", month, c.now)
	november, october := 5*7*60+2*60, 4*7*60+2*6*60
	want := closing.Period{Month: "2026-11", From: "2026-11-01", To: "2026-11-30"}
	if err != nil || !ok || a.Period != want || a.OT != november || a.Averages[2] != (november+october)/2 || a.Year.OT != november+october || a.Year.From != "2026-04" {
		t.Errorf("%+v %v %v", a, ok, err)
	}
	before, err := c.Month(t.Context(), "umi", "tanaka", "2026-11", c.now) // until 20 November
	if err != nil {
		t.Fatal(err)
	}
	if a, _, err := c.Agreement(t.Context(), "umi", "tanaka", before, c.now); err != nil || a.Period != want || a.OT != november {
		t.Errorf("of the period that is over: %+v %v", a, err)
	}
	c.group.AgreementDay = 21 // with the periods after all
	if a, _, err := c.Agreement(t.Context(), "umi", "tanaka", month, c.now); err != nil || a.Period.Month != "" || a.OT != month.Exact.OT {
		t.Errorf("%+v %v", a, err)
	}
	c.group.Day, c.group.AgreementDay = 25, 1 // a period that begins after all the overtime of the agreement's month
	c.book.punches = slices.DeleteFunc(c.book.punches, func(p worktime.Punch) bool { return p.Date == "2026-11-26" })
	none, err := c.Month(t.Context(), "umi", "tanaka", "", c.now)
	if err != nil || none.Period.From != "2026-11-26" || none.Load().Total() != 0 {
		t.Fatalf("%+v %v", none.Period, err)
	}
	if a, ok, err := c.Agreement(t.Context(), "umi", "tanaka", none, c.now); err != nil || !ok || a.OT != november-2*60 {
		t.Errorf("of a period without overtime: %+v %v %v", a, ok, err)
	}
}

// Whom the agreement does not bound is told nothing of its limits, from the date on that he is so.
func TestWhomTheAgreementDoesNotBound(t *testing.T) {
	for name, free := range map[string]org.Assignment{"outside": {OutsideAgreement: true}, "supervisor": {Supervisor: true}} {
		t.Run(name, func(t *testing.T) {
			c := newCompany(t)
			for n := range 10 {
				for _, m := range []calendar.Month{"2026-10", "2026-11"} {
					date := m.First().Add(n)
					c.book.punches = append(c.book.punches, of(worktime.In, date, 540), of(worktime.Out, date, 540+900))
				}
			}
			free.From, free.WorkPattern, free.ClosingGroup = "2026-11-01", "std", "end"
			c.people[0].Versions = []org.Assignment{{WorkPattern: "std", ClosingGroup: "end"}, free}
			c.now = at("11/27 12:00")
			for month, want := range map[calendar.Month]bool{"2026-10": true, "2026-11": false} {
				m, err := c.Month(t.Context(), "umi", "tanaka", month, c.now)
				if err != nil || m.Totals.Worked == 0 || (m.Exact.OT == 0) != (month == "2026-11" && free.Supervisor) {
					t.Fatalf("%s: %+v %v", month, m.Totals, err)
				}
				if a, ok, err := c.Agreement(t.Context(), "umi", "tanaka", m, c.now); err != nil || ok != want {
					t.Errorf("%s: %+v %v %v", month, a, ok, err)
				}
			}
		})
	}
}

func of(kind worktime.Kind, date calendar.Date, clock calendar.Clock) worktime.Punch {
	at := date.At(int(clock), tokyo)
	id := string(kind) + string(date)
	return worktime.Punch{ID: domain.ID(id), Tenant: "umi", Employee: "tanaka", Kind: kind, At: at, ReceivedAt: at, Date: date, State: worktime.Effective, SourceRef: id}
}
