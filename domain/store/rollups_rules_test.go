package store_test

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Kept days follow who becomes a supervisor beside others on his pattern, and hours of a weekday; a locked month follows neither.
func TestKeptDaysFollowTheBoundsAndTheWeekdays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		at := time.Date(2026, 11, 20, 23, 0, 0, 0, time.UTC) // Saturday morning
		var clock atomic.Int64
		clock.Store(at.UnixMicro())
		o := newOffice(t, s, &clock)
		for _, kind := range []worktime.Kind{worktime.In, worktime.Out} {
			for _, e := range o.people {
				who := domain.Actor{Tenant: o.tenant, Employee: e, Role: domain.Employee, Door: domain.LINE}
				if _, err := o.Punch(t.Context(), who, attendance.Command{Kind: kind, At: at, Ref: ref(string(kind) + string(e))}); err != nil {
					t.Fatal(err)
				}
			}
			at = at.Add(11 * time.Hour)
			clock.Store(at.UnixMicro())
		}
		figures := func() (list [2]worktime.Totals) {
			t.Helper()
			o.asCounted(t, s, at)
			for i, e := range o.people[:2] {
				m, err := o.Month(t.Context(), o.tenant, e, "2026-11", at)
				if err != nil {
					t.Fatal(err)
				}
				list[i] = m.Totals
			}
			return list
		}
		change := func(with func(*company.Masters)) {
			t.Helper()
			m, err := s.Masters().Masters(t.Context(), "a")
			if err != nil {
				t.Fatal(err)
			}
			with(&m)
			if err := s.Masters().Save(t.Context(), company.Masters{Tenant: m.Tenant, Patterns: m.Patterns, Employees: m.Employees}); err != nil {
				t.Fatal(err)
			}
		}
		set := func(supervisor bool, hours ...worktime.WeekdayHours) {
			change(func(m *company.Masters) {
				for i := range m.Employees {
					if m.Employees[i].ID == o.people[0] {
						m.Employees[i].Supervisor = supervisor
					}
				}
				m.Patterns[0].Weekdays = hours
			})
		}
		saturday := worktime.WeekdayHours{Days: []string{"saturday"}, Start: 540, End: 780}
		before := figures()
		set(true)
		if now := figures(); before[0].OT == 0 || now[0].OT != 0 || now[1].OT != before[1].OT {
			t.Errorf("a supervisor: %+v, was %+v", now, before)
		}
		set(false, saturday)
		if now := figures(); before[1].PrescribedHoliday == 0 || now[1].PrescribedHoliday != 0 {
			t.Errorf("Saturdays: %+v, was %+v", now[1], before[1])
		}
		set(false)
		o.lock(t, "")
		locked := figures()
		set(true, saturday)
		if now := figures(); now != locked {
			t.Errorf("locked: %+v, was %+v", now, locked)
		}
	})
}
