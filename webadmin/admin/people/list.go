package people

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// perPage is how many people stand on a page.
const perPage = 100

// List is a company's people, narrowed, in an order, a page at a time.
type List struct {
	ui.Page
	Tabs     ui.Tabs
	Links    []ui.Link
	Sought   []ui.Field // what is searched for
	Filter   ui.Filter  // and what else narrows the list
	Narrowed bool
	Form     string
	Found    string
	Query    string // what narrows and orders, for what is done with all that were found
	Columns  []Column
	Rows     []Row
	All      string // chooses all that were found, where they do not stand on one page
	Export   string
	Paging   ui.Paging
	Empty    ui.Empty
}

// Column is the head of a column, which sorts by it, and the other way round the second time.
type Column struct {
	Label, Path string
	Sorted      string // aria-sort; empty: not by it
}

// Row is one person of the list.
type Row struct {
	ID               domain.ID
	Name, Kana, Code string
	Path             string
	Department       string
	Role             string
	Hired            string
	State            ui.Badge
	Chat             ui.Badge
}

// heads are the columns and what they sort by.
var heads = []org.Order{org.ByKana, org.ByCode, org.ByDepartment, org.ByRole, org.ByHired}

func (p *Pages) list(v *shell.Visit) error {
	a, err := p.ask(v, v.QueryParams())
	if err != nil {
		return err
	}
	people, paging, err := p.page(v, a, desk.People)
	if err != nil {
		return err
	}
	page := List{Page: v.Page(v.T("admin.tab.people")), Tabs: desk.Tabs(v, desk.People), Form: v.NewForm(), Query: a.query.Encode(), Paging: paging,
		Found: v.T("people.found", "count", paging.Total), Export: a.address(exportPath)}
	page.Wide, page.Paging.Page = true, page.Page
	page.Links = []ui.Link{{Path: newPath, Label: v.T("people.new")}, {Path: importPath, Label: v.T("people.import")}, {Path: linkingPath, Label: v.T("people.linking")}}
	page.Filter = a.filter(v, page.Page, desk.People, "department", "site", "group", "pattern", "permission", "employment", "pay", "role", "standing", "reach")
	page.Sought, page.Filter.Fields = page.Filter.Fields[:1], page.Filter.Fields[1:]
	page.Narrowed = slices.ContainsFunc(page.Filter.Fields, func(f ui.Field) bool { return a.query.Get(f.Name) != "" })
	for _, by := range heads {
		page.Columns = append(page.Columns, a.column(v, by))
	}
	if paging.Total > len(people) {
		page.All = v.T("people.choose_all", "count", paging.Total)
	}
	if page.Rows, err = p.rows(v, a, people); err != nil {
		return err
	}
	page.Empty = ui.Empty{Title: v.T("people.nobody"), Line: v.T("people.nobody_line"), To: ui.Link{Path: importPath, Label: v.T("people.import")}}
	if a.narrowed() {
		page.Empty = ui.Empty{Title: v.T("people.none"), Line: v.T("people.none_line"), To: ui.Link{Path: desk.People, Label: v.T("people.show_all")}}
	}
	return v.Show(http.StatusOK, page)
}

// page reads the visited page of a list.
func (p *Pages) page(v *shell.Visit, a asked, path string) ([]org.Employee, ui.Paging, error) {
	ctx := v.Request().Context()
	at, _ := strconv.Atoi(v.QueryParam("page"))
	at = max(at, 1)
	people, total, err := p.Directory.Page(ctx, a.Search, (at-1)*perPage, perPage)
	pages := max(1, (total+perPage-1)/perPage)
	if err == nil && at > pages {
		at = pages
		people, total, err = p.Directory.Page(ctx, a.Search, (at-1)*perPage, perPage)
	}
	return people, ui.Paging{At: at, Pages: pages, Total: total, Path: path, Query: a.query}, err
}

func (a asked) column(v *shell.Visit, by org.Order) Column {
	c := Column{Label: v.T("people.column." + string(by)), Path: a.address(desk.People, "sort", string(by), "down", "")}
	if a.Order == by || a.Order == "" && by == org.ByCode {
		c.Sorted = "ascending"
		if a.Down {
			c.Sorted = "descending"
		} else {
			c.Path = a.address(desk.People, "sort", string(by), "down", "1")
		}
	}
	return c
}

// rows are people as the list has them, as they are today.
func (p *Pages) rows(v *shell.Visit, a asked, people []org.Employee) ([]Row, error) {
	accounts, err := p.accounts(v, people)
	if err != nil {
		return nil, err
	}
	names := map[domain.ID]string{}
	for _, d := range a.m.Departments {
		names[d.ID] = d.Name
	}
	var rows []Row
	for _, e := range people {
		rows = append(rows, Row{ID: e.ID, Name: e.DisplayName(v.Lang()), Kana: e.Kana, Code: e.Code, Path: desk.People + "/" + string(e.ID),
			Department: names[e.On(a.On).Department], Role: v.T("people.role." + string(e.Role)), Hired: string(e.Hired),
			State: standing(v, e.Standing(a.On)), Chat: reached(v, accounts[e.ID])})
	}
	return rows, nil
}

// accounts are the chat accounts of people, by whom they belong to.
func (p *Pages) accounts(v *shell.Visit, people []org.Employee) (map[domain.ID][]org.ChatAccount, error) {
	ids := make([]domain.ID, len(people))
	for i, e := range people {
		ids[i] = e.ID
	}
	all, err := p.Directory.AccountsOfAll(v.Request().Context(), v.Tenant.ID, ids)
	by := map[domain.ID][]org.ChatAccount{}
	for _, a := range all {
		by[a.Employee] = append(by[a.Employee], a)
	}
	return by, err
}

func standing(v *shell.Visit, s org.Standing) ui.Badge {
	state := map[org.Standing]string{org.Working: "in", org.Joining: "away", org.Gone: "out", org.Barred: "needs"}[s]
	mark := map[org.Standing]string{org.Working: "● ", org.Joining: "◌ ", org.Gone: "○ ", org.Barred: "! "}[s]
	return ui.Badge{State: state, Word: mark + v.T("people.standing."+string(s))}
}

// reached says whether somebody can be told something in chat.
func reached(v *shell.Visit, accounts []org.ChatAccount) ui.Badge {
	for _, a := range accounts {
		if !a.Unreachable {
			return ui.Badge{State: "in", Word: "✓ " + v.T("people.reach.linked")}
		}
	}
	if len(accounts) > 0 {
		return ui.Badge{State: "needs", Word: "! " + v.T("people.reach.unreachable")}
	}
	return ui.Badge{State: "out", Word: "○ " + v.T("people.reach.unlinked")}
}
