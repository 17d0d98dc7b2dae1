package notices

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Lists are audiences kept under names (保存した宛先).
type Lists struct {
	ui.Page
	Tabs   ui.Tabs
	Filter ui.Filter
	Rows   []Roll
	Paging ui.Paging
	Empty  ui.Empty
}

// Roll is one list.
type Roll struct {
	ID             domain.ID
	Name, Audience string
	Revision       int
	Own            bool // the visitor may delete it
}

func (p *Pages) lists(v *shell.Visit) error {
	w, err := p.places(v)
	if err != nil {
		return err
	}
	page := Lists{Page: v.Page(v.T("notices.lists")), Tabs: p.tabs(v, listsPath),
		Empty: ui.Empty{Title: v.T("notices.lists_none"), Line: v.T("notices.lists_none_why"), To: ui.Link{Path: newPath, Label: v.T("notices.write")}}}
	page.Filter = ui.Filter{Page: page.Page, Path: listsPath, Fields: []ui.Field{search(v)}}
	q := crew.Fold(words(v))
	if q != "" {
		page.Empty = notFound(v, listsPath)
	}
	found := slices.DeleteFunc(w.lists, func(l notice.List) bool { return !strings.Contains(crew.Fold(l.Name), q) })
	found, paging := crew.Cut(v, page.Page, listsPath, found)
	page.Paging = paging
	over := v.Person.Role == domain.Admin || v.Person.Role == domain.Owner
	var ids []domain.ID
	for _, l := range found {
		ids = append(ids, shown(l.Audience.Employees, mostNamed)...)
	}
	names, err := p.names(v, ids...)
	if err != nil {
		return err
	}
	for _, l := range found {
		page.Rows = append(page.Rows, Roll{ID: l.ID, Name: l.Name, Audience: w.audience(v, l.Audience, names), Revision: l.Revision, Own: over || l.By == v.Person.ID})
	}
	return show(v, page)
}

// listsPost deletes a list.
func (p *Pages) listsPost(v *shell.Visit) error {
	revision, _ := strconv.Atoi(v.FormValue("revision"))
	err := p.Notices.DropList(v.Request().Context(), actor(v), domain.ID(v.FormValue("id")), revision)
	if domain.Is(err, domain.Conflict) {
		v.Say(ui.Notice{Tone: ui.Alert, Title: v.T("notices.list_moved")})
		return v.Go(listsPath)
	}
	if err != nil {
		return err
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: v.T("notices.list_dropped")})
	return v.Go(listsPath)
}
