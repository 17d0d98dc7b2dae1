package worktime

import (
	"slices"
	"testing"

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
