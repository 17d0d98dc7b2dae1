package store_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/worktime"
)

// recorder is attendance on a real store, with a clock the test sets.
func recorder(t *testing.T, s *store.Store, now *atomic.Int64) (*attendance.Service, *closing.Service, company.Masters) {
	m, _ := twins(t, s)
	clock := func() time.Time { return time.UnixMicro(now.Load()).UTC() }
	o, newID := s.Org(), domain.IDs(clock)
	locks := &attendance.Freezer{Store: s.Closing(), Snapshots: s.Snapshots(), Tenants: o, Patterns: s.Patterns(), Reasons: s.Reasons(), People: o, NewID: newID}
	c := &closing.Service{Store: locks, People: o, Now: clock, NewID: newID, Lacks: locks.Lacks}
	return &attendance.Service{
		Book: s.Book(), Patterns: s.Patterns(), Reasons: s.Reasons(), Tenants: o, People: o, Closing: c, Snapshots: s.Snapshots(),
		Sight: &org.Sight{People: o, Departments: o}, Posts: s.Posts(), Now: clock, NewID: newID,
	}, c, m
}

// A morning on a real ledger: everybody taps four times at once and every event comes twice.
func TestFourTapsAtOnceAreOnePunch(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var now atomic.Int64
		now.Store(noon.UnixMicro())
		service, _, m := recorder(t, s, &now)
		var all sync.WaitGroup
		for _, e := range m.Employees {
			actor := domain.Actor{Tenant: m.Tenant.ID, Employee: e.ID, Role: e.Role, Door: domain.LINE}
			for tap := range 8 {
				all.Go(func() {
					event := fmt.Sprint(e.ID, "/", tap/2)
					r, err := service.Punch(t.Context(), actor, attendance.Command{Kind: worktime.In, At: noon, Ref: ref(event)})
					if err != nil || r.Status != worktime.Working || r.Punch.State != worktime.Effective {
						t.Errorf("%s: %+v, %v", event, r, err)
					}
				})
			}
		}
		all.Wait()
		if report := verify(t, s, m.Tenant.ID); report.Count != int64(len(m.Employees)) {
			t.Errorf("%d punches of %d people", report.Count, len(m.Employees))
		}
	})
}

// What the rules decide reads back the same from either engine.
func TestAPunchItsUndoAndItsMonth(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		var now atomic.Int64
		service, closings, m := recorder(t, s, &now)
		me := domain.Actor{Tenant: m.Tenant.ID, Employee: m.Employees[0].ID, Role: domain.Employee, Door: domain.LINE}
		n := 0
		punch := func(kind worktime.Kind, at time.Time) attendance.Result {
			t.Helper()
			n++
			now.Store(at.UnixMicro())
			r, err := service.Punch(ctx, me, attendance.Command{Kind: kind, At: at, Ref: ref(fmt.Sprint("e", n)), Message: fmt.Sprint("m", n)})
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		nine := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC) // 9:00 in Tokyo
		punch(worktime.In, nine)
		punch(worktime.Out, nine.Add(6*time.Hour))
		late := punch(worktime.Out, nine.Add(9*time.Hour))
		if late.Replaced == nil || late.Day.Worked != 480 || late.Month == nil || late.Month.Totals.Worked != 480 {
			t.Errorf("the later out: %+v", late)
		}
		undone, err := service.Void(ctx, me, late.Punch.ID, ref("undo"))
		if err != nil || len(undone.Restored) != 1 || undone.Day.Worked != 300 {
			t.Errorf("its undo: %+v, %v", undone, err)
		}
		said, err := service.ByMessage(ctx, me, "m3")
		if err != nil || said.Punch.State != worktime.Void || said.Undoable {
			t.Errorf("its message: %+v, %v", said, err)
		}
		boss := domain.Actor{Tenant: m.Tenant.ID, Employee: m.Employees[1].ID, Role: domain.Admin}
		if _, err := closings.Lock(ctx, boss, closing.Order{Group: m.Groups[0].ID, Month: "2026-11", Reason: "月末"}); err != nil {
			t.Fatal(err)
		}
		if r := punch(worktime.Out, nine.Add(10*time.Hour)); r.Punch.Hold != worktime.LockedMonth || r.Punch.State != worktime.Held {
			t.Errorf("after the lock: %+v", r.Punch)
		}
		month, err := service.Month(ctx, m.Tenant.ID, me.Employee, "", nine)
		if err != nil || month.Locked == 0 || len(month.Days) != 30 || month.Totals.Worked != 300 || month.Days[19].Problems[0] != worktime.HeldPunch {
			t.Errorf("the month: %+v, %v", month, err)
		}
		if _, err := service.Void(ctx, me, undone.Restored[0].ID, ref("undo2")); !domain.Is(err, domain.Locked) {
			t.Errorf("an undo in the locked month: %v", err)
		}
		verify(t, s, m.Tenant.ID)
	})
}
