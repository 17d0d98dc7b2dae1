package company

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// LookPeople tells what changing people alone would do, and does nothing. people is given the company as it is and says
// who is to be what, since when: Employees and Effective of the file it returns, everything else of which is ignored.
// NotFound: there is no such company.
func LookPeople(ctx context.Context, store Store, code string, tools Tools, people func(Masters) (File, error)) (Prospect, error) {
	old, err := store.Masters(ctx, code)
	if err != nil {
		return Prospect{}, err
	}
	if old.Tenant.ID == "" {
		return Prospect{}, domain.Errorf(domain.NotFound, "no company %q", code)
	}
	f, err := people(old)
	if err != nil {
		return Prospect{}, err
	}
	p := newPlan(old, tools)
	p.changes.Company, p.from, p.next.Tenant = code, f.Effective, old.Tenant
	for _, step := range []func(File) error{p.employees, p.accounts} {
		if err := step(f); err != nil {
			return Prospect{}, err
		}
	}
	if err := p.moves(); err != nil {
		return Prospect{}, err
	}
	p.details()
	p.next.Deeds = p.deeds()
	return Prospect{Changes: p.changes, Before: old, After: p.after(), save: p.next}, nil
}

// Save does what was looked at, in one transaction. Conflict: somebody else has changed the masters since.
func (p Prospect) Save(ctx context.Context, store Store) error {
	if !p.Any() {
		return nil
	}
	return store.Save(ctx, p.save)
}

// People are the company's people as a company file would say them of a date, without passwords.
func (m Masters) People(on calendar.Date) []Employee {
	codes := newPlan(m, Tools{}).codes()
	accounts := map[domain.ID][]Account{}
	for _, a := range m.Accounts {
		accounts[a.Employee] = append(accounts[a.Employee], Account{Channel: codes[a.Channel], User: a.User, Direct: a.Direct})
	}
	all := make([]Employee, len(m.Employees))
	for i, r := range m.Employees {
		at := datedPerson.on(r, on)
		inactive := !r.Active
		e := Employee{Employee: r, Department: codes[at.Department], Site: codes[at.Site], Group: codes[at.ClosingGroup], Pattern: codes[at.WorkPattern],
			Permission: codes[r.PermissionGroup], Chat: accounts[r.ID], Hired: &m.Employees[i].Hired, Left: &m.Employees[i].Left, Inactive: &inactive}
		e.Password, e.Passcode, e.FilePassword, e.FilePasscode = "", "", "", ""
		all[i] = e
	}
	return all
}

// MayMove tells whether a person's month can be closed by another group from a date on. e is as People says him.
func (m Masters) MayMove(e Employee, group string, from calendar.Date) bool {
	moved := e.Employee
	datedPerson.write(&moved, datedPerson.on(moved, from))
	for _, g := range m.Groups {
		if g.Code == group {
			moved.ClosingGroup = g.ID
		}
	}
	datedPerson.put(&moved, &e.Employee, from)
	return moving(moved, m.Groups) == nil
}
