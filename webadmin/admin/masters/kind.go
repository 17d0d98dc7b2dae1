package masters

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// kind is a kind of master of which a company has many: T is a record as the company file has it, S as it is stored.
type kind[T, S any] struct {
	name    string // of its texts and its address
	form    desk.Form[T]
	columns []string // fields that the list shows after code and name
	dated   bool     // what it says has versions
	fresh   T        // what a new record begins with
	code    func(*T) *string
	title   func(T) string
	retired func(T) bool
	list    func(company.File) []T
	put     func(*company.File, T)
	stored  func(*company.Masters) *[]S
	key     func(S) (domain.ID, string)
	since   func(S) []string                                                      // the dates its versions count from; nil: it has none
	check   func(all company.File, record T) error                                // what fields say together: Invalid, Args field and why
	uses    func(org.Employee) []domain.ID                                        // what of it people are in; nil: it is not people's
	by      string                                                                // what narrows the list of people to them; empty: nothing does
	tree    func(list []T) (order, depth []int)                                   // nil: they stand by their codes
	extra   func(p *Pages, v *shell.Visit, m company.Masters, s S, f *Form) error // more on its page; nil: nothing
	more    func(p *Pages) []shell.Route
}

func (k kind[T, S]) path() string { return at(k.name) }

func (k kind[T, S]) routes(p *Pages) []shell.Route {
	routes := []shell.Route{
		{Method: http.MethodGet, Path: k.path(), Need: shell.AsAdmin, Do: func(v *shell.Visit) error { return k.show(p, v) }},
		{Method: http.MethodGet, Path: k.path() + "/new", Need: shell.AsAdmin, Do: func(v *shell.Visit) error { return k.open(p, v, "") }},
		{Method: http.MethodPost, Path: k.path() + "/new", Need: shell.AsAdmin, Do: func(v *shell.Visit) error { return k.send(p, v, "") }},
		{Method: http.MethodGet, Path: k.path() + "/:id", Need: shell.AsAdmin, Do: func(v *shell.Visit) error { return k.open(p, v, domain.ID(v.Param("id"))) }},
		{Method: http.MethodPost, Path: k.path() + "/:id", Need: shell.AsAdmin, Do: func(v *shell.Visit) error { return k.send(p, v, domain.ID(v.Param("id"))) }},
		{Method: http.MethodGet, Path: k.path() + "/:id/past", Need: shell.AsAdmin, Do: func(v *shell.Visit) error { return k.history(p, v, domain.ID(v.Param("id"))) }},
	}
	if k.more != nil {
		routes = append(routes, k.more(p)...)
	}
	return routes
}

// find is a stored record by its id.
func (k kind[T, S]) find(m company.Masters, id domain.ID) (S, bool) {
	all := *k.stored(&m)
	i := slices.IndexFunc(all, func(s S) bool { its, _ := k.key(s); return its == id })
	if i < 0 {
		var none S
		return none, false
	}
	return all[i], true
}

// in is a record of a company file by its code.
func (k kind[T, S]) in(all company.File, code string) (T, bool) {
	for _, r := range k.list(all) {
		if *k.code(&r) == code {
			return r, true
		}
	}
	return k.fresh, false
}

// editing is the change of one record; an empty id is a new one.
func (k kind[T, S]) editing(p *Pages, id domain.ID, code string) editing[T] {
	e := editing[T]{Pages: p, name: k.name, form: k.form, dated: k.dated && id != "", fresh: id == "", path: k.path() + "/" + string(id), back: k.path(), check: k.check, put: k.put, ref: id}
	if id == "" {
		e.path = k.path() + "/new"
	}
	e.title = k.title
	e.of = func(all company.File) T {
		r, _ := k.in(all, code)
		return r
	}
	e.kept = func(m company.Masters) any {
		if id == "" {
			return nil
		}
		s, ok := k.find(m, id)
		if !ok {
			return nil
		}
		return s
	}
	e.taken = func(all company.File, r T) bool {
		_, there := k.in(all, *k.code(&r))
		return there
	}
	e.since = func(m company.Masters) []string {
		if s, ok := k.find(m, id); ok && k.since != nil {
			return k.since(s)
		}
		return nil
	}
	e.former = func(m company.Masters, raw json.RawMessage) (company.Masters, error) {
		var s S
		if err := json.Unmarshal(raw, &s); err != nil {
			return m, err
		}
		all := slices.Clone(*k.stored(&m))
		for i := range all {
			if its, _ := k.key(all[i]); its == id {
				all[i] = s
			}
		}
		*k.stored(&m) = all
		return m, nil
	}
	return e
}

// who finds the record of the address in what was read, as its own change. NotFound: another company's, or none.
func (k kind[T, S]) who(p *Pages, m company.Masters, id domain.ID) (editing[T], error) {
	s, ok := k.find(m, id)
	if !ok && id != "" {
		return editing[T]{}, domain.Errorf(domain.NotFound, "masters: no %s %s", k.name, id)
	}
	_, code := k.key(s)
	return k.editing(p, id, code), nil
}

func (k kind[T, S]) open(p *Pages, v *shell.Visit, id domain.ID) error {
	m, err := p.Desk.Masters(v)
	if err != nil {
		return err
	}
	e, err := k.who(p, m, id)
	if err != nil {
		return err
	}
	page, err := e.page(v, m)
	if err != nil {
		return err
	}
	if s, ok := k.find(m, id); ok && k.extra != nil {
		if err := k.extra(p, v, m, s, &page); err != nil {
			return err
		}
	}
	if s, ok := k.find(m, id); ok && k.by != "" {
		_, code := k.key(s)
		page.Links = append(page.Links, ui.Link{Path: desk.People + "?" + url.Values{k.by: {code}}.Encode(), Label: v.T("masters.people.see")})
	}
	return v.Show(http.StatusOK, page)
}

func (k kind[T, S]) history(p *Pages, v *shell.Visit, id domain.ID) error {
	m, err := p.Desk.Masters(v)
	if err != nil {
		return err
	}
	e, err := k.who(p, m, id)
	if err != nil {
		return err
	}
	return e.history(v, m)
}

func (k kind[T, S]) send(p *Pages, v *shell.Visit, id domain.ID) error {
	m, err := p.Desk.Masters(v)
	if err != nil {
		return err
	}
	e, err := k.who(p, m, id)
	if err != nil {
		return err
	}
	return e.send(v, m)
}

// card says on the overview how many there are.
func (k kind[T, S]) card(v *shell.Visit, _ company.Masters, all company.File) Card {
	n := 0
	for _, r := range k.list(all) {
		if !k.retired(r) {
			n++
		}
	}
	return Card{ui.Link{Path: k.path(), Label: v.T("masters." + k.name)}, v.T("masters." + k.name + ".about"), v.T("masters.count", "count", n)}
}
