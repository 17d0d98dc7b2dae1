package team

import (
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// monthFile is the month of everybody the visitor looks for as a file, all pages of it.
func (p *Pages) monthFile(v *shell.Visit) error {
	month, err := p.asked(v)
	if err != nil {
		return err
	}
	c, err := p.crew(v)
	if err != nil {
		return err
	}
	waiting, err := p.waiting(v, c.Groups, month)
	if err != nil {
		return err
	}
	t := teller(v)
	titles := []string{t.T("team.code"), t.T("team.column.name"), t.T("team.department")}
	for _, name := range columns[1:] {
		titles = append(titles, t.T("team.column."+name))
	}
	out := crew.NewTable(v, "month-"+string(month), append(titles, t.T("team.locked"))...)
	people := c.In(c.Narrow(v), month, domain.ID(v.QueryParam("group")))
	return out.Close(p.Records.Each(v.Request().Context(), v.Tenant.ID, month, people, false, p.Now(), func(e org.Employee, m worktime.Aggregate) error {
		r := reckoned{e, m, len(waiting[e.ID])}
		s, locked := figures(r), ""
		if m.Locked > 0 {
			locked = strconv.Itoa(m.Locked)
		}
		return out.Row(e.Code, e.Name, c.Names[e.Department], s.Days, s.Worked, s.OT, s.Night, s.Late, s.Problems, s.Waiting, locked)
	}))
}
