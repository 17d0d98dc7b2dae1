package team

import (
	"cmp"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// crew gathers whom the visitor may see, himself among them. A manager without a permission group sees nobody.
func (p *Pages) crew(v *shell.Visit) (crew.Crew, error) {
	people, err := p.Sight.Visible(v.Request().Context(), actor(v))
	if err != nil && !domain.Is(err, domain.Forbidden) {
		return crew.Crew{}, err
	}
	return p.crewOf(v, people)
}

// crewOf are people who were read already.
func (p *Pages) crewOf(v *shell.Visit, people []org.Employee) (crew.Crew, error) {
	ctx := v.Request().Context()
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

// asked is the month in the address, else that of today. NotFound: it is none.
func (p *Pages) asked(v *shell.Visit) (calendar.Month, error) {
	text := cmp.Or(v.QueryParam("month"), v.FormValue("month"))
	if text == "" {
		return calendar.MonthOf(v.Tenant.DateAt(p.Now())), nil
	}
	m, err := calendar.ParseMonth(text)
	if err != nil {
		return "", domain.Errorf(domain.NotFound, "team: %w", err)
	}
	return m, nil
}

// tabs are the pages of the team, the one at the path chosen.
func tabs(v *shell.Visit, here string) ui.Tabs {
	t := ui.Tabs{Label: v.T("team.tabs")}
	for _, x := range [][2]string{{teamPath, "presence"}, {queuePath, "queue"}, {monthPath, "month"}, {closingPath, "closing"}} {
		t.Links = append(t.Links, ui.Link{Path: x[0], Label: v.T("team.tab." + x[1]), Current: x[0] == here})
	}
	return t
}

// who finds one person the visitor may see. NotFound otherwise, as if there were none.
func (p *Pages) who(v *shell.Visit, id domain.ID) (org.Employee, error) {
	ctx := v.Request().Context()
	sees, err := p.Sight.Sees(ctx, actor(v), id)
	if err != nil && !domain.Is(err, domain.NotFound) && !domain.Is(err, domain.Forbidden) {
		return org.Employee{}, err
	}
	if !sees {
		return org.Employee{}, domain.Errorf(domain.NotFound, "team: %s is not for %s", id, v.Person.ID)
	}
	return p.People.Employee(ctx, v.Tenant.ID, id)
}
