package people

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/company/staff"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Columns is the page that asks what the columns of a list stand for, and from when it is to count.
type Columns struct {
	ui.Page
	Tabs   ui.Tabs
	Back   ui.Link
	Path   string
	Rows   []Title
	From   ui.Field
	Empty  ui.Field
	Faults []string
}

// Title is one column of the file: what stands in it, and what it is taken for.
type Title struct {
	Sample string
	Field  ui.Field
}

const samples = 3

func (p *Pages) columns(v *shell.Visit) error {
	u, err := p.waits(v)
	if err != nil {
		return err
	}
	return p.columnsPage(v, http.StatusOK, u, u.Choices, nil)
}

func (p *Pages) columnsPage(v *shell.Visit, status int, u company.Upload, c company.Choices, faults []string) error {
	titles, rows, err := staff.Head(bytes.NewReader(u.Content), u.Name, samples)
	if err != nil {
		return err
	}
	path := importPath + "/" + string(u.ID)
	page := Columns{Page: v.Page(v.T("people.columns")), Tabs: desk.Tabs(v, desk.People), Back: ui.Link{Path: importPath, Label: v.T("people.import")}, Path: path + "/columns", Faults: faults}
	for i, title := range titles {
		var seen []string
		for _, cells := range rows {
			if i < len(cells) && strings.TrimSpace(cells[i]) != "" {
				seen = append(seen, short(cells[i]))
			}
		}
		to, said := c.Columns[title]
		if !said && c.Columns == nil {
			to = string(staff.Guess(title))
		}
		f := ui.Field{Name: "column" + strconv.Itoa(i), Label: title, Choices: []ui.Choice{{Label: v.T("people.column_none")}}}
		if strings.TrimSpace(title) == "" {
			f.Label = v.T("people.column_nameless", "number", i+1)
		}
		for _, column := range staff.Titles() {
			f.Choices = append(f.Choices, ui.Choice{Value: string(column), Label: string(column), Chosen: string(column) == to})
		}
		page.Rows = append(page.Rows, Title{Sample: locale.List(v.Lang(), seen), Field: f})
	}
	from := c.From
	if from == "" {
		from = calendar.Date(p.Desk.Today(v))
	}
	page.From = ui.Field{Name: "from", Type: "date", Label: v.T("admin.desk.from"), Hint: v.T("people.import_from"), Value: string(from), Required: true}
	page.Empty = ui.Field{Name: "empty", Label: v.T("people.empty"), Choices: []ui.Choice{{Value: "keep", Label: v.T("people.empty_keep")},
		{Value: "clear", Label: v.T("people.empty_clear"), Chosen: c.EmptyClears}}}
	return v.Show(status, page)
}

// short is the beginning of a text.
func short(text string) string {
	const most = 20
	if letters := []rune(strings.TrimSpace(text)); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return strings.TrimSpace(text)
}

// columnsPost keeps what the columns stand for and shows what the list would do.
func (p *Pages) columnsPost(v *shell.Visit) error {
	u, err := p.waits(v)
	if err != nil {
		return err
	}
	titles, _, err := staff.Head(bytes.NewReader(u.Content), u.Name, 0)
	if err != nil {
		return err
	}
	c := company.Choices{Columns: map[string]string{}, EmptyClears: v.FormValue("empty") == "clear"}
	var faults []string
	used := map[string]bool{}
	for i, title := range titles {
		to := string(known(staff.Titles(), v.FormValue("column"+strconv.Itoa(i))))
		if to != "" && used[to] {
			faults = append(faults, v.T("people.column_twice", "column", to))
		}
		used[to] = true
		if c.Columns[title] == "" { // of two columns with one title the first that says something counts
			c.Columns[title] = to
		}
	}
	if !used[string(staff.Code)] {
		faults = append(faults, v.T("people.column_code", "column", staff.Code))
	}
	since, ok := from(v)
	if c.From = since; !ok {
		faults = append(faults, v.T("admin.desk.wrong.date"))
	}
	if len(faults) > 0 {
		return p.columnsPage(v, http.StatusUnprocessableEntity, u, c, faults)
	}
	if err := p.Uploads.ChooseUpload(v.Request().Context(), v.Tenant.ID, u.ID, c); err != nil {
		return err
	}
	return v.Go(importPath + "/" + string(u.ID))
}
