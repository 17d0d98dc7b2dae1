package store_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/worktime"
)

// seeing punches and, when its history shows a month lock, says so in the hold.
func seeing(ctx context.Context, b attendance.Book, tenant, employee domain.ID, id string) (worktime.Punch, error) {
	e, err := b.Write(ctx, tenant, employee, ref(id), today, today, func(h attendance.History) (attendance.Entry, error) {
		p := punchOf(tenant, employee, id, noon)
		if len(h.Locks) > 0 {
			p.Hold, p.State = worktime.LockedMonth, worktime.Held
		}
		return attendance.Entry{Punch: p}, nil
	})
	if err != nil {
		return worktime.Punch{}, err
	}
	return *e.Punch, nil
}

func shutMonth(tenant, employee domain.ID, id string, version int) closing.Lock {
	return closing.Lock{ID: domain.ID(id), Tenant: tenant, Group: "g", Employee: employee, Month: "2026-11", Version: version, Locked: true, At: noon}
}

func TestBookShowsTheLocksThatConcernThePerson(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		for i, l := range []closing.Lock{
			shutMonth("t1", "", "group", 1), shutMonth("t1", "e1", "own", 1), shutMonth("t1", "e2", "another", 1), shutMonth("t2", "", "company", 1),
			{ID: "far", Tenant: "t1", Group: "g", Month: "2026-08", Version: 1, Locked: true, At: noon},
		} {
			if err := s.Closing().AddLock(ctx, l); err != nil {
				t.Fatalf("lock %d: %v", i, err)
			}
		}
		var got []domain.ID
		_, err := s.Book().Write(ctx, "t1", "e1", ref("1"), today, today, func(h attendance.History) (attendance.Entry, error) {
			got = nil
			for _, l := range h.Locks {
				got = append(got, l.ID)
			}
			return attendance.Entry{}, nil
		})
		if err != nil || fmt.Sprint(got) != "[group own]" {
			t.Errorf("got %v, %v", got, err)
		}
	})
}

// A punch that did not see the lock was in the ledger before the lock was.
func TestNoPunchSlipsIntoAMonthThatIsJustLocked(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		const companies, people, each = 8, 6, 10
		for c := range companies {
			tenant := domain.ID(fmt.Sprint("t", c))
			var all sync.WaitGroup
			var mu sync.Mutex
			before := map[domain.ID]bool{}
			var written []worktime.Punch
			for p := range people {
				all.Go(func() {
					for i := range each {
						got, err := seeing(ctx, s.Book(), tenant, domain.ID(fmt.Sprint("e", p)), fmt.Sprint(p, "/", i))
						if err != nil {
							t.Error(err)
							return
						}
						mu.Lock()
						written = append(written, got)
						mu.Unlock()
					}
				})
			}
			all.Go(func() {
				if err := s.Closing().AddLock(ctx, shutMonth(tenant, "", fmt.Sprint("l", c), 1)); err != nil {
					t.Error(err)
				}
				err := s.Book().Chain(ctx, tenant, "", "", "", func(p worktime.Punch) error {
					before[p.ID] = true
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			})
			all.Wait()
			for _, p := range written {
				if p.Hold == worktime.NotHeld && !before[p.ID] {
					t.Fatalf("punch %s was written after the lock without seeing it", p.ID)
				}
			}
		}
	})
}
