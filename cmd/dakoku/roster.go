package main

import (
	"context"
	"maps"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/org"
)

// roster is whose records a file holds: everybody of a company, or one, with the period each one's month is.
type roster struct {
	tenant   org.Tenant
	month    calendar.Month
	from, to calendar.Date // around all the periods
	list     []*export.Person
	byID     map[domain.ID]*export.Person
	locks    map[domain.ID][]closing.Lock // by closing group
	groups   []closing.Group
	courses  map[domain.ID]closing.Group // by person
	always   map[domain.ID]place         // of whoever is in one group and always was, by that group
}

// roster gathers a company's people, by code; employee, a code, narrows it when not empty.
func (a *app) roster(ctx context.Context, tenant org.Tenant, month calendar.Month, employee string) (*roster, error) {
	all, err := a.whose(ctx, tenant, employee)
	if err != nil {
		return nil, err
	}
	return a.rosterOf(ctx, tenant, all, month)
}

// rosterOf gathers people who were chosen, in their order.
func (a *app) rosterOf(ctx context.Context, tenant org.Tenant, all []org.Employee, month calendar.Month) (*roster, error) {
	r := &roster{tenant: tenant, month: month, byID: map[domain.ID]*export.Person{}, courses: map[domain.ID]closing.Group{},
		always: map[domain.ID]place{}}
	if err := a.closingGroups(ctx, r); err != nil {
		return nil, err
	}
	list, err := a.store.Org().Departments(ctx, tenant.ID)
	if err != nil {
		return nil, err
	}
	departments := map[domain.ID]org.Department{}
	for _, d := range list {
		departments[d.ID] = d
	}
	for _, e := range all {
		r.add(e, departments)
	}
	return r, nil
}

// whose are the people of a roster: everybody, or the one of a code.
func (a *app) whose(ctx context.Context, tenant org.Tenant, employee string) ([]org.Employee, error) {
	if employee == "" {
		return a.store.Org().Employees(ctx, tenant.ID)
	}
	e, err := a.store.Org().EmployeeByCode(ctx, tenant.ID, employee)
	if domain.Is(err, domain.NotFound) {
		return nil, domain.Errorf(domain.NotFound, "%s has no employee %q", tenant.Code, employee)
	}
	return []org.Employee{e}, err
}

func (a *app) closingGroups(ctx context.Context, r *roster) error {
	r.locks = map[domain.ID][]closing.Lock{}
	var err error
	if r.groups, err = a.store.Closing().Groups(ctx, r.tenant.ID); err != nil {
		return err
	}
	for _, g := range r.groups {
		if r.locks[g.ID], err = a.store.Closing().Locks(ctx, r.tenant.ID, g.ID, r.month); err != nil {
			return err
		}
	}
	return nil
}

// place is a person's course through the closing groups, and his period in it.
type place struct {
	course, group closing.Group
	period        closing.Period
}

func (r *roster) placeOf(e org.Employee) place {
	p, known := r.always[e.ClosingGroup]
	if known && len(e.Versions) == 0 {
		return p
	}
	p.course = closing.Of(r.groups, e)
	p.period, p.group = p.course.Period(r.month), p.course.In(r.month)
	if len(e.Versions) == 0 {
		r.always[e.ClosingGroup] = p
	}
	return p
}

// add takes a person up as he is on the last day of his period.
func (r *roster) add(e org.Employee, departments map[domain.ID]org.Department) {
	at := r.placeOf(e)
	course, period, group := at.course, at.period, at.group
	r.courses[e.ID] = course
	department := departments[e.On(period.To).Department]
	if len(r.list) == 0 {
		r.from, r.to = period.From, period.To
	}
	r.from, r.to = min(r.from, period.From), max(r.to, period.To)
	p := &export.Person{Employee: e, Department: department, GroupCode: group.Code, Group: group.Name,
		Span: export.Span{Month: period.Month, From: period.From, To: period.To}}
	r.list, r.byID[e.ID] = append(r.list, p), p
}

// only drops everybody who is not of a closing group.
func (r *roster) only(group domain.ID) {
	other := func(p *export.Person) bool { return r.courses[p.Employee.ID].In(r.month).ID != group }
	r.list = slices.DeleteFunc(r.list, other)
	maps.DeleteFunc(r.byID, func(_ domain.ID, p *export.Person) bool { return other(p) })
}

// open counts the people whose month is not locked (未確定).
func (r *roster) open() int {
	n := 0
	for _, p := range r.list {
		course := r.courses[p.Employee.ID]
		locked := course.LockedDays(r.locks[course.In(r.month).ID], p.Employee.ID, p.To, p.To)
		if _, shut := locked.Locked(p.To); !shut {
			n++
		}
	}
	return n
}
