package people

import (
	"net/http"
	"net/url"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Person is the page on which one person is filled in.
type Person struct {
	ui.Page
	Tabs     ui.Tabs
	Back     ui.Link
	Name     string // empty: somebody new
	ID       domain.ID
	Path     string
	Shown    string // the print of the person it shows
	State    ui.Badge
	Links    []ui.Link
	Groups   []ui.Group
	From     ui.Field // since when what has dates counts
	Versions []Version
	Accounts []Account
	Form     string
	Past     []ui.Past
}

// Version is where somebody is from a date on.
type Version struct{ From, What string }

// Account is a chat account of a person.
type Account struct {
	Door, Since   string
	Reach         ui.Badge
	Channel, User string
}

// Check shows what a change will do, before it does it.
type Check struct {
	ui.Page
	Tabs    ui.Tabs
	Back    ui.Link
	Name    string
	Preview ui.Preview
}

// one is a person as the page has found him: what is kept, and what a company file would say of him on a date.
type one struct {
	m        company.Masters
	kept     org.Employee
	from     calendar.Date
	on       calendar.Date // from, else today
	employee employee
	all      company.File
}

// find finds the person of the address on a date. NotFound: another company's, or nobody.
func (p *Pages) find(v *shell.Visit, m company.Masters, id domain.ID, from calendar.Date) (one, error) {
	o := one{m: m, from: from, on: from}
	if o.on == "" {
		o.on = calendar.Date(p.Desk.Today(v))
	}
	o.all = m.File(o.on)
	for _, e := range m.Employees {
		if e.ID == id {
			o.kept = e
		}
	}
	if o.kept.ID == "" {
		return o, domain.Errorf(domain.NotFound, "people: nobody of id %s", id)
	}
	o.employee = only(m, o.kept).People(o.on)[0]
	return o, nil
}

// only are the masters with one person.
func only(m company.Masters, e org.Employee) company.Masters {
	m.Employees = []org.Employee{e}
	return m
}

// plain is a person without what changes by itself: whoever chose another password has changed nothing of the form.
func plain(e org.Employee) any {
	e.Password, e.Passcode, e.FilePassword, e.FilePasscode, e.UpdatedAt = "", "", "", "", time.Time{}
	return e
}

func (p *Pages) person(v *shell.Visit) error {
	m, err := p.Desk.Masters(v)
	if err != nil {
		return err
	}
	from, _ := calendar.ParseDate(v.QueryParam("on")) // anything else is today
	o, err := p.find(v, m, domain.ID(v.Param("id")), from)
	if err != nil {
		return err
	}
	of := o.employee
	if before := v.QueryParam("before"); before != "" {
		if of, err = p.former(v, o, domain.ID(before)); err != nil {
			return err
		}
	}
	page, err := p.shown(v, o, form.Of(of), nil, nil)
	if err != nil {
		return err
	}
	if v.QueryParam("before") != "" {
		page.Notices = append(page.Notices, desk.Former(v))
	}
	return v.Show(http.StatusOK, page)
}

// shown is the page with what stands in its form; theirs is what somebody else has made of the person meanwhile.
func (p *Pages) shown(v *shell.Visit, o one, typed desk.Typed, wrong map[string]string, theirs desk.Typed) (Person, error) {
	name := o.kept.DisplayName(v.Lang())
	page := Person{Page: v.Page(name), Tabs: desk.Tabs(v, desk.People), Back: ui.Link{Path: desk.People, Label: v.T("admin.tab.people")}, Name: name,
		ID: o.kept.ID, Path: desk.People + "/" + string(o.kept.ID), Shown: company.Print(plain(o.kept)), State: standing(v, o.kept.Standing(calendar.Date(p.Desk.Today(v)))),
		Groups: ui.Grouped(form.Show(v, o.all, typed, wrong, theirs, false)), Form: v.NewForm()}
	page.From = ui.Field{Name: "from", Type: "date", Label: v.T("admin.desk.from"), Hint: v.T("people.from_hint"), Value: string(o.on), Error: wrong["from"]}
	if said := wrong[""]; said != "" {
		page.Notices = append(page.Notices, ui.Notice{Tone: ui.Alert, Title: said})
	}
	if o.kept.Role == domain.Owner && v.Person.Role == domain.Owner {
		page.Links = append(page.Links, ui.Link{Path: ownerPath, Label: v.T("people.owner")})
	}
	page.Links = append(page.Links, ui.Link{Path: desk.Masters + "/approval/routes?q=" + url.QueryEscape(o.kept.Code), Label: v.T("people.routes")})
	page.Versions = versions(v, o)
	var err error
	if page.Accounts, err = p.connected(v, o); err != nil {
		return page, err
	}
	page.Past, err = p.Desk.Lately(v, o.kept.ID, p.telling(v, o))
	return page, err
}

// versions are where somebody is from which date on; none where it has always been so.
func versions(v *shell.Visit, o one) []Version {
	var list []Version
	for _, a := range o.kept.Versions {
		on := only(o.m, o.kept).People(max(a.From, "0001-01-01"))[0]
		typed := form.Of(on)
		what := ""
		for _, name := range []string{"department", "site", "closing_group", "work_pattern"} {
			if len(typed[name]) > 0 {
				what += " / " + form.Word(v.Lang(), o.all, name, typed)
			}
		}
		version := Version{From: v.T("people.always"), What: what[min(len(what), 3):]}
		if a.From != "" {
			version.From = v.T("people.since", "date", string(a.From))
		}
		list = append(list, version)
	}
	return list
}
