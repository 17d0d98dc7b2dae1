package people

import (
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company/staff"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// csv is what the lists of people are written as.
const csv = "text/csv; charset=utf-8"

// export writes the people of the list, in its order, as a list that can be imported again.
func (p *Pages) export(v *shell.Visit) error {
	a, err := p.ask(v, v.QueryParams())
	if err != nil {
		return err
	}
	codes, err := p.Directory.Codes(v.Request().Context(), a.Search)
	if err != nil {
		return err
	}
	m, err := p.Desk.Masters(v)
	if err != nil {
		return err
	}
	v.BeginFile(csv, "employees-"+string(a.On)+".csv")
	return v.EndFile(staff.WriteThese(v.Response(), m, a.On, codes))
}

// example gives a list with nobody in it but one example.
func (p *Pages) example(v *shell.Visit) error {
	m, err := p.Settings.Settings(v.Request().Context(), v.Tenant.Code)
	if err != nil {
		return err
	}
	v.BeginFile(csv, "employees-template.csv")
	return v.EndFile(staff.Template(v.Response(), m, calendar.Date(p.Desk.Today(v))))
}

// allowed gives the values that the columns of a list take.
func (p *Pages) allowed(v *shell.Visit) error {
	m, err := p.Settings.Settings(v.Request().Context(), v.Tenant.Code)
	if err != nil {
		return err
	}
	v.BeginFile(csv, "employees-values.csv")
	return v.EndFile(staff.WriteAllowed(v.Response(), m, calendar.Date(p.Desk.Today(v))))
}
