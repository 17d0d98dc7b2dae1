package records

import (
	"cmp"
	"maps"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// crew gathers everybody of the company: an administrator looks after all of them.
func (p *Pages) crew(v *shell.Visit) (crew.Crew, error) {
	ctx := v.Request().Context()
	people, err := p.People.Employees(ctx, v.Tenant.ID)
	if err != nil {
		return crew.Crew{}, err
	}
	departments, err := p.People.Departments(ctx, v.Tenant.ID)
	if err != nil {
		return crew.Crew{}, err
	}
	sites, err := p.People.Sites(ctx, v.Tenant.ID)
	if err != nil {
		return crew.Crew{}, err
	}
	groups, err := p.Groups.Groups(ctx, v.Tenant.ID)
	return crew.New(people, departments, sites, groups), err
}

// names are what some people are called, read at once.
func (p *Pages) names(v *shell.Visit, ids map[domain.ID]bool) (map[domain.ID]org.Employee, error) {
	delete(ids, "")
	people, err := p.People.EmployeesOf(v.Request().Context(), v.Tenant.ID, slices.Sorted(maps.Keys(ids)))
	found := make(map[domain.ID]org.Employee, len(people))
	for _, e := range people {
		found[e.ID] = e
	}
	return found, err
}

// monthOf is the month the address asks for, else that of today. NotFound: it is none.
func (p *Pages) monthOf(v *shell.Visit) (calendar.Month, error) {
	text := cmp.Or(v.FormValue("month"), string(calendar.MonthOf(v.Tenant.DateAt(p.Now()))))
	m, err := calendar.ParseMonth(text)
	if err != nil {
		return "", domain.Errorf(domain.NotFound, "records: %w", err)
	}
	return m, nil
}

// monthField chooses a month; browsers that have no such field take the text.
func monthField(v *shell.Visit, month calendar.Month) ui.Field {
	return ui.Field{Name: "month", Label: v.T("records.month"), Type: "month", Value: string(month), Max: 7}
}

// person is the address of somebody's month on the team's pages, personDay that of a day of it.
func person(id domain.ID, month calendar.Month) string {
	return "/team/person/" + string(id) + "?month=" + string(month)
}

func personDay(id domain.ID, date calendar.Date) string {
	return "/team/person/" + string(id) + "/day?date=" + string(date)
}

// choices are the choices of a field, each said by a text key.
func choices(v *shell.Visit, key, chosen string, values ...string) []ui.Choice {
	var list []ui.Choice
	for _, value := range values {
		list = append(list, ui.Choice{Value: value, Label: v.T(key + cmp.Or(value, "all")), Chosen: value == chosen})
	}
	return list
}
