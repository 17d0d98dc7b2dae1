package store_test

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/worktime"
)

// A version counts from its date on, of its own company alone, and nothing has to be done for it on that day.
func TestVersionsCountFromTheirDate(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			var now atomic.Int64
			s := storetest.Open(t, engine, storetest.Clock(func() time.Time { return time.UnixMicro(now.Load()) }))
			a, b := twins(t, s)
			ctx := t.Context()
			e := a.Employees[0]
			e.Versions = []org.Assignment{
				{Department: "a-d", Site: "a-s", ClosingGroup: "a-g", WorkPattern: "a-w"}, {From: "2026-12-01", Department: "a-other"}}
			e.Hired, e.Left = "2026-04-01", "2026-12-10"
			a.Tenant.Versions = []org.RuleVersion{{Boundary: 300}, {From: "2026-12-01", Boundary: 540, Rules: org.Rules{OutingCounted: true}}}
			if err := s.Masters().Save(ctx, company.Masters{Tenant: a.Tenant, Employees: []org.Employee{e}}); err != nil {
				t.Fatal(err)
			}
			for _, tc := range []struct {
				at         time.Time
				department domain.ID
				boundary   int
				active     bool
			}{
				{time.Date(2026, 11, 30, 23, 59, 0, 0, time.UTC), "a-d", 300, true}, // 8:59 in Tokyo: the day begins at 9:00 now
				{time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), "a-other", 540, true},
				{time.Date(2026, 12, 11, 12, 0, 0, 0, time.UTC), "a-other", 540, true}, // his last night may end
				{time.Date(2026, 12, 12, 0, 0, 0, 0, time.UTC), "a-other", 540, false},
			} {
				now.Store(tc.at.UnixMicro())
				all, err := s.Org().Employees(ctx, a.Tenant.ID)
				if err != nil {
					t.Fatal(err)
				}
				in, err := s.Org().EmployeesIn(ctx, a.Tenant.ID, []domain.ID{"a-other"})
				if err != nil || len(in) != 1 || in[0].ID != e.ID || in[0].Department != tc.department {
					t.Errorf("%s: in the department he moves to are %+v, %v", tc.at, in, err)
				}
				one, err := s.Org().Employee(ctx, a.Tenant.ID, e.ID)
				if err != nil {
					t.Fatal(err)
				}
				byCode, err := s.Org().EmployeeByCode(ctx, a.Tenant.ID, e.Code)
				if err != nil {
					t.Fatal(err)
				}
				for _, got := range []org.Employee{one, byCode, all[1]} {
					if got.Department != tc.department || got.Active != tc.active || got.Hired != "2026-04-01" {
						t.Errorf("%s: %+v", tc.at, got)
					}
				}
				tenant, err := s.Org().TenantByCode(ctx, "a")
				if err != nil || int(tenant.Boundary) != tc.boundary || tenant.Rules.OutingCounted != (tc.boundary == 540) {
					t.Errorf("%s: %+v, %v", tc.at, tenant, err)
				}
				twin, err := s.Org().Employee(ctx, b.Tenant.ID, b.Employees[0].ID)
				if other, err2 := s.Org().Tenant(ctx, b.Tenant.ID); err != nil || err2 != nil || twin.Department != "b-d" || !twin.Active || other.Boundary != 300 {
					t.Errorf("the twin: %+v, %+v", twin, other)
				}
			}
		})
	}
}

// Two who change the masters at once do not lose each other's versions, and the audit tells of both.
func TestMastersAreNotChangedBehindAnothersBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		twins(t, s)
		ctx := t.Context()
		first, err := s.Masters().Masters(ctx, "a")
		if err != nil {
			t.Fatal(err)
		}
		second := first
		deed := func(id domain.ID) []audit.Row {
			return []audit.Row{{ID: id, Tenant: first.Tenant.ID, At: noon, Door: domain.CLI, Act: audit.Masters, After: audit.State{Lines: []string{"x"}}, Why: "労使協定"}}
		}
		first.Deeds, second.Deeds = deed("d1"), deed("d2")
		if err := s.Masters().Save(ctx, first); err != nil {
			t.Fatal(err)
		}
		if err := s.Masters().Save(ctx, second); !domain.Is(err, domain.Conflict) {
			t.Errorf("the second one: %v", err)
		}
		again, err := s.Masters().Masters(ctx, "a")
		if err != nil {
			t.Fatal(err)
		}
		again.Deeds = deed("d3")
		if err := s.Masters().Save(ctx, again); err != nil {
			t.Error(err)
		}
		for tenant, want := range map[domain.ID]int{"a-t": 2, "b-t": 0} {
			n := 0
			err := s.Audit().Each(ctx, audit.Query{Tenant: tenant}, func(r audit.Row) error {
				n++
				if r.Why != "労使協定" || len(r.After.Lines) != 1 {
					t.Errorf("%+v", r)
				}
				return nil
			})
			if err != nil || n != want {
				t.Errorf("%s: %d rows, %v", tenant, n, err)
			}
		}
	})
}

// After his last day somebody's punches are refused and leave nothing; the night that began on it ends as it should.
func TestPunchesAfterTheLastDay(t *testing.T) {
	for _, engine := range storetest.Engines {
		var now atomic.Int64
		now.Store(day(9, 0).UnixMicro())
		s := storetest.Open(t, engine, storetest.Clock(func() time.Time { return time.UnixMicro(now.Load()) }))
		o := newOffice(t, s, &now)
		m, err := s.Masters().Masters(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		for i := range m.Employees {
			if m.Employees[i].ID == o.people[0] {
				m.Employees[i].Left = "2026-11-10"
			}
		}
		if err := s.Masters().Save(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		me := domain.Actor{Tenant: o.tenant, Employee: o.people[0], Role: domain.Employee, Door: domain.LINE}
		punch := func(name string, kind worktime.Kind, at time.Time) error {
			now.Store(at.UnixMicro())
			_, err := o.Punch(t.Context(), me, attendance.Command{Kind: kind, At: at, Ref: ref(name)})
			return err
		}
		if err := punch("last in", worktime.In, day(10, 22)); err != nil {
			t.Error(err)
		}
		if err := punch("last out", worktime.Out, day(11, 7)); err != nil {
			t.Error(err)
		}
		if err := punch("one more", worktime.In, day(11, 22)); !domain.Is(err, domain.Forbidden) {
			t.Errorf("the day after: %v", err)
		}
		list, err := s.Book().Punches(t.Context(), o.tenant, me.Employee, "2026-11-01", "2026-11-30")
		if err != nil || len(list) != 2 || list[1].Date != "2026-11-10" {
			t.Errorf("%+v, %v", list, err)
		}
	}
}
