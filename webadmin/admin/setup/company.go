package setup

import (
	"strings"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// nameQuestion asks the company's name and when its days end.
var nameQuestion = question{name: qName, notes: 1,
	fields: func(v *shell.Visit, m company.Masters) []ui.Field {
		return []ui.Field{
			{Name: "name", Label: v.T("setup.company.name"), Value: m.Tenant.Name, Required: true, Max: 80},
			{Name: "boundary", Label: v.T("setup.company.boundary"), Hint: v.T("setup.company.boundary_hint"), Value: m.Tenant.Boundary.String(), Max: 5, Required: true, Mode: "numeric"},
		}
	},
	take: func(v *shell.Visit, _ company.Masters, f *company.File) (string, string) {
		f.Tenant.Name = v.Text("name")
		if f.Tenant.Name == "" {
			return "name", v.T("setup.needed")
		}
		at, ok := clock(v.Text("boundary"))
		if !ok || at >= 24*60 {
			return "boundary", v.T("setup.clock")
		}
		f.Tenant.Boundary = at
		return "", ""
	},
}

// clock reads a time of a form: 9:00, 09:00, 0900.
func clock(s string) (calendar.Clock, bool) {
	if len(s) == 4 && !strings.Contains(s, ":") {
		s = s[:2] + ":" + s[2:]
	}
	c, err := calendar.ParseClock(s)
	return c, err == nil
}
