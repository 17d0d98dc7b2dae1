package masters

import (
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Form is the page on which a record is filled in.
type Form struct {
	ui.Page
	Tabs     ui.Tabs
	Back     ui.Link
	About    string
	Name     string // of the record; empty: it is to be new
	Path     string
	Shown    string // the print of the record it shows
	Groups   []ui.Group
	From     []ui.Field // since when it counts; none: it has no dates
	Versions []ui.Link  // what it is from other dates on
	Notes    []string   // what else is to be known of it
	Links    []ui.Link
	Device   *Device // of a recorder
	Past     []ui.Past
}

// Save is the button.
func (f Form) Save() ui.Submit {
	if f.Name == "" {
		return ui.Submit{Label: f.T("masters.add")}
	}
	return ui.Submit{Label: f.T("admin.desk.look")}
}

// Check shows what a change will do.
type Check struct {
	ui.Page
	Tabs    ui.Tabs
	Back    ui.Link
	Name    string
	Preview ui.Preview
}

// page is the form as it is opened: with the record of today, of the date asked for, or of before a change.
func (e editing[T]) page(v *shell.Visit, m company.Masters) (Form, error) {
	on := calendar.Date(e.Desk.Today(v))
	if date, err := calendar.ParseDate(v.QueryParam("on")); err == nil && e.dated {
		on = date
	}
	of := m
	if id := v.QueryParam("before"); id != "" && !e.fresh {
		row, err := e.Desk.Change(v, e.ref, domain.ID(id))
		if err != nil {
			return Form{}, err
		}
		if of, err = e.former(m, row.Before.Master.Record); err != nil {
			return Form{}, err
		}
		if e.dated {
			on = desk.Since(row)
		}
	}
	page, err := e.shown(v, m, on, e.form.Of(e.of(of.File(on))), nil, nil)
	if err == nil && v.QueryParam("before") != "" {
		page.Notices = append(page.Notices, desk.Former(v))
	}
	return page, err
}

// shown is the form with what stands in it. from is what stands in its date.
func (e editing[T]) shown(v *shell.Visit, m company.Masters, from calendar.Date, typed desk.Typed, wrong map[string]string, theirs desk.Typed) (Form, error) {
	all := m.File(calendar.Date(e.Desk.Today(v)))
	what := v.T("masters." + e.name)
	page := Form{Page: v.Page(what), Tabs: desk.Tabs(v, desk.Masters), Path: e.path, About: v.T("masters." + e.name + ".about"),
		Back: ui.Link{Path: e.back, Label: what}, Groups: ui.Grouped(e.form.Show(v, all, typed, wrong, theirs, e.fresh))}
	if said := wrong[""]; said != "" {
		page.Notices = append(page.Notices, ui.Notice{Tone: ui.Alert, Title: said})
	}
	if e.fresh {
		page.Title = v.T("masters.new", "what", what)
		return page, nil
	}
	if page.Name = e.title(e.of(all)); page.Name != what {
		page.Title = page.Name + " · " + what
	}
	page.Shown = company.Print(e.kept(m))
	if e.dated {
		page.From = []ui.Field{{Name: "from", Type: "date", Label: v.T("admin.desk.from"), Hint: v.T("masters.from.hint"), Value: string(from), Error: wrong["from"]}}
		page.Versions = e.versions(v, m, from)
	}
	var err error
	page.Past, err = e.Desk.Lately(v, e.ref, e.telling(v, m))
	return page, err
}

// versions lead to the record as it is from other dates on; none where it has always been so.
func (e editing[T]) versions(v *shell.Visit, m company.Masters, from calendar.Date) []ui.Link {
	dates := e.since(m)
	if len(dates) < 2 {
		return nil
	}
	var links []ui.Link
	for i, date := range dates {
		link := ui.Link{Path: e.path + "?on=" + date, Label: v.T("masters.version", "date", date)}
		if date == "" {
			link.Path, link.Label = e.path+"?on="+string(calendar.Date(dates[1]).Add(-1)), v.T("masters.version.first")
		}
		link.Current = date <= string(from) && (i+1 == len(dates) || string(from) < dates[i+1])
		links = append(links, link)
	}
	return links
}

// telling says a change of the record: what it changed on its date.
func (e editing[T]) telling(v *shell.Visit, m company.Masters) desk.Telling {
	return func(row audit.Row, newer *audit.Row) (one ui.Past, ours bool, err error) {
		if row.Before.Master == nil && e.single {
			return one, false, nil
		}
		next := m
		if newer != nil {
			if next, err = e.former(m, newer.Before.Master.Record); err != nil {
				return one, false, err
			}
		}
		on := desk.Since(row)
		one = ui.Past{When: e.Desk.When(v, row), Why: row.Why}
		if one.Who, err = e.Desk.Who(v, row); err != nil {
			return one, false, err
		}
		if row.Before.Master == nil {
			one.Changes = []ui.Change{{Label: v.T("masters.past.new"), After: e.title(e.of(next.File(on)))}}
			return one, true, nil
		}
		before, err := e.former(m, row.Before.Master.Record)
		if err != nil {
			return one, false, err
		}
		one.Changes = e.form.Changes(v.Lang(), m.File(on), e.of(before.File(on)), e.of(next.File(on)))
		if on != "" {
			one.Why = v.T("masters.from.date", "date", string(on)) + " " + one.Why
		}
		one.Back = desk.Undo(v, e.path, row)
		return one, len(one.Changes) > 0, nil // else it is another page's field
	}
}

// history is the page of all changes of the record.
func (e editing[T]) history(v *shell.Visit, m company.Masters) error {
	name := e.title(e.of(m.File(calendar.Date(e.Desk.Today(v)))))
	page, err := e.Desk.History(v, e.ref, v.T("admin.desk.past.of", "name", name), ui.Link{Path: e.path, Label: name}, desk.Masters, e.telling(v, m))
	return answer(v, http.StatusOK, page, err)
}
