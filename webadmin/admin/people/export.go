package people

import (
	"net/http"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company/staff"
	"github.com/dakoku/dakoku/webadmin/shell"
)

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
	attachment(v, "employees-"+string(a.On)+".csv")
	return staff.WriteThese(v.Response(), m, a.On, codes)
}

// example gives a list with nobody in it but one example.
func (p *Pages) example(v *shell.Visit) error {
	m, err := p.Settings.Settings(v.Request().Context(), v.Tenant.Code)
	if err != nil {
		return err
	}
	attachment(v, "employees-template.csv")
	return staff.Template(v.Response(), m, calendar.Date(p.Desk.Today(v)))
}

// allowed gives the values that the columns of a list take.
func (p *Pages) allowed(v *shell.Visit) error {
	m, err := p.Settings.Settings(v.Request().Context(), v.Tenant.Code)
	if err != nil {
		return err
	}
	attachment(v, "employees-values.csv")
	return staff.WriteAllowed(v.Response(), m, calendar.Date(p.Desk.Today(v)))
}

func attachment(v *shell.Visit, name string) {
	h := v.Response().Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	v.Response().WriteHeader(http.StatusOK)
}
