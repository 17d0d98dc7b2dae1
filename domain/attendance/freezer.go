package attendance

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Freezer is a closing.Store whose locks keep the figures of everybody they lock, in the commit that locks them (月確定).
// Whatever door locks a month, it locks it through here. All fields are needed.
type Freezer struct {
	closing.Store
	Snapshots Snapshots
	Tenants   Tenants
	Patterns  Patterns
	Reasons   Reasons
	People    Staff
	NewID     domain.NewID
}

// Staff lists the people of a company, by code.
type Staff interface {
	Employees(ctx context.Context, tenant domain.ID) ([]org.Employee, error)
}

// AddLock implements closing.Store.
func (f *Freezer) AddLock(ctx context.Context, lock closing.Lock) error {
	if !lock.Locked {
		return f.Store.AddLock(ctx, lock)
	}
	lock.At = lock.At.UTC().Truncate(time.Microsecond) // the snapshot's time is the lock's as it can be read back
	months, err := f.months(ctx, lock)
	if err != nil {
		return err
	}
	reasons, err := f.Reasons.Reasons(ctx, lock.Tenant)
	if err != nil {
		return err
	}
	people, from, to := months.around()
	return f.Snapshots.AddLock(ctx, lock, people, from, to, func(employee domain.ID, punches []worktime.Punch, notes []worktime.DayNote) (Snapshot, error) {
		r, period := months[employee].rules.Knowing(notes, reasons), months[employee].period
		figures, err := r.Freeze(r.Aggregate(period, punches, lock.At))
		return Snapshot{
			ID: f.NewID(), Tenant: lock.Tenant, Lock: lock.ID, Employee: employee, Month: period.Month, From: period.From, To: period.To,
			Figures: figures, Engine: worktime.Engine, MadeAt: lock.At,
		}, err
	})
}

// Lacks is closing.Service.Lacks: whether somebody of a lock has no snapshot in force of its month.
func (f *Freezer) Lacks(ctx context.Context, lock closing.Lock) (bool, error) {
	months, err := f.months(ctx, lock)
	if err != nil {
		return false, err
	}
	for employee := range months {
		switch _, err := f.Snapshots.Frozen(ctx, lock.Tenant, employee, lock.Month); {
		case domain.Is(err, domain.NotFound):
			return true, nil
		case err != nil:
			return false, err
		}
	}
	return false, nil
}

// months are what a lock freezes, by person.
type months map[domain.ID]struct {
	rules  worktime.Rules
	period closing.Period
}

// months are those of everybody a lock concerns, who left included: his last month is paid too. Whoever is in the group
// only in other months is of no concern to it.
func (f *Freezer) months(ctx context.Context, lock closing.Lock) (months, error) {
	groups, err := f.Groups(ctx, lock.Tenant)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(groups, func(g closing.Group) bool { return g.ID == lock.Group }) {
		return nil, domain.Errorf(domain.NotFound, "no closing group %s", lock.Group)
	}
	tenant, err := f.Tenants.Tenant(ctx, lock.Tenant)
	if err != nil {
		return nil, err
	}
	all, err := f.People.Employees(ctx, lock.Tenant)
	if err != nil {
		return nil, err
	}
	patterns, list := map[domain.ID]worktime.Pattern{}, months{}
	for _, e := range all {
		group := closing.Of(groups, e)
		if group.In(lock.Month).ID != lock.Group || lock.Employee != "" && lock.Employee != e.ID {
			continue
		}
		if err := gather(ctx, f.Patterns, e, patterns); err != nil {
			return nil, err
		}
		m := list[e.ID]
		m.rules, m.period = worktime.RulesFor(tenant, e, patterns), group.Period(lock.Month)
		list[e.ID] = m
	}
	return list, nil
}

// around lists the people, sorted, and the days whose punches their months need.
func (m months) around() (people []domain.ID, from, to calendar.Date) {
	for _, month := range m {
		first, last := worktime.Window(month.period)
		if from == "" || first < from {
			from = first
		}
		to = max(to, last)
	}
	return slices.Sorted(maps.Keys(m)), from, to
}
