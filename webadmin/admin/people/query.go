package people

import (
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"

	"net/url"
)

// asked is what the address of a list asks for, and what it is named by.
type asked struct {
	org.Search
	query url.Values // only what narrows or orders
	all   company.File
	m     company.Masters
}

// narrowing are the names in an address that narrow a list of people.
var narrowing = []string{"q", "department", "site", "group", "pattern", "permission", "employment", "pay", "role", "standing", "reach"}

// ask reads a query. A code that names nothing finds nobody.
func (p *Pages) ask(v *shell.Visit, query url.Values) (asked, error) {
	m, err := p.Settings.Settings(v.Request().Context(), v.Tenant.Code)
	if err != nil {
		return asked{}, err
	}
	today := calendar.Date(p.Desk.Today(v))
	a := asked{m: m, all: m.File(today), query: url.Values{}, Search: org.Search{Tenant: v.Tenant.ID, On: today}}
	for _, name := range append([]string{"sort", "down"}, narrowing...) {
		if value := query.Get(name); value != "" && len(value) <= 100 {
			a.query.Set(name, value)
		}
	}
	get := a.query.Get
	a.Words = strings.Fields(strings.ReplaceAll(get("q"), "　", " "))
	if code := get("department"); code != "" {
		a.Departments = []domain.ID{"-"}
		for id := range org.Below(m.Departments, []domain.ID{idOf(m.Departments, code, func(d org.Department) (string, domain.ID) { return d.Code, d.ID })}) {
			a.Departments = append(a.Departments, id)
		}
		slices.Sort(a.Departments)
	}
	a.Site = idOf(m.Sites, get("site"), func(s org.Site) (string, domain.ID) { return s.Code, s.ID })
	a.Group = groupID(m, get("group"))
	a.Pattern = patternID(m, get("pattern"))
	a.Permission = idOf(m.Permissions, get("permission"), func(g org.PermissionGroup) (string, domain.ID) { return g.Code, g.ID })
	a.Employment, a.PayForm, a.Role = org.Employment(get("employment")), org.PayForm(get("pay")), domain.Role(get("role"))
	a.Standing, a.Reach = known(org.Standings, get("standing")), known(org.Reaches, get("reach"))
	a.Order, a.Down = known(org.Orders, get("sort")), get("down") != ""
	return a, nil
}

// known is a word if it is one of those there are.
func known[T ~string](all []T, word string) T {
	if slices.Contains(all, T(word)) {
		return T(word)
	}
	return ""
}

// idOf is the id of a record by its code; "-", which nothing has, where the code names none.
func idOf[T any](all []T, code string, of func(T) (string, domain.ID)) domain.ID {
	if code == "" {
		return ""
	}
	for _, record := range all {
		if its, id := of(record); its == code {
			return id
		}
	}
	return "-"
}

// address is a path with what narrows and orders the list.
func (a asked) address(path string, pairs ...string) string {
	q := url.Values{}
	for name, values := range a.query {
		q[name] = values
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if q.Set(pairs[i], pairs[i+1]); pairs[i+1] == "" {
			q.Del(pairs[i])
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// narrowed tells whether anything narrows the list.
func (a asked) narrowed() bool {
	return slices.ContainsFunc(narrowing, func(name string) bool { return a.query.Get(name) != "" })
}

// filter is the form that narrows the list by some of its fields.
func (a asked) filter(v *shell.Visit, page ui.Page, path string, names ...string) ui.Filter {
	f := ui.Filter{Page: page, Path: path, Fields: []ui.Field{{Name: "q", Label: v.T("people.search"), Type: "search", Value: a.query.Get("q"), Max: 100}}}
	for _, name := range names {
		options := choices[name](v.Lang(), a.all)
		if len(options) < 2 {
			continue
		}
		field := ui.Field{Name: name, Label: v.T("people.by." + name), Choices: []ui.Choice{{Label: v.T("people.all")}}}
		for _, o := range options {
			if o.Chosen = o.Value == a.query.Get(name); o.Retired && !o.Chosen {
				continue
			}
			field.Choices = append(field.Choices, o)
		}
		f.Fields = append(f.Fields, field)
	}
	for _, name := range []string{"sort", "down"} {
		if value := a.query.Get(name); value != "" {
			f.Kept = append(f.Kept, ui.Choice{Value: name, Label: value})
		}
	}
	return f
}
