package org

import (
	"context"
	"slices"

	"github.com/dakoku/dakoku/domain"
)

// Named are people who decide about the requests of one person, or of everybody in a department and below it, instead of
// the managers there (承認ルート).
type Named struct {
	Employee   domain.ID   `json:"employee,omitempty"`
	Department domain.ID   `json:"department,omitempty"` // where Employee is empty
	By         []domain.ID `json:"by"`                   // the first is asked first; at least one
}

// Why is why somebody may decide about a person's requests.
type Why string

// The reasons.
const (
	IsNamed    Why = "named"   // he is named for the person, or for the department he is in
	Manages    Why = "manager" // his permission group has the department and may approve
	Administer Why = "admin"   // administrators and the owner may always
)

// Link is somebody in the chain of those who may decide about a person's requests.
type Link struct {
	Employee
	Why Why
	Of  domain.ID // the department that makes him one; empty: he is named for the person himself, or is an administrator
}

// Leads tells whether a person can be named: a manager, whatever his group may do, or an administrator.
func (e Employee) Leads() bool {
	return e.Role == domain.Manager || e.Role == domain.Admin || e.Role == domain.Owner
}

// NamedFor is who is named for a person in a department with those above it, the nearest first; nil: nobody is.
func (a Approval) NamedFor(e Employee, above []domain.ID) *Named {
	for i, n := range a.Named {
		if n.Employee == e.ID {
			return &a.Named[i]
		}
	}
	for _, d := range above {
		for i, n := range a.Named {
			if n.Employee == "" && n.Department == d {
				return &a.Named[i]
			}
		}
	}
	return nil
}

// With names everybody and every department anew, as where ids become codes.
func (a Approval) With(employee, department func(domain.ID) domain.ID) Approval {
	each := func(ids []domain.ID) (list []domain.ID) {
		for _, id := range ids {
			list = append(list, employee(id))
		}
		return list
	}
	var deputies []Deputy
	for _, d := range a.Deputies {
		d.For, d.To = employee(d.For), employee(d.To)
		deputies = append(deputies, d)
	}
	var named []Named
	for _, n := range a.Named {
		if n.By = each(n.By); n.Employee != "" {
			n.Employee = employee(n.Employee)
		} else {
			n.Department = department(n.Department)
		}
		named = append(named, n)
	}
	a.Deputies, a.Named = deputies, named
	return a
}

// Roll is a company's people, tree and groups, read once to ask about many people.
type Roll struct {
	People []Employee // by code
	tree   []Department
	groups map[domain.ID]PermissionGroup // by manager
}

// Roll reads it.
func (s *Sight) Roll(ctx context.Context, tenant domain.ID) (*Roll, error) {
	people, err := s.People.Employees(ctx, tenant)
	if err != nil {
		return nil, err
	}
	r := &Roll{People: people, groups: map[domain.ID]PermissionGroup{}}
	if r.tree, err = s.Departments.Departments(ctx, tenant); err != nil {
		return nil, err
	}
	read := map[domain.ID]PermissionGroup{}
	for _, p := range people {
		if p.Role != domain.Manager || p.PermissionGroup == "" || !p.Active {
			continue
		}
		g, known := read[p.PermissionGroup]
		if !known {
			if g, err = s.group(ctx, p); err != nil {
				return nil, err
			}
			read[p.PermissionGroup] = g
		}
		r.groups[p.ID] = g
	}
	return r, nil
}

// Chain lists who may decide about a person's requests, the nearest first: whoever is named for him, else the managers of
// his department, those of the one above it …; at last the administrators. He is not among them, nor is anybody who has left.
func (r *Roll) Chain(employee Employee, a Approval) [][]Link {
	above := Upwards(r.tree, employee.Department)
	named := a.NamedFor(employee, above)
	levels := make([][]Link, len(above)+2) // the named, the departments upwards, the administrators
	for _, p := range r.People {
		if !p.Active || p.ID == employee.ID {
			continue
		}
		switch at := slices.IndexFunc(above, func(d domain.ID) bool { return slices.Contains(r.groups[p.ID].Departments, d) }); {
		case named != nil && slices.Contains(named.By, p.ID) && p.Leads():
			levels[0] = append(levels[0], Link{p, IsNamed, named.Department})
		case p.Role == domain.Admin || p.Role == domain.Owner:
			levels[len(above)+1] = append(levels[len(above)+1], Link{p, Administer, ""})
		case named == nil && at >= 0 && slices.Contains(r.groups[p.ID].Can, Approve):
			levels[at+1] = append(levels[at+1], Link{p, Manages, above[at]})
		}
	}
	slices.SortStableFunc(levels[0], func(x, y Link) int { return slices.Index(named.By, x.ID) - slices.Index(named.By, y.ID) })
	return slices.DeleteFunc(levels, func(l []Link) bool { return len(l) == 0 })
}
