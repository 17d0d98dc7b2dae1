package store_test

import (
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Who comes into a group after its lock is told to be unfrozen, and a second lock freezes his month and no other.
func TestASecondLockCoversWhoCameAfterTheFirst(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := newClosed(t, s)
		newcomer := org.Employee{ID: "newcomer", Tenant: c.tenant, Code: "9001", Name: "新人", Role: c.me.Role, ClosingGroup: c.group, Active: true}
		m, err := s.Masters().Masters(t.Context(), tenantCode(t, s, c))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Masters().Save(t.Context(), company.Masters{Tenant: m.Tenant, Employees: []org.Employee{newcomer}}); err != nil {
			t.Fatal(err)
		}
		his := func() worktime.Aggregate {
			a, err := c.Month(t.Context(), c.tenant, newcomer.ID, "2026-11", time.UnixMicro(c.now.Load()))
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
		if a := his(); !a.Unfrozen() || len(a.Blockers()) != 1 || a.Blockers()[0].What != worktime.NotFrozen {
			t.Fatalf("locked %d, %v", a.Locked, a.Blockers())
		}
		c.lock(t, "")
		if a := his(); a.Unfrozen() || a.Locked != 1 || a.Digest == "" {
			t.Errorf("after a second lock: version %d, digest %q", a.Locked, a.Digest)
		}
		if now := c.month(t); now.Locked != c.before.Locked || now.Digest != c.before.Digest {
			t.Errorf("another month became version %d", now.Locked)
		}
		n := len(inForce(t, s, c.tenant))
		c.lock(t, "") // once more says nothing new
		if again := len(inForce(t, s, c.tenant)); again != n {
			t.Errorf("%d snapshots became %d", n, again)
		}
	})
}

func tenantCode(t *testing.T, s *store.Store, c *closed) string {
	t.Helper()
	tenant, err := s.Org().Tenant(t.Context(), c.tenant)
	if err != nil {
		t.Fatal(err)
	}
	return tenant.Code
}
