package desk

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Choosing lists what can be chosen of a company.
type Choosing = func(lang string, all company.File) []ui.Choice

// OrNone are choices with none before them.
func OrNone(of Choosing) Choosing {
	return func(lang string, all company.File) []ui.Choice {
		return append([]ui.Choice{{Label: locale.T(lang, "admin.desk.none")}}, of(lang, all)...)
	}
}

// Departments are listed as the tree they are, each by its path.
func Departments(_ string, all company.File) []ui.Choice {
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

// Sites are listed by their names.
func Sites(_ string, all company.File) []ui.Choice {
	var list []ui.Choice
	for _, s := range all.Sites {
		list = append(list, ui.Choice{Value: s.Code, Label: s.Name, Retired: s.Retired})
	}
	return list
}

// doors are the ways to punch a person or a site may be limited to.
var doors = []domain.Door{domain.LINE, domain.Chatwork, domain.Slack, domain.Me, domain.Web, domain.Card, domain.Beacon}

// Doors are the ways to punch, by their names.
func Doors(lang string, _ company.File) []ui.Choice {
	var list []ui.Choice
	for _, d := range doors {
		list = append(list, ui.Choice{Value: string(d), Label: locale.T(lang, "name.door."+string(d))})
	}
	return list
}
