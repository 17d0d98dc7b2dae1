package people

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// choosing lists what can be chosen of a company.
type choosing = func(lang string, all company.File) []ui.Choice

// choices are what the fields of people choose from, by the names the addresses have for them.
var choices = map[string]choosing{
	"department": departments,
	"site":       records(func(f company.File) []org.Site { return f.Sites }, func(s org.Site) ui.Choice { return ui.Choice{Value: s.Code, Label: s.Name, Retired: s.Retired} }),
	"group": records(func(f company.File) []closing.Group { return f.Groups }, func(g closing.Group) ui.Choice {
		return ui.Choice{Value: g.Code, Label: g.Name, Retired: g.Retired}
	}),
	"pattern": records(func(f company.File) []attendance.Pattern { return f.Patterns }, func(p attendance.Pattern) ui.Choice {
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

func records[T any](of func(company.File) []T, choice func(T) ui.Choice) choosing {
	return func(_ string, all company.File) []ui.Choice {
		var list []ui.Choice
		for _, record := range of(all) {
			list = append(list, choice(record))
		}
		return list
	}
}

// departments are listed as the tree they are, each by its path.
func departments(_ string, all company.File) []ui.Choice {
	below := map[string][]company.Department{}
	for _, d := range all.Departments {
		below[d.Parent] = append(below[d.Parent], d)
	}
	var list []ui.Choice
	var walk func(parent, path string)
	walk = func(parent, path string) {
		for _, d := range below[parent] {
			list = append(list, ui.Choice{Value: d.Code, Label: path + d.Name, Retired: d.Retired})
			if len(list) <= len(all.Departments) { // a loop in the tree ends it
				walk(d.Code, path+d.Name+" › ")
			}
		}
	}
	walk("", "")
	return list
}

// doors are the ways to punch a person may be allowed.
var doors = []domain.Door{domain.LINE, domain.Chatwork, domain.Slack, domain.Me, domain.Web, domain.Card, domain.Beacon}

// methods are the ways to punch, by their names.
func methods(lang string, _ company.File) []ui.Choice {
	var list []ui.Choice
	for _, d := range doors {
		list = append(list, ui.Choice{Value: string(d), Label: locale.T(lang, "name.door."+string(d))})
	}
	return list
}

// orNone puts "none" before some choices.
func orNone(key string, of choosing) choosing {
	return func(lang string, all company.File) []ui.Choice {
		return append([]ui.Choice{{Label: locale.T(lang, key)}}, of(lang, all)...)
	}
}

func groupID(m company.Masters, code string) domain.ID {
	return idOf(m.Groups, code, func(g closing.Group) (string, domain.ID) { return g.Code, g.ID })
}

func patternID(m company.Masters, code string) domain.ID {
	return idOf(m.Patterns, code, func(p attendance.Pattern) (string, domain.ID) { return p.Code, p.ID })
}
