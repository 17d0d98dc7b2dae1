package closing

import (
	"context"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// shelf keeps locks as the contract of Store says.
type shelf struct {
	rows   []Lock
	before func() // runs between the reading and the adding of an order: somebody else's order
}

func (s *shelf) Employee(_ context.Context, tenant, id domain.ID) (org.Employee, error) {
	group, ok := map[domain.ID]domain.ID{"tanaka": "end", "yamada": "end", "kato": "g15"}[id]
	if !ok || tenant != "umi" {
		return org.Employee{}, domain.Errorf(domain.NotFound, "no employee %s", id)
	}
	return org.Employee{ID: id, Tenant: tenant, ClosingGroup: group}, nil
}

func (s *shelf) Groups(_ context.Context, tenant domain.ID) ([]Group, error) {
	if tenant != "umi" {
		return nil, nil
	}
	return []Group{{ID: "g15", Tenant: "umi", Code: "15", Day: 15}, {ID: "end", Tenant: "umi", Code: "end", Day: 31}}, nil
}

func (s *shelf) Locks(_ context.Context, tenant, group domain.ID, month calendar.Month) ([]Lock, error) {
	var list []Lock
	for _, r := range s.rows {
		if r.Tenant == tenant && r.Group == group && r.Month == month {
			list = append(list, r)
		}
	}
	return list, nil
}

func (s *shelf) AddLock(_ context.Context, lock Lock) error {
	if f := s.before; f != nil {
		s.before = nil
		f()
	}
	for _, r := range s.rows {
		if r.Group == lock.Group && r.Month == lock.Month && r.Employee == lock.Employee && r.Version >= lock.Version {
			return domain.Refuse(domain.Conflict)
		}
	}
	s.rows = append(s.rows, lock)
	return nil
}

func newService() (*Service, *shelf) {
	s := &shelf{}
	now := func() time.Time { return time.Date(2026, 12, 1, 1, 0, 0, 0, time.UTC) }
	return &Service{Store: s, People: s, Now: now, NewID: domain.IDs(now)}, s
}

var (
	suzuki = domain.Actor{Tenant: "umi", Employee: "suzuki", Role: domain.Admin}
	group  = Group{ID: "end", Tenant: "umi", Day: 31}
)

func november(employee domain.ID) Order {
	return Order{Group: "end", Month: "2026-11", Employee: employee, Reason: "月末締め"}
}

func TestWhatIsLocked(t *testing.T) {
	type step struct {
		lock     bool
		employee domain.ID
	}
	for _, tc := range []struct {
		name           string
		steps          []step
		tanaka, yamada bool
	}{
		{"nothing", nil, false, false},
		{"the group", []step{{true, ""}}, true, true},
		{"one person", []step{{true, "tanaka"}}, true, false},
		{"the group without one person", []step{{true, ""}, {false, "tanaka"}}, false, true},
		{"the group again", []step{{true, ""}, {false, "tanaka"}, {true, ""}}, true, true},
		{"and opened", []step{{true, "tanaka"}, {true, ""}, {false, ""}}, false, false},
		{"one person inside the opened group", []step{{true, ""}, {false, ""}, {true, "tanaka"}}, true, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s, _ := newService()
			for _, st := range tc.steps {
				act := s.Unlock
				if st.lock {
					act = s.Lock
				}
				if _, err := act(t.Context(), suzuki, november(st.employee)); err != nil {
					t.Fatal(err)
				}
			}
			for employee, want := range map[domain.ID]bool{"tanaka": tc.tanaka, "yamada": tc.yamada} {
				got, err := s.Locked(t.Context(), group, employee, "2026-11-30")
				if err != nil || got != want {
					t.Errorf("%s: %v %v", employee, got, err)
				}
				for _, other := range []calendar.Date{"2026-10-31", "2026-12-01"} {
					if got, _ := s.Locked(t.Context(), group, employee, other); got {
						t.Errorf("%s is locked for %s", other, employee)
					}
				}
			}
		})
	}
}

func TestLockedDaysOverTwoPeriods(t *testing.T) {
	s, _ := newService()
	if _, err := s.Lock(t.Context(), suzuki, november("")); err != nil {
		t.Fatal(err)
	}
	days, err := s.LockedDays(t.Context(), group, "tanaka", "2026-11-28", "2026-12-03")
	if err != nil {
		t.Fatal(err)
	}
	if month, locked := days.Locked("2026-11-30"); !locked || month != "2026-11" {
		t.Errorf("30 November: %s %v", month, locked)
	}
	if _, locked := days.Locked("2026-12-01"); locked {
		t.Error("1 December is locked")
	}
	if days, err := s.LockedDays(t.Context(), Calendar("umi"), "tanaka", "2026-11-28", "2026-12-03"); err != nil {
		t.Error(err)
	} else if _, locked := days.Locked("2026-11-30"); locked {
		t.Error("somebody without a group is locked")
	}
}

