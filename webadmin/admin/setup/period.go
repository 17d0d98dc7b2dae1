package setup

import (
	"cmp"
	"strconv"

	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// firstCode is the code of the first closing group and the first work pattern.
const firstCode = "1"

const endOfMonth = 31

// closingQuestion asks on which day a month's record is closed.
var closingQuestion = question{name: qClosing, notes: 2,
	fields: func(v *shell.Visit, m company.Masters) []ui.Field {
		g := closing.Group{Day: endOfMonth, Label: closing.ByClosing}
		if len(m.Groups) > 0 {
			g = m.Groups[0]
		}
		day := ui.Field{Name: "day", Label: v.T("setup.closing.day")}
		for n := 1; n < endOfMonth; n++ {
			day.Choices = append(day.Choices, ui.Choice{Value: strconv.Itoa(n), Label: v.T("setup.closing.on", "day", n), Chosen: n == g.Day})
		}
		last := ui.Choice{Value: strconv.Itoa(endOfMonth), Label: v.T("setup.closing.end"), Chosen: g.Day == endOfMonth}
		day.Choices = append([]ui.Choice{last}, day.Choices...)
		return []ui.Field{day, {Name: "label", Label: v.T("setup.closing.label"), Hint: v.T("setup.closing.label_hint"),
			Choices: choices(v, "setup.closing.label_", string(g.Label), string(closing.ByClosing), string(closing.ByStart))}}
	},
	take: func(v *shell.Visit, m company.Masters, f *company.File) (string, string) {
		day, err := strconv.Atoi(v.Text("day"))
		if err != nil || day < 1 || day > endOfMonth {
			return "day", v.T("setup.needed")
		}
		g := closing.Group{Code: firstCode}
		if len(m.Groups) > 0 {
			g = m.File("").Groups[0]
		}
		g.Day, g.Label = day, closing.Label(cmp.Or(v.Text("label"), string(closing.ByClosing)))
		if g.Label != closing.ByClosing && g.Label != closing.ByStart {
			return "label", v.T("setup.needed")
		}
		if g.Name == "" || m.Tenant.Setup.Open {
			g.Name = v.T("setup.closing.group", "day", day)
			if day == endOfMonth {
				g.Name = v.T("setup.closing.group_end")
			}
		}
		f.Groups = []closing.Group{g}
		f.Employees = lacking(m, func(e *company.Employee) bool {
			lacks := e.Group == ""
			e.Group = g.Code
			return lacks
		})
		return "", ""
	},
}

// lacking are the people whom fill gives something they had not.
func lacking(m company.Masters, fill func(*company.Employee) bool) []company.Employee {
	var list []company.Employee
	for _, e := range m.People("") {
		if fill(&e) {
			list = append(list, e)
		}
	}
	return list
}
