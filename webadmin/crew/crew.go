// Package crew is lists of people on pages: narrowed by what the visitor looks for and cut into pages. Whose records he
// may see it is told.
package crew

import (
	"net/url"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Crew is the people somebody may see, and the places they are told apart by.
type Crew struct {
	People      []org.Employee // by code
	Departments []org.Department
	Sites       []org.Site
	Groups      []closing.Group
	Names       map[domain.ID]string // of departments
}

// New gathers people with those of the company's places that they are of.
func New(people []org.Employee, departments []org.Department, sites []org.Site, groups []closing.Group) Crew {
	c := Crew{People: people, Groups: groups, Names: map[domain.ID]string{}}
	here, there := map[domain.ID]bool{}, map[domain.ID]bool{}
	for _, e := range people {
		here[e.Department], there[e.Site] = true, true
	}
	for _, d := range departments {
		c.Names[d.ID] = d.Name
		for below := range org.Below(departments, []domain.ID{d.ID}) {
			if here[below] {
				c.Departments = append(c.Departments, d)
				break
			}
		}
	}
	c.Sites = slices.DeleteFunc(slices.Clone(sites), func(s org.Site) bool { return !there[s.ID] })
	return c
}

// Narrow keeps the people the visitor looks for: by name or code, department with all below it, and site.
func (c Crew) Narrow(v *shell.Visit) []org.Employee {
	words := strings.Fields(Fold(v.FormValue("q")))
	var below map[domain.ID]bool
	department, site := domain.ID(v.FormValue("department")), domain.ID(v.FormValue("site"))
	if department != "" {
		below = org.Below(c.Departments, []domain.ID{department})
	}
	var kept []org.Employee
	for _, e := range c.People {
		if Finds(words, e.Code, e.Name, e.Kana, e.Romaji) && (department == "" || below[e.Department]) && (site == "" || e.Site == site) {
			kept = append(kept, e)
		}
	}
	return kept
}

// In keeps those of them who are of a month and, where one is asked for, of a closing group.
func (c Crew) In(people []org.Employee, month calendar.Month, group domain.ID) []org.Employee {
	return slices.DeleteFunc(slices.Clone(people), func(e org.Employee) bool {
		course := closing.Of(c.Groups, e)
		period := course.Period(month)
		here := (e.Active || e.Left >= period.From) && (e.Hired == "" || e.Hired <= period.To)
		return !here || group != "" && course.In(month).ID != group
	})
}

// Fold is a text as it is searched: カタカナ and ひらがな, ＡＢＣ and abc are alike.
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'ァ' && r <= 'ヶ':
			return r - 'ァ' + 'ぁ'
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '　':
			return ' '
		}
		return r
	}, strings.ToLower(s))
}

// Finds tells whether every word, folded, stands somewhere in the texts.
func Finds(words []string, texts ...string) bool {
	if len(words) == 0 {
		return true
	}
	text := Fold(strings.Join(texts, "\n"))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

// Has tells whether somebody is one of them.
func (c Crew) Has(id domain.ID) bool {
	return slices.ContainsFunc(c.People, func(e org.Employee) bool { return e.ID == id })
}

// Filter is the form that narrows the people of a page; more are fields before the usual ones, kept what else stands in
// the address and stays.
func (c Crew) Filter(v *shell.Visit, page ui.Page, path string, more []ui.Field, kept ...string) ui.Filter {
	f := ui.Filter{Page: page, Path: path, Fields: append(more, c.Fields(v)...)}
	for _, name := range kept {
		if value := v.QueryParam(name); value != "" {
			f.Kept = append(f.Kept, ui.Choice{Value: name, Label: value})
		}
	}
	return f
}

// Fields are the fields that narrow people: a word, and places where there are several.
func (c Crew) Fields(v *shell.Visit) []ui.Field {
	list := []ui.Field{{Name: "q", Label: v.T("team.search"), Type: "search", Value: v.FormValue("q"), Max: 100}}
	if len(c.Departments) > 1 {
		list = append(list, choose(v, "department", v.T("team.department"), c.Departments, func(d org.Department) (domain.ID, string) { return d.ID, d.Name }))
	}
	if len(c.Sites) > 1 {
		list = append(list, choose(v, "site", v.T("team.site"), c.Sites, func(s org.Site) (domain.ID, string) { return s.ID, s.Name }))
	}
	return list
}

// GroupField chooses a closing group where there are several; nothing where there are not. A retired one is among them
// while somebody is, or was, in it.
func (c Crew) GroupField(v *shell.Visit) []ui.Field {
	used := map[domain.ID]bool{domain.ID(v.FormValue("group")): true}
	for _, e := range c.People {
		used[e.ClosingGroup] = true
		for _, a := range e.Versions {
			used[a.ClosingGroup] = true
		}
	}
	groups := slices.DeleteFunc(slices.Clone(c.Groups), func(g closing.Group) bool { return g.Retired && !used[g.ID] })
	if len(groups) < 2 {
		return nil
	}
	return []ui.Field{choose(v, "group", v.T("team.group"), groups, func(g closing.Group) (domain.ID, string) { return g.ID, g.Name })}
}

func choose[T any](v *shell.Visit, name, label string, all []T, of func(T) (domain.ID, string)) ui.Field {
	f := ui.Field{Name: name, Label: label, Choices: []ui.Choice{{Label: v.T("team.all")}}}
	for _, x := range all {
		id, said := of(x)
		f.Choices = append(f.Choices, ui.Choice{Value: string(id), Label: said, Chosen: string(id) == v.FormValue(name)})
	}
	return f
}

// Whose is what the visit asks for of the people, as a query; the same people are the same text.
func Whose(v *shell.Visit) string {
	query := url.Values{}
	for _, name := range []string{"group", "department", "site", "q"} {
		if value := v.FormValue(name); value != "" && len(value) <= 100 {
			query.Set(name, value)
		}
	}
	return query.Encode()
}

// Said is such a query in words; empty: everybody.
func (c Crew) Said(v *shell.Visit, whose string) string {
	query, err := url.ParseQuery(whose)
	if err != nil || whose == "" {
		return v.T("records.everybody")
	}
	var words []string
	for _, g := range c.Groups {
		if string(g.ID) == query.Get("group") {
			words = append(words, g.Name)
		}
	}
	if name := c.Names[domain.ID(query.Get("department"))]; name != "" {
		words = append(words, name)
	}
	for _, s := range c.Sites {
		if string(s.ID) == query.Get("site") {
			words = append(words, s.Name)
		}
	}
	if q := query.Get("q"); q != "" {
		words = append(words, "「"+q+"」")
	}
	return strings.Join(words, " ")
}
