package admin

import (
	"net/http"
	"strings"

	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// foundPath is where the box of the home leads.
const foundPath = desk.Home + "/found"

// Found is what the box found, by kinds.
type Found struct {
	ui.Page
	Tabs   ui.Tabs
	Search ui.Search
	Kinds  []Kind
	Empty  ui.Empty
}

// Kind is what was found of one kind.
type Kind struct {
	Title string
	Links []Hit
	More  ui.Link // where all of it is; empty: this is all
}

// Hit is one thing that was found.
type Hit struct {
	ui.Link
	Code string
}

// mostHits is how many of a kind are shown.
const mostHits = 20

func (p *Pages) found(v *shell.Visit) error {
	page := Found{Page: v.Page(v.T("admin.found")), Tabs: desk.Tabs(v, desk.Home)}
	page.Search = search(v, page.Page)
	page.Empty = ui.Empty{Title: v.T("admin.found.none"), Line: v.T("admin.found.hint")}
	words := strings.Fields(crew.Fold(v.QueryParam("q")))
	if len(words) == 0 {
		return v.Show(http.StatusOK, page)
	}
	people, err := p.staff(v)
	if err != nil {
		return err
	}
	m, err := p.Desk.Masters(v)
	if err != nil {
		return err
	}
	page.Kinds = append(people, pages(v, words)...)
	page.Kinds = append(page.Kinds, records(v, words, m)...)
	return v.Show(http.StatusOK, page)
}

func (p *Pages) staff(v *shell.Visit) ([]Kind, error) {
	q := v.QueryParam("q")
	list, total, err := p.People.Page(v.Request().Context(), org.Search{Tenant: v.Tenant.ID, On: v.Tenant.DateAt(p.Desk.Now()), Words: strings.Fields(q)}, 0, mostHits)
	if err != nil || total == 0 {
		return nil, err
	}
	k := Kind{Title: v.T("admin.tab.people")}
	for _, e := range list {
		k.Links = append(k.Links, Hit{ui.Link{Path: desk.People + "/" + string(e.ID), Label: e.DisplayName(v.Lang())}, e.Code})
	}
	if total > len(list) {
		k.More = ui.Link{Path: crew.With(v, desk.People), Label: v.T("admin.found.more", "count", total)}
	}
	return []Kind{k}, nil
}

// sectionPages are pages of settings that are not lists of records.
var sectionPages = []string{"company", "departments", "sites", "permissions", "patterns", "calendar", "groups", "breaks", "rounding", "reasons", "approval", "reminders", "recorders", "access"}

// pages are pages of settings whose names or descriptions have the words.
func pages(v *shell.Visit, words []string) []Kind {
	k := Kind{Title: v.T("admin.tab.masters")}
	for _, name := range sectionPages {
		if label := v.T("masters." + name); crew.Finds(words, label, v.T("masters."+name+".about")) {
			k.Links = append(k.Links, Hit{Link: ui.Link{Path: desk.Masters + "/" + name, Label: label}})
		}
	}
	if len(k.Links) == 0 {
		return nil
	}
	return []Kind{k}
}

// records are masters whose names or codes have the words.
func records(v *shell.Visit, words []string, m company.Masters) []Kind {
	var kinds []Kind
	for _, name := range []string{"departments", "sites", "permissions", "patterns", "groups", "reasons", "recorders"} {
		k := Kind{Title: v.T("masters." + name)}
		for _, r := range named(name, m) {
			switch {
			case !crew.Finds(words, r.Label, r.Code):
			case len(k.Links) == mostHits:
				k.More = ui.Link{Path: crew.With(v, desk.Masters+"/"+name), Label: v.T("admin.found.all")}
			default:
				k.Links = append(k.Links, Hit{ui.Link{Path: desk.Masters + "/" + name + "/" + r.Path, Label: r.Label}, r.Code})
			}
		}
		if len(k.Links) > 0 {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// named are the records of a kind: Path is the id.
func named(kind string, m company.Masters) (all []Hit) {
	hit := func(id, name, code string) { all = append(all, Hit{ui.Link{Path: id, Label: name}, code}) }
	switch kind {
	case "departments":
		for _, r := range m.Departments {
			hit(string(r.ID), r.Name, r.Code)
		}
	case "sites":
		for _, r := range m.Sites {
			hit(string(r.ID), r.Name, r.Code)
		}
	case "permissions":
		for _, r := range m.Permissions {
			hit(string(r.ID), r.Name, r.Code)
		}
	case "patterns":
		for _, r := range m.Patterns {
			hit(string(r.ID), r.Name, r.Code)
		}
	case "groups":
		for _, r := range m.Groups {
			hit(string(r.ID), r.Name, r.Code)
		}
	case "reasons":
		for _, r := range m.Reasons {
			hit(string(r.ID), r.Name, r.Code)
		}
	case "recorders":
		for _, r := range m.Recorders {
			hit(string(r.ID), r.Name, r.Code)
		}
	}
	return all
}
