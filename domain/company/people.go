package company

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

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