func TestLockVersions(t *testing.T) {
	s, shelf := newService()
	for i, act := range []func(context.Context, domain.Actor, Order) (Lock, error){s.Lock, s.Lock, s.Unlock, s.Lock} {
		l, err := act(t.Context(), suzuki, november(""))
		if want := []int{1, 1, 2, 3}[i]; err != nil || l.Version != want {
			t.Errorf("step %d: version %d, want %d, %v", i, l.Version, want, err)
		}
	}
	if len(shelf.rows) != 3 || shelf.rows[0].By != "suzuki" || shelf.rows[0].Reason != "月末締め" {
		t.Errorf("rows: %+v", shelf.rows)
	}
	if now, err := s.State(t.Context(), group, "2026-11", "tanaka"); err != nil || !now.Locked || now.Version != 3 {
		t.Errorf("state: %+v %v", now, err)
	}
}

func TestRefusedOrders(t *testing.T) {
	for _, tc := range []struct {
		name  string
		actor domain.Actor
		order Order
		code  domain.Code
	}{
		{"an employee", domain.Actor{Tenant: "umi", Role: domain.Employee}, november(""), domain.Forbidden},
		{"a manager", domain.Actor{Tenant: "umi", Role: domain.Manager}, november(""), domain.Forbidden},
		{"no reason", suzuki, Order{Group: "end", Month: "2026-11", Reason: " 　"}, domain.Invalid},
		{"no month", suzuki, Order{Group: "end", Month: "2026-13", Reason: "x"}, domain.Invalid},
		{"no group", suzuki, Order{Month: "2026-11", Reason: "x"}, domain.Invalid},
		{"a group that is none", suzuki, Order{Group: "no", Month: "2026-11", Reason: "x"}, domain.NotFound},
		{"another company's group", domain.Actor{Tenant: "yama", Role: domain.Owner}, november(""), domain.NotFound},
		{"somebody of another group", suzuki, november("kato"), domain.Invalid},
		{"nobody", suzuki, november("nobody"), domain.NotFound},
		{"what is open", suzuki, november(""), domain.Conflict},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s, shelf := newService()
			if _, err := s.Unlock(t.Context(), tc.actor, tc.order); !domain.Is(err, tc.code) {
				t.Errorf("got %v", err)
			}
			if len(shelf.rows) != 0 {
				t.Error("a row was added")
			}
		})
	}
}

func TestTwoAdministratorsAtOnce(t *testing.T) {
	s, shelf := newService()
	shelf.before = func() {
		if _, err := s.Lock(t.Context(), suzuki, november("")); err != nil {
			t.Error(err)
		}
	}
	if _, err := s.Lock(t.Context(), suzuki, november("")); !domain.Is(err, domain.Conflict) {
		t.Errorf("got %v", err)
	}
	if len(shelf.rows) != 1 {
		t.Errorf("%d rows", len(shelf.rows))
	}
}

func TestGroups(t *testing.T) {
	s, _ := newService()
	if g, err := s.GroupByCode(t.Context(), "umi", "15"); err != nil || g.ID != "g15" {
		t.Errorf("by code: %+v %v", g, err)
	}
	if g, err := s.Group(t.Context(), "umi", ""); err != nil || g.PeriodOf("2026-11-20").Month != "2026-11" {
		t.Errorf("none: %+v %v", g, err)
	}
}

func TestHowOftenAMonthWasClosed(t *testing.T) {
	rows := func(spec ...string) (list []Lock) {
		for _, s := range spec {
			list = append(list, Lock{Employee: domain.ID(s[1:]), Locked: s[0] == '+'})
		}
		return list
	}
	for _, tc := range []struct {
		name  string
		rows  []Lock
		group int
		kato  int
	}{
		{"never", nil, 0, 0},
		{"once", rows("+"), 1, 1},
		{"opened", rows("+", "-"), 1, 1},
		{"twice", rows("+", "-", "+"), 2, 2},
		{"one person before the others", rows("+kato", "+"), 1, 1},
		{"one person again", rows("+", "-kato", "+"), 1, 2},
		{"another person", rows("+", "-sato", "+sato"), 1, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if group, kato := Times(tc.rows, ""), Times(tc.rows, "kato"); group != tc.group || kato != tc.kato {
				t.Errorf("the group %d, kato %d", group, kato)
			}
		})
	}
}
