package team

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// contentTypes are the forms a timesheet can be had in.
var contentTypes = map[string]string{"pdf": "application/pdf", "csv": "text/csv; charset=utf-8"}

// sheets prints the timesheets of a person, or of everybody the visitor may see and looks for.
func (p *Pages) sheets(v *shell.Visit) error {
	month, err := p.asked(v)
	if err != nil {
		return err
	}
	format := v.QueryParam("format")
	kind, known := contentTypes[format]
	if !known {
		return domain.Errorf(domain.NotFound, "team: timesheets are not printed as %q", format)
	}
	ctx := v.Request().Context()
	var people []org.Employee
	if id := domain.ID(v.QueryParam("person")); id != "" {
		e, err := p.who(v, id)
		if err != nil {
			return err
		}
		people = []org.Employee{e}
	} else {
		c, err := p.crew(v)
		if err != nil {
			return err
		}
		people = c.In(c.Narrow(v), month, domain.ID(v.QueryParam("group")))
	}
	if len(people) == 0 {
		return domain.Errorf(domain.NotFound, "team: nobody to print")
	}
	v.BeginFile(kind, "timesheet-"+string(month)+"."+format)
	return v.EndFile(p.Sheets.PrintAll(ctx, v.Response(), v.Tenant, people, month, format, v.Lang()))
}
