package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/worktime"
)

func (o office) months(s *store.Store) *attendance.Months {
	return &attendance.Months{Service: o.Service, Closings: s.Closing(), Rollups: s.Rollups()}
}

// said is what of a month somebody sees who reads everybody's.
func said(a worktime.Aggregate) string {
	text := fmt.Sprint(a.Period, a.Totals, a.Exact, a.Locked, a.Digest, a.Blockers())
	for _, d := range a.Days {
		text += fmt.Sprint("\n", d.Date, d.Kind, d.Figures, d.Open, d.Absent, d.Reasons, d.Note, d.Problems, len(d.Held), len(d.Shifts))
		for _, p := range []*worktime.Punch{d.In, d.Out} {
			if p != nil {
				text += p.At.UTC().Truncate(time.Second).Format(" 2 15:04:05")
			}
		}
	}
	return text
}

// asCounted compares everybody's months, read at once, with each one's own.
func (o office) asCounted(t *testing.T, s *store.Store, now time.Time) {
	t.Helper()
	people, err := s.Org().Employees(t.Context(), o.tenant)
	if err != nil {
		t.Fatal(err)
	}
	for _, month := range []calendar.Month{"2026-10", "2026-11", "2026-12"} {
		n := 0
		err := o.months(s).Each(t.Context(), o.tenant, month, people, true, now, func(e org.Employee, got worktime.Aggregate) error {
			n++
			want, err := o.Month(t.Context(), o.tenant, e.ID, month, now)
			if g, w := said(got), said(want); g != w {
				t.Errorf("%s of %s:\n%s\nwant\n%s", month, e.Code, g, w)
			}
			return err
		})
		if err != nil || n != len(people) {
			t.Fatalf("%d of %d people, %v", n, len(people), err)
		}
	}
}

// checked counts the kept months again, of which so many are not what they should be.
func (o office) checked(t *testing.T, s *store.Store, wrong int) {
	t.Helper()
	found := 0
	n, err := o.months(s).Check(t.Context(), o.tenant, func(r attendance.Rollup) error {
		found++
		return nil
	})
	if err != nil || n != 3*len(o.people) || found != wrong {
		t.Errorf("%d of %d months are wrong, %v; want %d", found, n, err, wrong)
	}
}

// Whatever is written, locked or changed, in whatever order, whoever reads everybody's months reads what counting says; a
// process that was killed before it counted leaves nothing behind that is wrong.
func TestMonthsReadAtOnceAreNeverOlderThanTheLedger(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var clock atomic.Int64
		at := time.Date(2026, 10, 28, 0, 0, 0, 0, time.UTC)
		clock.Store(at.UnixMicro())
		o := newOffice(t, s, &clock)
		random := rand.New(rand.NewPCG(1, 2))
		for step := range 60 {
			at = at.Add(time.Duration(random.IntN(20*3600)) * time.Second)
			clock.Store(at.UnixMicro())
			who := domain.Actor{Tenant: o.tenant, Employee: o.people[random.IntN(len(o.people))], Role: domain.Employee, Door: domain.LINE}
			switch kind := worktime.Kinds[random.IntN(len(worktime.Kinds))]; step % 10 {
			case 6:
				if _, err := o.months(s).Refresh(t.Context()); err != nil {
					t.Fatal(err)
				}
			case 8:
				o.lock(t, "")
			case 9:
				o.unlock(t, "")
				m, err := s.Masters().Masters(t.Context(), "a")
				if err != nil {
					t.Fatal(err)
				}
				m.Patterns[0].End += calendar.Clock(step)
				if err := s.Masters().Save(t.Context(), company.Masters{Tenant: m.Tenant, Patterns: m.Patterns}); err != nil {
					t.Fatal(err)
				}
			default:
				when := at.Add(-time.Duration(random.IntN(36*3600)) * time.Second)
				if _, err := o.Punch(t.Context(), who, attendance.Command{Kind: kind, At: when, Ref: ref(fmt.Sprint("r", step))}); err != nil {
					t.Fatal(err)
				}
			}
			if step%3 == 0 {
				o.asCounted(t, s, at)
			}
		}
		o.asCounted(t, s, at)
		twin := o
		twin.tenant = "b-t"
		twin.asCounted(t, s, at)
		n := len(storetest.Bytes(t, s, "SELECT employee_id FROM day_rollup WHERE tenant_id = 'a-t'"))
		if n != 3*len(o.people) {
			t.Errorf("%d months are kept", n)
		}
		o.checked(t, s, 0)
		storetest.Query(t, s, "UPDATE day_rollup SET totals = replace(totals, 'worked', 'walked') WHERE month = '2026-11'", nil)
		o.checked(t, s, len(o.people))
	})
}

