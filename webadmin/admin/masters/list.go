package masters

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// List is all records of a kind.
type List struct {
	ui.Page
	Tabs    ui.Tabs
	Back    ui.Link
	About   string
	Add     ui.Link
	Search  ui.Search
	Columns []Column
	Rows    []Row
	Paging  ui.Paging
	Empty   ui.Empty
}

// Column is the head of a column, which sorts by it.
type Column struct {
	Label, Path string
	Current     bool
}

// Row is a record in its list.
type Row struct {
	Name, Code, Path string
	Depth            int // in a tree
	Cells            []string
	Gone             *ui.Badge // it is retired
	sort             []string
}

// Indent is the mark of a record that stands below another.
func (r Row) Indent() string { return strings.Repeat("— ", r.Depth) }

func (k kind[T, S]) show(p *Pages, v *shell.Visit) error {
	m, err := p.Desk.Masters(v)
	if err != nil {
		return err
	}
	today := calendar.Date(p.Desk.Today(v))
	all, title := m.File(today), v.T("masters."+k.name)
	page := List{Page: v.Page(title), Tabs: desk.Tabs(v, desk.Masters), Back: ui.Link{Path: desk.Masters, Label: v.T("admin.tab.masters")},
		About: v.T("masters." + k.name + ".about"), Add: ui.Link{Path: k.path() + "/new", Label: v.T("masters.new", "what", title)}}
	page.Wide = true
	page.Search = ui.Search{Page: page.Page, Path: k.path(), Value: v.QueryParam("q"), Label: v.T("masters.search")}
	heads := append([]string{"name"}, k.columns...)
	if k.uses != nil {
		heads = append(heads, "people")
	}
	by := max(slices.Index(heads, v.QueryParam("sort")), -1)
	for i, head := range heads {
		key := k.form.Key + "." + head
		if head == "people" {
			key = "masters.people"
		}
		page.Columns = append(page.Columns, Column{Label: v.T(key), Path: crew.With(v, k.path(), "sort", head), Current: i == by})
	}
	rows := k.rows(v, m, all, today)
	words := strings.Fields(crew.Fold(v.QueryParam("q")))
	rows = slices.DeleteFunc(rows, func(r Row) bool { return !crew.Finds(words, r.Name, r.Code) })
	if by >= 0 {
		slices.SortStableFunc(rows, func(a, b Row) int { return cmp.Compare(a.sort[by], b.sort[by]) })
	}
	if by >= 0 || len(words) > 0 {
		for i := range rows {
			rows[i].Depth = 0
		}
	}
	page.Rows, page.Paging = crew.Cut(v, page.Page, k.path(), rows)
	page.Empty = ui.Empty{Title: v.T("masters.empty"), Line: v.T("masters." + k.name + ".about"), To: page.Add}
	if len(words) > 0 {
		page.Empty = ui.Empty{Title: v.T("masters.nothing"), Line: v.T("masters.nothing.line"), To: ui.Link{Path: k.path(), Label: v.T("masters.all")}}
	}
	return v.Show(http.StatusOK, page)
}

// rows are all records: as a tree, or by their codes; what is retired comes last.
func (k kind[T, S]) rows(v *shell.Visit, m company.Masters, all company.File, today calendar.Date) []Row {
	list, stored, used := k.list(all), *k.stored(&m), map[domain.ID]int{}
	if k.uses != nil {
		for _, e := range m.Employees {
			for _, id := range k.uses(e.On(today)) {
				used[id]++
			}
		}
	}
	order, depth := make([]int, len(list)), make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	if k.tree != nil {
		order, depth = k.tree(list)
	}
	var rows, gone []Row
	for _, i := range order {
		id, code := k.key(stored[i])
		row := Row{Name: k.title(list[i]), Code: code, Path: k.path() + "/" + string(id), Depth: depth[i]}
		row.sort = []string{row.Name}
		typed := k.form.Of(list[i])
		for _, name := range k.columns {
			row.Cells = append(row.Cells, k.form.Word(v.Lang(), all, name, typed))
			row.sort = append(row.sort, sortable(strings.Join(typed[name], " ")))
		}
		if k.uses != nil {
			row.Cells = append(row.Cells, strconv.Itoa(used[id]))
			row.sort = append(row.sort, sortable(strconv.Itoa(used[id])))
		}
		if k.retired(list[i]) {
			row.Gone = &ui.Badge{State: "out", Word: "○ " + v.T("masters.retired")}
			gone = append(gone, row)
			continue
		}
		rows = append(rows, row)
	}
	return append(rows, gone...)
}

// sortable is a text of which figures and times sort as numbers do.
func sortable(s string) string {
	if n := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }); n > 0 || n < 0 && s != "" {
		if n < 0 {
			n = len(s)
		}
		return strings.Repeat("0", max(0, 8-n)) + s
	}
	return s
}
