package attendance

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
)

// person is somebody with everything the rules need to read his punches.
type person struct {
	org.Employee
	rules Rules
	group closing.Group
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
	p := person{Employee: e}
	var pattern *Pattern
	if e.WorkPattern != "" {
		found, err := s.Patterns.Pattern(ctx, tenant, e.WorkPattern)
		if err != nil {
			return person{}, err
		}
		pattern = &found
	}
	p.rules = RulesOf(t, pattern)
	p.group, err = s.Closing.Group(ctx, tenant, e.ClosingGroup)
	return p, err
}

// may tells whether the person works here and may punch by the door.
func (s *Service) may(ctx context.Context, p person, door domain.Door) error {
	if !p.Active {
		return domain.Refuse(domain.Forbidden, "why", "inactive")
	}
	var site *org.Site
	if p.Site != "" {
		found, err := s.People.Site(ctx, p.Tenant, p.Site)
		if err != nil {
			return err
		}
		site = &found
	}
	return p.MayUse(door, site)
}
