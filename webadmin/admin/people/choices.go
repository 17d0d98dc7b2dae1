package people

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// choices are what the fields of people choose from, by the names the addresses have for them.
var choices = map[string]desk.Choosing{
	"department": desk.Departments,
	"site":       desk.Sites,
	"group": records(func(f company.File) []closing.Group { return f.Groups }, func(g closing.Group) ui.Choice {
		return ui.Choice{Value: g.Code, Label: g.Name, Retired: g.Retired}
	}),
	"pattern": records(func(f company.File) []worktime.Pattern { return f.Patterns }, func(p worktime.Pattern) ui.Choice {
		return ui.Choice{Value: p.Code, Label: p.Name, Retired: p.Retired}
	}),
	"permission": records(func(f company.File) []company.Permission { return f.Permissions }, func(g company.Permission) ui.Choice {
		return ui.Choice{Value: g.Code, Label: g.Name, Retired: g.Retired}
	}),
	"employment": desk.Words("people.employment", org.Employments...),
	"pay":        desk.Words("people.pay", org.PayForms...),
	"role":       desk.Words("people.role", domain.Owner, domain.Admin, domain.Manager, domain.Employee),
	"standing":   desk.Words("people.standing", org.Standings...),
	"reach":      desk.Words("people.reach", org.Reaches...),
}

func records[T any](of func(company.File) []T, choice func(T) ui.Choice) desk.Choosing {
	return func(_ string, all company.File) []ui.Choice {
		var list []ui.Choice
		for _, record := range of(all) {
			list = append(list, choice(record))
		}
		return list
	}
}

func groupID(m company.Masters, code string) domain.ID {
	return idOf(m.Groups, code, func(g closing.Group) (string, domain.ID) { return g.Code, g.ID })
}

func patternID(m company.Masters, code string) domain.ID {
	return idOf(m.Patterns, code, func(p worktime.Pattern) (string, domain.ID) { return p.Code, p.ID })
}
