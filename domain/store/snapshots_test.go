package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/worktime"
)

// halfway stops in the middle of what a lock freezes, as a process does that is killed there.
type halfway struct {
	attendance.Snapshots
	after int
}

var errHalfway = errors.New("halfway")

func (h halfway) AddLock(ctx context.Context, lock closing.Lock, people []domain.ID, from, to calendar.Date, freeze attendance.Freeze) error {
	var n atomic.Int32
	return h.Snapshots.AddLock(ctx, lock, people, from, to, func(e domain.ID, punches []worktime.Punch, notes []worktime.DayNote) (attendance.Snapshot, error) {
		if int(n.Add(1)) > h.after {
			return attendance.Snapshot{}, errHalfway
		}
		return freeze(e, punches, notes)
	})
}

func inForce(t *testing.T, s *store.Store, tenant domain.ID) (all []attendance.Snapshot) {
	t.Helper()
	err := s.Snapshots().EachFrozen(t.Context(), tenant, func(m attendance.Snapshot) error {
		all = append(all, m)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// office is the people of a company's closing group and who may lock its months.
type office struct {
	*attendance.Service
	closings      *closing.Service
	tenant, group domain.ID
	people        []domain.ID
	boss          domain.Actor
}

func newOffice(t *testing.T, s *store.Store, now *atomic.Int64) office {
	service, closings, m := recorder(t, s, now)
	o := office{Service: service, closings: closings, tenant: m.Tenant.ID, group: m.Groups[0].ID,
		boss: domain.Actor{Tenant: m.Tenant.ID, Employee: m.Employees[1].ID, Role: domain.Admin, Door: domain.CLI}}
	for _, e := range m.Employees {
		o.people = append(o.people, e.ID)
	}
	return o
}

func (o office) order(employee domain.ID) closing.Order {
	return closing.Order{Group: o.group, Month: "2026-11", Employee: employee, Reason: "月末"}
}

func (o office) lock(t *testing.T, employee domain.ID) {
	t.Helper()
	if _, err := o.closings.Lock(t.Context(), o.boss, o.order(employee)); err != nil {
		t.Fatal(err)
	}
}

func (o office) unlock(t *testing.T, employee domain.ID) {
	t.Helper()
	if _, err := o.closings.Unlock(t.Context(), o.boss, o.order(employee)); err != nil {
		t.Fatal(err)
	}
}

func (o office) versions(t *testing.T, now *atomic.Int64) (all []int) {
	t.Helper()
	for _, e := range o.people {
		m, err := o.Month(t.Context(), o.tenant, e, "2026-11", time.UnixMicro(now.Load()))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, m.Locked)
	}
	return all
}

func TestEveryLockKeepsAVersionOfItsOwn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var now atomic.Int64
		now.Store(noon.UnixMicro())
		o := newOffice(t, s, &now)
		for _, step := range []struct {
			name string
			do   func(*testing.T, domain.ID)
			who  domain.ID
			want []int // of the two people
		}{
			{"one person", o.lock, o.people[0], []int{1, 0}},
			{"the group: who was locked stays as he was", o.lock, "", []int{1, 1}},
			{"locked again", o.lock, "", []int{1, 1}},
			{"one person open", o.unlock, o.people[1], []int{1, 0}},
			{"and locked again", o.lock, "", []int{1, 2}},
			{"the group open", o.unlock, "", []int{0, 0}},
			{"and locked again", o.lock, "", []int{2, 3}},
		} {
			step.do(t, step.who)
			if got := o.versions(t, &now); !slices.Equal(got, step.want) {
				t.Errorf("%s: %v, want %v", step.name, got, step.want)
			}
		}
		if all := inForce(t, s, o.tenant); len(all) != 2 {
			t.Errorf("%d snapshots in force", len(all))
		}
		if all := storetest.Bytes(t, s, "SELECT id FROM month_snapshot"); len(all) != 5 {
			t.Errorf("%d snapshots kept", len(all))
		}
		if twin := inForce(t, s, "b-t"); len(twin) != 0 {
			t.Errorf("the twin has %d", len(twin))
		}
		if m, err := s.Snapshots().Frozen(t.Context(), "b-t", o.people[0], "2026-11"); !domain.Is(err, domain.NotFound) {
			t.Errorf("the twin sees %+v, %v", m, err)
		}
		twin := domain.Actor{Tenant: "b-t", Employee: "b-e2", Role: domain.Owner}
		if _, err := o.closings.Lock(t.Context(), twin, closing.Order{Group: "b-g", Month: "2026-11", Reason: "月末"}); err != nil {
			t.Error(err)
		}
		if own := inForce(t, s, "b-t"); len(own) != 2 || own[0].Version != 1 || own[0].Tenant != "b-t" || len(inForce(t, s, o.tenant)) != 2 {
			t.Errorf("the twin's own: %+v", own)
		}
	})
}

func TestALockThatStopsHalfwayLeavesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var now atomic.Int64
		now.Store(noon.UnixMicro())
		o := newOffice(t, s, &now)
		whole := o.closings.Store.(*attendance.Freezer).Snapshots
		for after := range o.people {
			o.closings.Store.(*attendance.Freezer).Snapshots = halfway{whole, after}
			if _, err := o.closings.Lock(t.Context(), o.boss, o.order("")); !errors.Is(err, errHalfway) {
				t.Fatalf("after %d: %v", after, err)
			}
			rows, err := s.Closing().Locks(t.Context(), o.tenant, o.group, "2026-11")
			if err != nil || len(rows) != 0 || len(inForce(t, s, o.tenant)) != 0 {
				t.Errorf("after %d: %+v, %v", after, rows, err)
			}
		}
		o.closings.Store.(*attendance.Freezer).Snapshots = whole
		o.lock(t, "")
		if got := o.versions(t, &now); !slices.Equal(got, []int{1, 1}) {
			t.Errorf("afterwards %v", got)
		}
	})
}

func TestAdministratorsWhoLockAtOnceLockOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var now atomic.Int64
		now.Store(noon.UnixMicro())
		o := newOffice(t, s, &now)
		var all sync.WaitGroup
		for range 6 {
			for _, who := range []domain.ID{"", o.people[0]} {
				all.Go(func() {
					_, err := o.closings.Lock(t.Context(), o.boss, o.order(who))
					if err != nil && !domain.Is(err, domain.Conflict) {
						t.Error(err)
					}
				})
			}
		}
		all.Wait()
		if got := o.versions(t, &now); !slices.Equal(got, []int{1, 1}) || len(inForce(t, s, o.tenant)) != 2 {
			t.Errorf("versions %v, %d snapshots", got, len(inForce(t, s, o.tenant)))
		}
	})
}

// What is in the snapshot is what was in the ledger when the lock was set: a punch counts in both or in neither.
func TestASnapshotMissesNoPunchThatCounts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var now atomic.Int64
		now.Store(noon.UnixMicro())
		o := newOffice(t, s, &now)
		who := domain.Actor{Tenant: o.tenant, Employee: o.people[0], Role: domain.Employee, Door: domain.LINE}
		var all sync.WaitGroup
		all.Go(func() {
			for i := range 20 {
				kind := []worktime.Kind{worktime.In, worktime.Out}[i%2]
				at := noon.Add(time.Duration(i-40) * 3 * time.Hour)
				if _, err := o.Punch(t.Context(), who, attendance.Command{Kind: kind, At: at, Ref: ref(fmt.Sprint("p", i))}); err != nil {
					t.Error(err)
				}
			}
		})
		all.Go(func() {
			if _, err := o.closings.Lock(t.Context(), o.boss, o.order("")); err != nil {
				t.Error(err)
			}
		})
		all.Wait()
		month, err := o.Month(t.Context(), o.tenant, who.Employee, "2026-11", noon)
		if err != nil {
			t.Fatal(err)
		}
		counting := 0
		punches, err := s.Book().Punches(t.Context(), o.tenant, who.Employee, "2026-11-01", "2026-11-30")
		for _, p := range punches {
			if p.State == worktime.Effective {
				counting++
			}
		}
		frozen := 0
		for _, d := range month.Days {
			for _, shift := range d.Shifts {
				if shift.In != nil {
					frozen++
				}
				if shift.Out != nil {
					frozen++
				}
			}
		}
		if err != nil || frozen != counting || month.Locked != 1 {
			t.Errorf("%d punches count, %d are in the snapshot, %v", counting, frozen, err)
		}
	})
}
