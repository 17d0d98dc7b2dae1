package team

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// perPage is how many people or requests stand on a page: what a thumb still scrolls through.
const perPage = 50

// crew is the people somebody may see, and the places they are told apart by.
type crew struct {
	people      []org.Employee // by code
	byID        map[domain.ID]org.Employee
	departments []org.Department
	names       map[domain.ID]string // of departments
	sites       []org.Site
}

// crew gathers whom the visitor may see, himself among them. A manager without a permission group sees nobody.
func (p *Pages) crew(v *shell.Visit) (crew, error) {
	people, err := p.Sight.Visible(v.Request().Context(), actor(v))
	if err != nil && !domain.Is(err, domain.Forbidden) {
		return crew{}, err
	}
	return p.crewOf(v, people)
}

// crewOf are people who were read already.
func (p *Pages) crewOf(v *shell.Visit, people []org.Employee) (crew, error) {
	ctx := v.Request().Context()
	c := crew{people: people, byID: map[domain.ID]org.Employee{}, names: map[domain.ID]string{}}
	for _, e := range people {
		c.byID[e.ID] = e
	}
	all, err := p.People.Departments(ctx, v.Tenant.ID)
	if err != nil {
		return c, err
	}
	sites, err := p.People.Sites(ctx, v.Tenant.ID)
	if err != nil {
		return c, err
	}
	here, there := map[domain.ID]bool{}, map[domain.ID]bool{}
	for _, e := range people {
		here[e.Department], there[e.Site] = true, true
	}
	for _, d := range all {
		c.names[d.ID] = d.Name
		for below := range org.Below(all, []domain.ID{d.ID}) {
			if here[below] {
				c.departments = append(c.departments, d)
				break
			}
		}
	}
	c.sites = slices.DeleteFunc(sites, func(s org.Site) bool { return !there[s.ID] })
	return c, nil
}

// narrow keeps the people the visitor looks for: by name or code, department with all below it, and site.
func (c crew) narrow(v *shell.Visit, people []org.Employee) []org.Employee {
	words := strings.Fields(fold(v.QueryParam("q")))
	var below map[domain.ID]bool
	department, site := domain.ID(v.QueryParam("department")), domain.ID(v.QueryParam("site"))
	if department != "" {
		below = org.Below(c.departments, []domain.ID{department})
	}
	var kept []org.Employee
	for _, e := range people {
		text := ""
		if len(words) > 0 {
			text = fold(strings.Join([]string{e.Code, e.Name, e.Kana, e.Romaji}, "\n"))
		}
		found := !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
		if found && (department == "" || below[e.Department]) && (site == "" || e.Site == site) {
			kept = append(kept, e)
		}
	}
	return kept
}

// fold is a text as it is searched: カタカナ and ひらがな, ＡＢＣ and abc are alike.
func fold(s string) string {
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

// filter is the form that narrows the people of a page; more are fields before the usual ones, kept what else stands in
// the address.
func (c crew) filter(v *shell.Visit, page ui.Page, path string, more []ui.Field, kept ...string) ui.Filter {
	f := ui.Filter{Page: page, Path: path, Fields: append(more, ui.Field{Name: "q", Label: v.T("team.search"), Type: "search", Value: v.QueryParam("q"), Max: 100})}
	if len(c.departments) > 1 {
		d := ui.Field{Name: "department", Label: v.T("team.department"), Choices: []ui.Choice{{Label: v.T("team.all")}}}
		for _, x := range c.departments {
			d.Choices = append(d.Choices, ui.Choice{Value: string(x.ID), Label: x.Name, Chosen: string(x.ID) == v.QueryParam("department")})
		}
		f.Fields = append(f.Fields, d)
	}
	if len(c.sites) > 1 {
		s := ui.Field{Name: "site", Label: v.T("team.site"), Choices: []ui.Choice{{Label: v.T("team.all")}}}
		for _, x := range c.sites {
			s.Choices = append(s.Choices, ui.Choice{Value: string(x.ID), Label: x.Name, Chosen: string(x.ID) == v.QueryParam("site")})
		}
		f.Fields = append(f.Fields, s)
	}
	for _, name := range kept {
		if value := v.QueryParam(name); value != "" {
			f.Kept = append(f.Kept, ui.Choice{Value: name, Label: value})
		}
	}
	return f
}

// cut is the part of a list that stands on the visited page, and the way through it.
func cut[T any](v *shell.Visit, page ui.Page, path string, list []T) ([]T, ui.Paging) {
	paging := leaf(v, page, path, len(list), perPage)
	return list[(paging.At-1)*perPage : min(paging.At*perPage, len(list))], paging
}

// leaf is the way through a list of which only the visited page was read; size is how much stands on it.
func leaf(v *shell.Visit, page ui.Page, path string, total, size int) ui.Paging {
	pages := max(1, (total+size-1)/size)
	query := url.Values{}
	for name, values := range v.QueryParams() {
		if name != "page" && len(values[0]) <= 100 {
			query.Set(name, values[0])
		}
	}
	return ui.Paging{Page: page, At: min(asksPage(v), pages), Pages: pages, Total: total, Path: path, Query: query}
}

// asksPage is the page that the address names, the first where it names none.
func asksPage(v *shell.Visit) int {
	at, _ := strconv.Atoi(v.QueryParam("page"))
	return max(at, 1)
}

// with is the visited address with a part of its query changed; it begins at the first page again.
func with(v *shell.Visit, path string, pairs ...string) string {
	query := url.Values{}
	for name, values := range v.QueryParams() {
		if name != "page" && values[0] != "" && len(values[0]) <= 100 {
			query.Set(name, values[0])
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		query.Set(pairs[i], pairs[i+1])
		if pairs[i+1] == "" {
			query.Del(pairs[i])
		}
	}
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

// asked is the month in the address, else that of today. NotFound: it is none.
func (p *Pages) asked(v *shell.Visit) (calendar.Month, error) {
	text := cmp.Or(v.QueryParam("month"), v.FormValue("month"))
	if text == "" {
		return calendar.MonthOf(v.Tenant.DateAt(p.Now())), nil
	}
	m, err := calendar.ParseMonth(text)
	if err != nil {
		return "", domain.Errorf(domain.NotFound, "team: %w", err)
	}
	return m, nil
}

// tabs are the pages of the team, the one at the path chosen.
func tabs(v *shell.Visit, here string) ui.Tabs {
	t := ui.Tabs{Label: v.T("team.tabs")}
	for _, x := range [][2]string{{teamPath, "presence"}, {queuePath, "queue"}, {monthPath, "month"}, {closingPath, "closing"}} {
		t.Links = append(t.Links, ui.Link{Path: x[0], Label: v.T("team.tab." + x[1]), Current: x[0] == here})
	}
	return t
}

// who finds one person the visitor may see. NotFound otherwise, as if there were none.
func (p *Pages) who(v *shell.Visit, id domain.ID) (org.Employee, error) {
	ctx := v.Request().Context()
	sees, err := p.Sight.Sees(ctx, actor(v), id)
	if err != nil && !domain.Is(err, domain.NotFound) && !domain.Is(err, domain.Forbidden) {
		return org.Employee{}, err
	}
	if !sees {
		return org.Employee{}, domain.Errorf(domain.NotFound, "team: %s is not for %s", id, v.Person.ID)
	}
	return p.People.Employee(ctx, v.Tenant.ID, id)
}
