package records

import (
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// dayFile is the day of everybody that is looked for, as a file.
func (p *Pages) dayFile(v *shell.Visit) error {
	date, err := p.dateOf(v)
	if err != nil {
		return err
	}
	state, known := states[v.QueryParam("state")]
	if !known {
		return domain.Errorf(domain.NotFound, "records: no day is %q", v.QueryParam("state"))
	}
	c, err := p.crew(v)
	if err != nil {
		return err
	}
	t := teller(v)
	titles := []string{t.T("records.code"), t.T("records.name"), t.T("team.department"), t.T("records.date")}
	for _, name := range []string{"in", "out", "break", "worked", "ot", "problems"} {
		titles = append(titles, t.T("records.column."+name))
	}
	out := crew.NewTable(v, "day-"+string(date), titles...)
	return out.Close(p.eachDay(v.Request().Context(), v.Tenant.ID, c, date, p.thatDay(v, c, date), func(e org.Employee, d worktime.Day) error {
		if !state(d) {
			return nil
		}
		row := append([]string{e.Code, e.Name, c.Names[e.Department], string(date)}, cells(t, d)...)
		var said []string
		for _, m := range marks(t, d) {
			said = append(said, m.Word)
		}
		return out.Row(append(row, strings.Join(said, " "))...)
	}))
}
