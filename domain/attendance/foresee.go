package attendance

import (
	"context"
	"reflect"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// openMonths is how many months back a change of masters is looked at: what has been open for longer is not paid by it.
const openMonths = 12

// Settings are the masters that the months of a company's people follow from.
type Settings struct {
	Tenant   org.Tenant
	Patterns []worktime.Pattern
	Groups   []closing.Group
}

// person is somebody as these masters have him.
func (s Settings) person(e org.Employee) person {
	patterns := map[domain.ID]worktime.Pattern{}
	for _, p := range s.Patterns {
		patterns[p.ID] = p
	}
	return person{Employee: e, rules: worktime.RulesFor(s.Tenant, e, patterns), group: closing.Of(s.Groups, e)}
}

// Alike tells whether a person's months follow from the same rules by other masters.
func (s Settings) Alike(will Settings, before, after org.Employee) bool {
	return alike(s.person(before), will.person(after))
}

func alike(old, next person) bool {
	return reflect.DeepEqual(old.rules, next.rules) && reflect.DeepEqual(old.group, next.group)
}

// Foreseen is what a change of masters would do to one open month of a person (変更の影響).
type Foreseen struct {
	Month       calendar.Month
	Before      closing.Period
	After       closing.Period
	Differences []worktime.Difference // of totals first, then day by day; Locked is what it is now, Now what it would be
}

// Foresee tells what other masters would change in a person's months that are not locked: the one of now and those
// before it in which he punched, the last one in any case. It writes nothing, and tells nothing where they change nothing. Locked months never change.
func (s *Service) Foresee(ctx context.Context, was, will Settings, before, after org.Employee, now time.Time) ([]Foreseen, error) {
	old, next := was.person(before), will.person(after)
	if alike(old, next) {
		return nil, nil
	}
	this := old.group.PeriodOf(old.rules.Date(now)).Month
	first := this.Add(1 - openMonths)
	from, _ := worktime.Window(old.group.Period(first))
	other, _ := worktime.Window(next.group.Period(first))
	_, to := worktime.Window(old.group.Period(this))
	_, until := worktime.Window(next.group.Period(this))
	from, to = min(from, other), max(to, until)
	by, punches, err := s.page(ctx, old, from, to)
	if err != nil {
		return nil, err
	}
	instead, _, err := s.page(ctx, next, from, to)
	if err != nil {
		return nil, err
	}
	var list []Foreseen
	for month := first; month <= this; month = month.Add(1) {
		f := Foreseen{Month: month, Before: old.group.Period(month), After: next.group.Period(month)}
		f.Differences = near(by, f.Before, punches, now).Compare(near(instead, f.After, punches, now))
		recorded := slices.ContainsFunc(punches, func(p worktime.Punch) bool { return f.Before.Contains(p.Date) })
		if len(f.Differences) == 0 && f.Before == f.After || month < this.Add(-1) && !recorded {
			continue
		}
		shut, err := s.shut(ctx, old, month)
		if err != nil {
			return nil, err
		}
		if !shut {
			list = append(list, f)
		}
	}
	return list, nil
}

// near counts a period out of the punches of many.
func near(r worktime.Rules, period closing.Period, punches []worktime.Punch, now time.Time) worktime.Aggregate {
	from, to := worktime.Window(period)
	return r.Aggregate(period, slices.DeleteFunc(slices.Clone(punches), func(p worktime.Punch) bool { return p.Date < from || p.Date > to }), now)
}

// shut tells whether a month of a person is locked.
func (s *Service) shut(ctx context.Context, who person, month calendar.Month) (bool, error) {
	switch _, err := s.Snapshots.Frozen(ctx, who.Tenant, who.ID, month); {
	case err == nil:
		return true, nil
	case !domain.Is(err, domain.NotFound):
		return false, err
	}
	lock, err := s.Closing.State(ctx, who.group, month, who.ID)
	return lock.Locked, err
}
