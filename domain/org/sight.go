package org

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
)

// Sight tells whose records somebody may see: administrators everybody's, managers those of their permission group's
// departments and everything below them, employees their own. It is asked at every act, so that a change of a
// permission group holds at the next tap.
type Sight struct {
	People      Seen
	Departments Departments
}

// Seen is what Sight needs to know of people and their groups.
type Seen interface {
	Employee(ctx context.Context, tenant, id domain.ID) (Employee, error)
	Employees(ctx context.Context, tenant domain.ID) ([]Employee, error)
	EmployeesOf(ctx context.Context, tenant domain.ID, ids []domain.ID) ([]Employee, error)
	// EmployeesIn lists the people of departments, by code. Others may be among them: whoever has ever moved.
	EmployeesIn(ctx context.Context, tenant domain.ID, departments []domain.ID) ([]Employee, error)
	PermissionGroup(ctx context.Context, tenant, id domain.ID) (PermissionGroup, error)
}

// Visible lists the people the actor may see, by code. Forbidden: he may see nobody but himself.
func (s *Sight) Visible(ctx context.Context, actor domain.Actor) ([]Employee, error) {
	scope, err := s.scope(ctx, actor, View)
	if err != nil {
		return nil, err
	}
	if scope.nobody() {
		return nil, domain.Refuse(domain.Forbidden, "why", "own_only")
	}
	people, err := s.reached(ctx, actor, scope)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(people, func(e Employee) bool { return !scope.holds(actor, e) }), nil
}

// Writable lists the people the actor may write messages to, by code: those he may see, if he has the right to. Forbidden
// Args["why"]: own_only, he may see nobody but himself; no_message, his permission group does not let him write.
func (s *Sight) Writable(ctx context.Context, actor domain.Actor) ([]Employee, error) {
	people, err := s.Visible(ctx, actor)
	if err != nil {
		return nil, err
	}
	may, err := s.Writes(ctx, actor)
	if err == nil && !may {
		err = domain.Refuse(domain.Forbidden, "why", "no_message")
	}
	return people, err
}

// Writes tells whether the actor may write messages to anybody, without listing whom.
func (s *Sight) Writes(ctx context.Context, actor domain.Actor) (bool, error) {
	sees, err := s.scope(ctx, actor, View)
	if err != nil || sees.nobody() {
		return false, err
	}
	writes, err := s.scope(ctx, actor, Message)
	return err == nil && !writes.nobody(), err
}

// reached lists whom a scope may hold, the actor among them: a manager of fifty does not read ten thousand.
func (s *Sight) reached(ctx context.Context, actor domain.Actor, in scope) ([]Employee, error) {
	if in.all {
		return s.People.Employees(ctx, actor.Tenant)
	}
	people, err := s.People.EmployeesIn(ctx, actor.Tenant, slices.Sorted(maps.Keys(in.departments)))
	if err != nil || slices.ContainsFunc(people, func(e Employee) bool { return e.ID == actor.Employee }) {
		return people, err
	}
	me, err := s.People.Employee(ctx, actor.Tenant, actor.Employee)
	people = slices.Insert(people, 0, me)
	slices.SortStableFunc(people, func(a, b Employee) int { return strings.Compare(a.Code, b.Code) })
	return people, err
}

// Reach tells with whose records the actor may do something, for asking about many people at once. His own is a matter of
// May. Forbidden: he is nobody of the company, or has left.
func (s *Sight) Reach(ctx context.Context, actor domain.Actor, right Right) (func(Employee) bool, error) {
	scope, err := s.scope(ctx, actor, right)
	return func(e Employee) bool {
		return e.Tenant == actor.Tenant && e.ID != actor.Employee && scope.holds(actor, e)
	}, err
}

// Sees tells whether the actor may see an employee's records.
func (s *Sight) Sees(ctx context.Context, actor domain.Actor, employee domain.ID) (bool, error) {
	return s.may(ctx, actor, employee, View)
}

// May tells whether the actor may do something with an employee's records. One's own may always be seen, and never
// be corrected or approved by this way.
func (s *Sight) May(ctx context.Context, actor domain.Actor, employee domain.ID, right Right) (bool, error) {
	if right != View && employee == actor.Employee {
		return false, nil
	}
	return s.may(ctx, actor, employee, right)
}

func (s *Sight) may(ctx context.Context, actor domain.Actor, employee domain.ID, right Right) (bool, error) {
	e, err := s.People.Employee(ctx, actor.Tenant, employee)
	if err != nil {
		return false, err
	}
	scope, err := s.scope(ctx, actor, right)
	return err == nil && scope.holds(actor, e), err
}

// scope is what a right covers.
type scope struct {
	all         bool
	departments map[domain.ID]bool // nil: nothing
}

func (s scope) nobody() bool { return !s.all && s.departments == nil }

func (s scope) holds(actor domain.Actor, e Employee) bool {
	return s.all || e.ID == actor.Employee || e.Department != "" && s.departments[e.Department]
}

// scope reads the actor's role and group as they are now, not as they were when he signed in.
func (s *Sight) scope(ctx context.Context, actor domain.Actor, right Right) (scope, error) {
	if actor.Employee == "" {
		return scope{}, domain.Refuse(domain.Forbidden, "why", "nobody")
	}
	me, err := s.People.Employee(ctx, actor.Tenant, actor.Employee)
	if err != nil {
		return scope{}, err
	}
	switch {
	case !me.Active:
		return scope{}, domain.Refuse(domain.Forbidden, "why", "inactive")
	case me.Role == domain.Admin || me.Role == domain.Owner:
		return scope{all: true}, nil
	}
	group, err := s.group(ctx, me)
	if err != nil || !slices.Contains(group.Can, right) {
		return scope{}, err
	}
	tree, err := s.Departments.Departments(ctx, actor.Tenant)
	if err != nil {
		return scope{}, err
	}
	return scope{departments: Below(tree, group.Departments)}, nil
}

// Below is the given departments and everything under them in the tree. A loop in the tree ends it, not the program.
func Below(tree []Department, roots []domain.ID) map[domain.ID]bool {
	children := map[domain.ID][]domain.ID{}
	for _, d := range tree {
		children[d.Parent] = append(children[d.Parent], d.ID)
	}
	in := map[domain.ID]bool{}
	next := slices.Clone(roots)
	for len(next) > 0 {
		d := next[len(next)-1]
		next = next[:len(next)-1]
		if d == "" || in[d] {
			continue
		}
		in[d] = true
		next = append(next, children[d]...)
	}
	return in
}
