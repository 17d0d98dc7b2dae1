package masters

import (
	"net/http"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Overview is all masters, each with what there is of it.
type Overview struct {
	ui.Page
	Tabs   ui.Tabs
	Groups []Cards
	File   ui.Link // the company as a company file
}

// Cards are the masters that belong together.
type Cards struct {
	Title string
	Cards []Card
}

// Card is one master: where it is kept, what it is for, and what there is.
type Card struct {
	ui.Link
	About, Said string
}

// groupNames are the headings of sections.
var groupNames = []string{"masters.group_people", "masters.group_time", "masters.group_requests", "masters.group_doors"}

func (p *Pages) overview(v *shell.Visit) error {
	m, err := p.Desk.Masters(v)
	if err != nil {
		return err
	}
	all := m.File(calendar.Date(p.Desk.Today(v)))
	page := Overview{Page: v.Page(v.T("admin.tab.masters")), Tabs: desk.Tabs(v, desk.Masters), File: ui.Link{Path: filePath, Label: v.T("masters.file.get")}}
	page.Wide = true
	for i, group := range sections() {
		cards := Cards{Title: v.T(groupNames[i])}
		for _, s := range group {
			cards.Cards = append(cards.Cards, s.card(v, m, all))
		}
		page.Groups = append(page.Groups, cards)
	}
	return v.Show(http.StatusOK, page)
}
