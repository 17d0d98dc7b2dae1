package shell

import (
	"encoding/json"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Visit is one request and the person it is from.
type Visit struct {
	echo.Context
	Who
	shell *Shell
	pages *ui.Set
	route Route

	section string // the page of the navigation that this one belongs to; empty: none
}

const visitKey = "visit"

// Actor is the person as the domain knows him, coming through a door.
func (v *Visit) Actor(door domain.Door) domain.Actor {
	return domain.Actor{Tenant: v.Tenant.ID, Employee: v.Person.ID, Role: v.Person.Role, Door: door}
}

// Still tells whether he may open the page now, as he might when he came: a long answer ends with the session it is for.
func (v *Visit) Still() bool {
	who, err := v.shell.Keeper.Still(v.Context)
	return err == nil && who.Person.ID == v.Person.ID && who.may(v.route.Need) == enter
}

// Lang is the language to speak: the person's own, else what he chose here before, else what the browser prefers.
func (v *Visit) Lang() string {
	if v.In() && v.Person.Language != "" {
		return locale.Lang(v.Person.Language)
	}
	return browserLang(v.Request())
}

// T is a text in the visitor's language.
func (v *Visit) T(key string, pairs ...any) string { return locale.T(v.Lang(), key, pairs...) }

// Page is what a page begins with; the notices that waited for it are used up.
func (v *Visit) Page(title string) ui.Page {
	p := ui.Page{Lang: v.Lang(), Title: title, Here: v.Request().URL.RequestURI(), Notices: v.notices()}
	if v.Request().Method != http.MethodGet {
		p.Here = v.Request().URL.Path
	}
	if v.In() {
		p.Person, p.Company = v.Person.DisplayName(p.Lang), v.Tenant.Name
		p.Nav = v.nav()
	}
	return p
}

// nav are the pages of the navigation that he may open, the one this page belongs to marked.
func (v *Visit) nav() []ui.Link {
	var links []ui.Link
	for _, r := range v.shell.Routes() {
		if r.Nav != "" && v.may(r.Need) == enter {
			links = append(links, ui.Link{Path: r.Path, Label: v.T(r.Nav), Current: r.Path == v.section})
		}
	}
	return links
}

// Show answers with a page of the visited door.
func (v *Visit) Show(status int, page any) error { return v.pages.Render(v.Response(), status, page) }

// Go answers a form that was done: the browser gets the page at the path anew.
func (v *Visit) Go(path string) error { return v.Redirect(http.StatusSeeOther, Local(path)) }

const noticesKey = "notices"

// Say leaves a notice for the next page that is shown.
func (v *Visit) Say(n ui.Notice) {
	s, ctx := v.shell.Sessions, v.Request().Context()
	var waiting []ui.Notice
	_ = json.Unmarshal(s.GetBytes(ctx, noticesKey), &waiting) // none yet
	data, err := json.Marshal(append(waiting, n))
	if err == nil {
		s.Put(ctx, noticesKey, data)
	}
}

func (v *Visit) notices() []ui.Notice {
	s, ctx := v.shell.Sessions, v.Request().Context()
	if !s.Exists(ctx, noticesKey) {
		return nil
	}
	var waiting []ui.Notice
	_ = json.Unmarshal(s.PopBytes(ctx, noticesKey), &waiting)
	return waiting
}
