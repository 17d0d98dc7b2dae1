package store_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

func scopeLock(tenant, employee domain.ID, version int) closing.Lock {
	return closing.Lock{Tenant: tenant, Group: "g", Employee: employee, Month: "2026-11", Version: version, Locked: version%2 == 1, By: "boss",
		Reason: "締め", At: noon}
}

func TestMonthLocksAreAdded(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, c := t.Context(), s.Closing()
		for _, step := range []struct {
			lock closing.Lock
			ok   bool
		}{
			{scopeLock("t1", "", 2), false}, // nothing to undo yet
			{scopeLock("t1", "", 1), true},
			{scopeLock("t1", "", 1), false},
			{scopeLock("t1", "e1", 1), true}, // one person has a scope of his own
			{scopeLock("t1", "", 2), true},
			{scopeLock("t2", "", 1), true},
			{scopeLock("t2", "", 3), false},
		} {
			err := c.AddLock(ctx, step.lock)
			if (err == nil) != step.ok || err != nil && !domain.Is(err, domain.Conflict) {
				t.Errorf("%+v: %v", step.lock, err)
			}
		}
		locks, err := c.Locks(ctx, "t1", "g", "2026-11")
		if err != nil || len(locks) != 3 || locks[2].Version != 2 || locks[2].Locked || locks[2].Reason != "締め" {
			t.Errorf("locks %+v, %v", locks, err)
		}
		if locks, err := c.Locks(ctx, "t2", "g", "2026-11"); err != nil || len(locks) != 1 {
			t.Errorf("the twin's locks %+v, %v", locks, err)
		}
		if locks, err := c.Locks(ctx, "t1", "g", "2026-12"); err != nil || len(locks) != 0 {
			t.Errorf("next month's locks %+v, %v", locks, err)
		}
	})
}

func TestMonthLockIsGivenOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var won atomic.Int32
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				switch err := s.Closing().AddLock(t.Context(), scopeLock("t1", "", 1)); {
				case err == nil:
					won.Add(1)
				case !domain.Is(err, domain.Conflict):
					t.Error(err)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 {
			t.Errorf("%d locks of one version", won.Load())
		}
	})
}

func TestGroupsAreOfOneCompany(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, _ := twins(t, s)
		if groups, err := s.Closing().Groups(t.Context(), a.Tenant.ID); err != nil || !equal(groups, a.Groups) {
			t.Errorf("groups %+v, %v", groups, err)
		}
	})
}
