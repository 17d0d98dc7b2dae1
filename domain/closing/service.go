package closing

import (
	"context"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// People finds whose month it is.
type People interface {
	Employee(ctx context.Context, tenant, id domain.ID) (org.Employee, error)
}

// Service tells periods and locks, and sets locks. All fields are needed.
type Service struct {
	Store  Store
	People People
	Now    domain.Clock
	NewID  domain.NewID
	// Lacks tells whether somebody whom a lock concerns has no figures of his frozen although the month is locked: he came
	// into the group after it. Locking again then freezes his, and nobody else's changes. nil: nobody ever lacks them.
	Lacks func(ctx context.Context, lock Lock) (bool, error)
}

// Group finds a closing group of the tenant; an empty id is Calendar. NotFound when the tenant has none of that id.
func (s *Service) Group(ctx context.Context, tenant, id domain.ID) (Group, error) {
	if id == "" {
		return Calendar(tenant), nil
	}
	return s.find(ctx, tenant, func(g Group) bool { return g.ID == id }, string(id))
}

// Groups lists a company's groups.
func (s *Service) Groups(ctx context.Context, tenant domain.ID) ([]Group, error) {
	return s.Store.Groups(ctx, tenant)
}

// GroupOf is the group a person is in, one after the other where he moves (Of).
func (s *Service) GroupOf(ctx context.Context, e org.Employee) (Group, error) {
	groups, err := s.Store.Groups(ctx, e.Tenant)
	if err != nil {
		return Group{}, err
	}
	for _, a := range e.Assignments() {
		if a.ClosingGroup != "" && !slices.ContainsFunc(groups, func(g Group) bool { return g.ID == a.ClosingGroup }) {
			return Group{}, domain.Errorf(domain.NotFound, "no closing group %s", a.ClosingGroup)
		}
	}
	return Of(groups, e), nil
}

// GroupByCode finds a closing group by the code of the company file.
func (s *Service) GroupByCode(ctx context.Context, tenant domain.ID, code string) (Group, error) {
	return s.find(ctx, tenant, func(g Group) bool { return g.Code == code }, code)
}

func (s *Service) find(ctx context.Context, tenant domain.ID, is func(Group) bool, name string) (Group, error) {
	groups, err := s.Store.Groups(ctx, tenant)
	if err != nil {
		return Group{}, err
	}
	for _, g := range groups {
		if is(g) {
			return g, nil
		}
	}
	return Group{}, domain.Errorf(domain.NotFound, "no closing group %s", name)
}

// LockedDays is what is locked for one person in the days it was asked for.
type LockedDays struct{ periods []Period }

// Locked tells whether the date is locked and by which month's lock.
func (l LockedDays) Locked(date calendar.Date) (calendar.Month, bool) {
	for _, p := range l.periods {
		if p.Contains(date) {
			return p.Month, true
		}
	}
	return "", false
}

// And adds periods that are locked whatever group the person is in now.
func (l LockedDays) And(more ...Period) LockedDays {
	return LockedDays{slices.Concat(l.periods, more)}
}

// LockedDays tells which of the days from..to are locked for an employee of the group.
func (s *Service) LockedDays(ctx context.Context, group Group, employee domain.ID, from, to calendar.Date) (LockedDays, error) {
	var rows []Lock
	for p := group.PeriodOf(from); p.From <= to; p = group.PeriodOf(p.To.Add(1)) {
		in := group.In(p.Month)
		if in.ID == "" {
			continue
		}
		more, err := s.Store.Locks(ctx, group.Tenant, in.ID, p.Month)
		if err != nil {
			return LockedDays{}, err
		}
		rows = append(rows, more...)
	}
	return group.LockedDays(rows, employee, from, to), nil
}

// LockedDays tells from lock rows, oldest first, which of the days from..to are locked for an employee of the group.
// Rows of other groups, months and people may be among them.
func (g Group) LockedDays(rows []Lock, employee domain.ID, from, to calendar.Date) LockedDays {
	var l LockedDays
	for p := g.PeriodOf(from); p.From <= to; p = g.PeriodOf(p.To.Add(1)) {
		in := g.In(p.Month)
		own := slices.DeleteFunc(slices.Clone(rows), func(r Lock) bool { return r.Group != in.ID || r.Month != p.Month })
		if in.ID != "" && state(own, employee).Locked {
			l.periods = append(l.periods, p)
		}
	}
	return l
}

// Locked tells whether one business date is locked for an employee of the group.
func (s *Service) Locked(ctx context.Context, group Group, employee domain.ID, date calendar.Date) (bool, error) {
	days, err := s.LockedDays(ctx, group, employee, date, date)
	_, locked := days.Locked(date)
	return locked, err
}

// State is what a lock of a month says about a person, or about the group when employee is empty: the newest row
// of either scope counts, so that unlocking one person opens his month inside a locked group, and locking the group
// again closes it. The zero Lock is an open month that was never locked.
func (s *Service) State(ctx context.Context, group Group, month calendar.Month, employee domain.ID) (Lock, error) {
	rows, err := s.Store.Locks(ctx, group.Tenant, group.In(month).ID, month)
	if err != nil {
		return Lock{}, err
	}
	return state(rows, employee), nil
}

// StateOf is State for whoever has the lock rows of a group's month, oldest first.
func StateOf(rows []Lock, employee domain.ID) Lock { return state(rows, employee) }

func state(rows []Lock, employee domain.ID) Lock {
	for i := len(rows) - 1; i >= 0; i-- {
		if r := rows[i]; r.Employee == "" || r.Employee == employee {
			return r
		}
	}
	return Lock{}
}

// Times counts how often a month was closed, for a person or for the whole group when employee is empty, from lock rows
// of one group and month, oldest first: closing what is closed already does not count.
func Times(rows []Lock, employee domain.ID) int {
	n, locked := 0, false
	for _, r := range rows {
		if r.Employee != "" && r.Employee != employee {
			continue
		}
		if r.Locked && !locked {
			n++
		}
		locked = r.Locked
	}
	return n
}

// Order is a wish to lock or unlock a month.
type Order struct {
	Group    domain.ID
	Month    calendar.Month
	Employee domain.ID // empty: the whole group
	Reason   string    // must not be blank: it is what the audit shows years later
}

// Lock closes a month for the group or one of its people (月確定). Only an administrator may. A month that is locked
// already stays as it is and its lock is returned. Conflict: somebody else locked or unlocked it meanwhile.
func (s *Service) Lock(ctx context.Context, actor domain.Actor, o Order) (Lock, error) {
	return s.set(ctx, actor, o, true)
}

// Unlock opens a locked month again. Only an administrator may. Conflict: it is not locked, or was changed meanwhile.
func (s *Service) Unlock(ctx context.Context, actor domain.Actor, o Order) (Lock, error) {
	return s.set(ctx, actor, o, false)
}

func (s *Service) set(ctx context.Context, actor domain.Actor, o Order, lock bool) (Lock, error) {
	if actor.Role != domain.Admin && actor.Role != domain.Owner {
		return Lock{}, domain.Refuse(domain.Forbidden, "act", "lock")
	}
	reason := strings.TrimSpace(o.Reason)
	if reason == "" {
		return Lock{}, domain.Refuse(domain.Invalid, "field", "reason")
	}
	if _, err := calendar.ParseMonth(string(o.Month)); err != nil {
		return Lock{}, domain.Refuse(domain.Invalid, "field", "month", "value", string(o.Month))
	}
	if o.Group == "" {
		return Lock{}, domain.Refuse(domain.Invalid, "field", "group")
	}
	group, err := s.Group(ctx, actor.Tenant, o.Group)
	if err != nil {
		return Lock{}, err
	}
	if err := s.belongs(ctx, actor.Tenant, o); err != nil {
		return Lock{}, err
	}
	rows, err := s.Store.Locks(ctx, actor.Tenant, group.ID, o.Month)
	if err != nil {
		return Lock{}, err
	}
	now := state(rows, o.Employee)
	switch {
	case now.Locked && lock && covers(rows, now, o.Employee):
		lacks, err := s.lacks(ctx, Lock{Tenant: actor.Tenant, Group: group.ID, Employee: o.Employee, Month: o.Month})
		if err != nil || !lacks {
			return now, err
		}
	case !now.Locked && !lock && covers(rows, now, o.Employee):
		return Lock{}, domain.Refuse(domain.Conflict, "month", o.Month, "locked", false)
	}
	row := Lock{
		ID: s.NewID(), Tenant: actor.Tenant, Group: group.ID, Employee: o.Employee, Month: o.Month,
		Version: version(rows, o.Employee) + 1, Locked: lock, By: actor.Employee, Door: actor.Door, Reason: reason, At: s.Now(),
	}
	return row, s.Store.AddLock(ctx, row)
}

func (s *Service) lacks(ctx context.Context, lock Lock) (bool, error) {
	if s.Lacks == nil {
		return false, nil
	}
	return s.Lacks(ctx, lock)
}

// belongs refuses an order about somebody of another group: it would lock nothing and look as if it had.
func (s *Service) belongs(ctx context.Context, tenant domain.ID, o Order) error {
	if o.Employee == "" {
		return nil
	}
	e, err := s.People.Employee(ctx, tenant, o.Employee)
	if err != nil {
		return err
	}
	group, err := s.GroupOf(ctx, e)
	if err == nil && group.In(o.Month).ID != o.Group {
		return domain.Refuse(domain.Invalid, "field", "employee", "value", e.Code)
	}
	return err
}

// covers tells whether the newest row already says everything the order would: an order for the whole group has
// something to say as long as one person of it stands differently.
func covers(rows []Lock, now Lock, employee domain.ID) bool {
	if employee != "" {
		return true
	}
	for _, r := range rows {
		if r.Employee != "" && state(rows, r.Employee).Locked != now.Locked {
			return false
		}
	}
	return true
}

// version is the newest version of exactly this scope; 0 when it was never locked.
func version(rows []Lock, employee domain.ID) int {
	v := 0
	for _, r := range rows {
		if r.Employee == employee {
			v = max(v, r.Version)
		}
	}
	return v
}
