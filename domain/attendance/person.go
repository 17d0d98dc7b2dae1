package attendance

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// person is somebody with everything the rules need to read his punches.
type person struct {
	org.Employee
	rules  worktime.Rules
	group  closing.Group
	frozen bool // the rules are those of a snapshot, which know what was said of the days
}

// person gathers the company's and the employee's settings.
func (s *Service) person(ctx context.Context, tenant, employee domain.ID) (person, error) {
	e, err := s.People.Employee(ctx, tenant, employee)
	if err != nil {
		return person{}, err
	}
	t, err := s.Tenants.Tenant(ctx, tenant)
	if err != nil {
		return person{}, err
	}
	patterns := map[domain.ID]worktime.Pattern{}
	if err := gather(ctx, s.Patterns, e, patterns); err != nil {
		return person{}, err
	}
	p := person{Employee: e, rules: worktime.RulesFor(t, e, patterns)}
	p.group, err = s.Closing.GroupOf(ctx, e)
	return p, err
}

// gather adds the patterns that a person's assignments name.
func gather(ctx context.Context, from Patterns, e org.Employee, patterns map[domain.ID]worktime.Pattern) error {
	for _, a := range e.Assignments() {
		if _, known := patterns[a.WorkPattern]; known || a.WorkPattern == "" {
			continue
		}
		found, err := from.Pattern(ctx, e.Tenant, a.WorkPattern)
		if err != nil {
			return err
		}
		patterns[a.WorkPattern] = found
	}
	return nil
}

// may tells whether the person works here and may punch by the door, at the site he is assigned to on the date.
func (s *Service) may(ctx context.Context, p person, door domain.Door, date calendar.Date) error {
	if !p.Active {
		return domain.Refuse(domain.Forbidden, "why", "inactive")
	}
	var site *org.Site
	if id := p.On(date).Site; id != "" {
		found, err := s.People.Site(ctx, p.Tenant, id)
		if err != nil {
			return err
		}
		site = &found
	}
	return p.MayUse(door, site)
}
