package masters

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"

	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// rules are a part of the company's own record that has a page of its own.
type rules struct {
	name    string
	form    desk.Form[org.Tenant]
	dated   bool // it is among what has versions
	check   func(company.File, org.Tenant) error
	guard   func(*shell.Visit, org.Tenant) error
	follows func(*Pages, *shell.Visit, company.Masters, org.Tenant) ([]string, error)
	extra   func(*shell.Visit, company.Masters, *Form)
	said    func(*shell.Visit, org.Tenant) string // on the overview
}

func (r rules) routes(p *Pages) []shell.Route {
	return []shell.Route{
		{Method: http.MethodGet, Path: at(r.name), Need: shell.AsAdmin, Do: func(v *shell.Visit) error { return r.open(p, v) }},
		{Method: http.MethodPost, Path: at(r.name), Need: shell.AsAdmin, Do: func(v *shell.Visit) error { return r.send(p, v) }},
		{Method: http.MethodGet, Path: at(r.name) + "/past", Need: shell.AsAdmin, Do: func(v *shell.Visit) error { return r.history(p, v) }},
	}
}

func (r rules) card(v *shell.Visit, _ company.Masters, all company.File) Card {
	return Card{ui.Link{Path: at(r.name), Label: v.T("masters." + r.name)}, v.T("masters." + r.name + ".about"), r.said(v, all.Tenant)}
}

func (r rules) editing(p *Pages, v *shell.Visit) editing[org.Tenant] {
	name := v.T("masters." + r.name)
	e := editing[org.Tenant]{Pages: p, name: r.name, form: r.form, dated: r.dated, path: at(r.name), back: at(r.name), ref: v.Tenant.ID, check: r.check, guard: r.guard}
	e.of = func(all company.File) org.Tenant { return all.Tenant }
	e.put = func(f *company.File, t org.Tenant) { f.Tenant = t }
	e.title = func(org.Tenant) string { return name }
	e.since = func(m company.Masters) (dates []string) {
		dates, _ = r.versions(m)
		return dates
	}
	// Only what the page shows is compared with what somebody else has made of it: other pages are other records.
	e.kept = func(m company.Masters) any {
		dates, said := r.versions(m)
		return []any{dates, said}
	}
	e.single = true
	e.former = func(m company.Masters, raw json.RawMessage) (company.Masters, error) {
		var t org.Tenant
		err := json.Unmarshal(raw, &t)
		m.Tenant = t
		return m, err
	}
	if r.follows != nil {
		e.follows = func(v *shell.Visit, m company.Masters, t org.Tenant) ([]string, error) { return r.follows(p, v, m, t) }
	}
	return e
}

// versions are the dates from which what the page shows is another, and what it shows then.
func (r rules) versions(m company.Masters) (dates []string, said []desk.Typed) {
	all := m.Tenant.Versions
	if !r.dated || len(all) == 0 {
		all = []org.RuleVersion{{From: ""}}
	}
	for _, version := range all {
		typed := r.form.Of(m.File(version.From).Tenant)
		if n := len(said); n == 0 || !maps.EqualFunc(said[n-1], typed, slices.Equal) {
			dates, said = append(dates, string(version.From)), append(said, typed)
		}
	}
	return dates, said
}

func (r rules) open(p *Pages, v *shell.Visit) error {
	m, err := p.Desk.Masters(v)
	if err != nil {
		return err
	}
	page, err := r.editing(p, v).page(v, m)
	if err != nil {
		return err
	}
	page.Back = ui.Link{Path: desk.Masters, Label: v.T("admin.tab.masters")}
	if r.extra != nil {
		r.extra(v, m, &page)
	}
	return v.Show(http.StatusOK, page)
}

func (r rules) history(p *Pages, v *shell.Visit) error {
	m, err := p.Desk.Masters(v)
	if err != nil {
		return err
	}
	return r.editing(p, v).history(v, m)
}

func (r rules) send(p *Pages, v *shell.Visit) error {
	m, err := p.Desk.Masters(v)
	if err != nil {
		return err
	}
	return r.editing(p, v).send(v, m)
}
