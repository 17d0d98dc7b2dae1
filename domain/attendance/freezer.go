package attendance

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
)

// Freezer is a closing.Store whose locks keep the figures of everybody they lock, in the commit that locks them (月確定).
// Whatever door locks a month, it locks it through here. All fields are needed.
type Freezer struct {
	closing.Store
	Snapshots Snapshots
	Tenants   Tenants
	Patterns  Patterns
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
	period, err := f.period(ctx, lock)
	if err != nil {
		return err
	}
	rules, people, err := f.rules(ctx, lock)
	if err != nil {
		return err
	}
	from, to := Window(period)
	return f.Snapshots.AddLock(ctx, lock, people, from, to, func(employee domain.ID, punches []Punch) (Snapshot, error) {
		r := rules[employee]
		figures, err := r.freeze(r.Aggregate(period, punches, lock.At))
		return Snapshot{
			ID: f.NewID(), Tenant: lock.Tenant, Lock: lock.ID, Employee: employee, Month: period.Month, From: period.From, To: period.To,
			Figures: figures, Engine: Engine, MadeAt: lock.At,
		}, err
	})
}

func (f *Freezer) period(ctx context.Context, lock closing.Lock) (closing.Period, error) {
	groups, err := f.Groups(ctx, lock.Tenant)
	if err != nil {
		return closing.Period{}, err
	}
	for _, g := range groups {
		if g.ID == lock.Group {
			return g.Period(lock.Month), nil
		}
	}
	return closing.Period{}, domain.Errorf(domain.NotFound, "no closing group %s", lock.Group)
}

// rules are those of everybody a lock concerns, who left included: his last month is paid too.
func (f *Freezer) rules(ctx context.Context, lock closing.Lock) (rules map[domain.ID]Rules, people []domain.ID, err error) {
	tenant, err := f.Tenants.Tenant(ctx, lock.Tenant)
	if err != nil {
		return nil, nil, err
	}
	all, err := f.People.Employees(ctx, lock.Tenant)
	if err != nil {
		return nil, nil, err
	}
	patterns := map[domain.ID]*Pattern{"": nil}
	rules = map[domain.ID]Rules{}
	for _, e := range all {
		if e.ClosingGroup != lock.Group || lock.Employee != "" && lock.Employee != e.ID {
			continue
		}
		pattern, known := patterns[e.WorkPattern]
		if !known {
			found, err := f.Patterns.Pattern(ctx, lock.Tenant, e.WorkPattern)
			if err != nil {
				return nil, nil, err
			}
			pattern = &found
			patterns[e.WorkPattern] = pattern
		}
		rules[e.ID], people = RulesOf(tenant, pattern), append(people, e.ID)
	}
	return rules, people, nil
}