// Processes that write, count and read at once come to the figures of the ledger, and what they keep is what counting gives.
func TestSeveralProcessesCountTheSameMonths(t *testing.T) {
	s := storetest.Open(t, "postgres")
	var clock atomic.Int64
	clock.Store(noon.UnixMicro())
	o := newOffice(t, s, &clock)
	others := []*attendance.Months{o.months(storetest.Twin(t, s)), o.months(storetest.Twin(t, s))}
	var all sync.WaitGroup
	for i, e := range o.people {
		all.Go(func() {
			who := domain.Actor{Tenant: o.tenant, Employee: e, Role: domain.Employee, Door: domain.LINE}
			for n := range 30 {
				kind := []worktime.Kind{worktime.In, worktime.Out}[n%2]
				cmd := attendance.Command{Kind: kind, At: noon.Add(time.Duration(n-60) * 6 * time.Hour), Ref: ref(fmt.Sprint(i, "/", n))}
				if _, err := o.Punch(t.Context(), who, cmd); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for _, m := range others {
		all.Go(func() {
			for range 20 {
				if _, err := m.Refresh(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	o.asCounted(t, s, noon)
	kept := storetest.Bytes(t, s, "SELECT totals || days FROM day_rollup ORDER BY employee_id, month")
	storetest.Query(t, s, "DELETE FROM day_rollup", nil)
	o.asCounted(t, s, noon)
	again := storetest.Bytes(t, s, "SELECT totals || days FROM day_rollup ORDER BY employee_id, month")
	if fmt.Sprintf("%s", kept) != fmt.Sprintf("%s", again) {
		t.Errorf("counted again it is\n%s\nand was\n%s", again, kept)
	}
}

// A punch that comes while the months of its group are being frozen is in the snapshot: it was before the lock.
func TestALockFreezesAgainWhoPunchedMeanwhile(t *testing.T) {
	s := storetest.Open(t, "postgres") // SQLite's one connection is the lock's
	var clock atomic.Int64
	clock.Store(noon.UnixMicro())
	o := newOffice(t, s, &clock)
	who := domain.Actor{Tenant: o.tenant, Employee: o.people[0], Role: domain.Employee, Door: domain.LINE}
	locks := o.closings.Store.(*attendance.Freezer)
	calls := &atomic.Int32{}
	locks.Snapshots = meanwhile{locks.Snapshots, who.Employee, func() {
		if calls.Add(1) > 1 {
			return
		}
		r, err := o.Punch(t.Context(), who, attendance.Command{Kind: worktime.In, At: noon.Add(-time.Hour), Ref: ref("meanwhile")})
		if err != nil || r.Punch.State != worktime.Effective {
			t.Errorf("%+v, %v", r.Punch, err)
		}
	}}
	o.lock(t, "")
	m, err := o.Month(t.Context(), o.tenant, who.Employee, "2026-11", noon)
	if err != nil || m.Locked != 1 || m.Totals.DaysWorked != 1 || calls.Load() != 2 {
		t.Errorf("locked %d, %d days, frozen %d times, %v", m.Locked, m.Totals.DaysWorked, calls.Load(), err)
	}
}

// meanwhile lets something happen after a person's month was frozen.
type meanwhile struct {
	attendance.Snapshots
	who    domain.ID
	happen func()
}

func (w meanwhile) AddLock(ctx context.Context, lock closing.Lock, people []domain.ID, from, to calendar.Date, freeze attendance.Freeze) error {
	return w.Snapshots.AddLock(ctx, lock, people, from, to, func(e domain.ID, punches []worktime.Punch, notes []worktime.DayNote) (attendance.Snapshot, error) {
		made, err := freeze(e, punches, notes)
		if e == w.who {
			w.happen()
		}
		return made, err
	})
}
