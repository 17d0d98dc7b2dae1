package attendance

import (
	"slices"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
)

// The year of an agreement: ≤ 360 hours, ≤ 720 under a special clause, at most six months beyond 45; exactly that much
// passes (https://soumu-roumu.com/entry/2025/10/30/03).
func TestTheYearOfAnAgreement(t *testing.T) {
	months := func(hours ...int) (list []Load) {
		for _, h := range hours {
			list = append(list, Load{OT: h * 60})
		}
		return list
	}
	for _, tc := range []struct {
		name   string
		months []Load
		ofYear int
		want   []Breach
		year   AgreementYear
	}{
		{"the months before the year do not count", months(45, 45, 30, 30), 2, nil, AgreementYear{OT: 3600, Ordinary: 18000, Special: 39600}},
		{"exactly 360 hours", months(30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30), 12, nil, AgreementYear{OT: 21600, Special: 21600}},
		{"a minute more", append(months(30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30), Load{OT: 1801}), 12, []Breach{OverYear}, AgreementYear{OT: 21601, Ordinary: -1, Special: 21599}},
		{"six months beyond 45", months(60, 60, 60, 60, 60, 60), 6, []Breach{OverMonth}, AgreementYear{OT: 21600, Special: 21600, Beyond: 6}},
		{"a seventh", months(50, 50, 50, 50, 50, 50, 50), 7, []Breach{OverMonth, OverTimes}, AgreementYear{OT: 21000, Ordinary: 600, Special: 22200, Beyond: 7}},
		{"more than 720 hours", months(80, 80, 80, 80, 80, 80, 80, 80, 80, 1), 10, []Breach{OverYear, OverSpecial, OverTimes}, AgreementYear{OT: 43260, Ordinary: -21660, Special: -60, Beyond: 9}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a := Agree(tc.months, tc.ofYear)
			if a.Year != tc.year || !slices.Equal(a.Broken, tc.want) {
				t.Errorf("got %+v %v, want %+v %v", a.Year, a.Broken, tc.year, tc.want)
			}
		})
	}
	over := months(40, 40, 40, 40, 40, 40, 40, 40, 40, 1)
	for n, want := range map[int][]Breach{9: nil, 10: {OverYear}} {
		if a := Agree(over[:n], n); !slices.Equal(a.Fresh, want) {
			t.Errorf("month %d of the year broke %v", n, a.Fresh)
		}
	}
	if a := Agree(append(over, Load{OT: 60}), 11); !slices.Equal(a.Broken, []Breach{OverYear}) || len(a.Fresh) > 0 {
		t.Errorf("it was broken before: %v %v", a.Broken, a.Fresh)
	}
	for month, want := range map[calendar.Month]calendar.Month{"2026-11": "2026-04", "2026-04": "2026-04", "2026-03": "2025-04"} {
		if got := (closing.Group{}).AgreementYear(month); got != want {
			t.Errorf("%s is of the year from %s", month, got)
		}
	}
	if got := (closing.Group{Agreement: 12}).AgreementYear("2026-11"); got != "2025-12" {
		t.Errorf("from December: %s", got)
	}
}

// The year is read as far back as it began, across what was locked and what was not.
func TestTheYearIsRead(t *testing.T) {
	c := newCompany(t)
	for _, m := range []calendar.Month{"2026-03", "2026-05", "2026-11"} {
		for n := range 20 { // two hours each, of which the Saturdays and Sundays count from the first minute
			date := m.First().Add(n)
			c.book.punches = append(c.book.punches, of(In, date, 540), of(Out, date, 540+calendar.Clock(660)))
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
		c.book.punches = append(c.book.punches, of(In, date, 540), of(Out, date, 540+hours*60))
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
		if err != nil || ok != want || m.Heavy() || want && !slices.Contains(a.Broken, OverYear) {
			t.Errorf("%s: %+v %v %v", month, a, ok, err)
		}
	}
}

func of(kind Kind, date calendar.Date, clock calendar.Clock) Punch {
	at := date.At(int(clock), tokyo)
	id := string(kind) + string(date)
	return Punch{ID: domain.ID(id), Tenant: "umi", Employee: "tanaka", Kind: kind, At: at, ReceivedAt: at, Date: date, State: Effective, SourceRef: id}
}
