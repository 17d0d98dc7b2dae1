package attendance

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
)

// openMonths is how many months back a change of masters is looked at: what has been open for longer is not paid by it.
const openMonths = 12

// Settings are the masters that the months of a company's people follow from.
type Settings struct {
	Tenant   org.Tenant
	Patterns []Pattern
	Groups   []closing.Group
}

// person is somebody as these masters have him.
func (s Settings) person(e org.Employee) person {
	patterns := map[domain.ID]Pattern{}
	for _, p := range s.Patterns {
		patterns[p.ID] = p
	}
	return person{Employee: e, rules: RulesFor(s.Tenant, e, patterns), group: closing.Of(s.Groups, e)}
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
	Differences []Difference // of totals first, then day by day; Locked is what it is now, Now what it would be
}

// Foresee tells what other masters would change in a person's months that are not locked: the one of now and those
// before it in which he punched, the last one in any case. It writes nothing, and tells nothing where they change nothing. Locked months never change.
func (s *Service) Foresee(ctx context.Context, was, will Settings, before, after org.Employee, now time.Time) ([]Foreseen, error) {
	old, next := was.person(before), will.person(after)
	if alike(old, next) {
		return nil, nil
	}
	this := old.group.PeriodOf(old.rules.date(now)).Month
	first := this.Add(1 - openMonths)
	from, _ := Window(old.group.Period(first))
	other, _ := Window(next.group.Period(first))
	_, to := Window(old.group.Period(this))
	_, until := Window(next.group.Period(this))
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
		f.Differences = by.near(f.Before, punches, now).Compare(instead.near(f.After, punches, now))
		recorded := slices.ContainsFunc(punches, func(p Punch) bool { return f.Before.Contains(p.Date) })
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
func (r Rules) near(period closing.Period, punches []Punch, now time.Time) Aggregate {
	from, to := Window(period)
	return r.Aggregate(period, slices.DeleteFunc(slices.Clone(punches), func(p Punch) bool { return p.Date < from || p.Date > to }), now)
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

// Compare tells in which figures another reckoning of a month differs: the totals first, then day by day.
func (a Aggregate) Compare(b Aggregate) []Difference {
	list := compare("", a.Totals.named(), b.Totals.named())
	days := map[calendar.Date][2]map[string]int{}
	for i, m := range []Aggregate{a, b} {
		for _, d := range m.Days {
			pair := days[d.Date]
			pair[i] = nonzero(Fields, d.Figures.places())
			days[d.Date] = pair
		}
	}
	for _, date := range slices.Sorted(maps.Keys(days)) {
		list = append(list, compare(date, days[date][0], days[date][1])...)
	}
	return list
}
