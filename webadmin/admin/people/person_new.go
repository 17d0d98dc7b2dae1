package people

import (
	"net/http"

	"golang.org/x/text/unicode/norm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// blank is somebody nothing is known of yet.
func blank(today calendar.Date) employee {
	var none calendar.Date
	var off bool
	return employee{Employee: org.Employee{Role: domain.Employee, Language: locale.Japanese}, Hired: &today, Left: &none, Inactive: &off}
}

func (p *Pages) fresh(v *shell.Visit) error {
	m, err := p.Settings.Settings(v.Request().Context(), v.Tenant.Code)
	if err != nil {
		return err
	}
	today := calendar.Date(p.Desk.Today(v))
	return v.Show(http.StatusOK, freshPage(v, m.File(today), form.Of(blank(today)), nil))
}

func freshPage(v *shell.Visit, all company.File, typed desk.Typed, wrong map[string]string) Person {
	page := Person{Page: v.Page(v.T("people.new")), Tabs: desk.Tabs(v, desk.People), Back: ui.Link{Path: desk.People, Label: v.T("admin.tab.people")},
		Path: newPath, Groups: ui.Grouped(form.Show(v, all, typed, wrong, nil, true))}
	if said := wrong[""]; said != "" {
		page.Notices = append(page.Notices, ui.Notice{Tone: ui.Alert, Title: said})
	}
	return page
}

// freshPost adds somebody. The same form sent twice is somebody whose code is taken.
func (p *Pages) freshPost(v *shell.Visit) error {
	var e employee
	var typed desk.Typed
	wrong := map[string]string{}
	code := norm.NFKC.String(v.Text("code")) // as the form reads it
	edit := desk.Edit{
		Kept: func(m company.Masters) any {
			for _, other := range m.Employees {
				if other.Code == code {
					return other
				}
			}
			return nil
		},
		File: func(m company.Masters) (company.File, error) {
			today := calendar.Date(p.Desk.Today(v))
			e = blank(today)
			if typed, wrong = form.Read(v, m.File(today), &e, true); len(wrong) == 0 {
				sense(v, e, wrong)
			}
			if len(wrong) > 0 {
				return company.File{}, domain.Refuse(domain.Invalid, "why", "form")
			}
			return company.File{Employees: []company.Employee{e}}, nil
		}}
	prospect, err := p.Desk.Save(v, edit)
	switch {
	case err == nil:
		for _, x := range prospect.After.Employees {
			if x.Code == e.Code {
				v.Say(ui.Notice{Tone: ui.Good, Title: v.T("people.added_notice", "name", e.DisplayName(v.Lang()))})
				return v.Go(desk.People + "/" + string(x.ID))
			}
		}
		return v.Go(desk.People)
	case !domain.Is(err, domain.Invalid) && !domain.Is(err, domain.Conflict):
		return err
	}
	m, again := p.Settings.Settings(v.Request().Context(), v.Tenant.Code)
	if again != nil {
		return again
	}
	all := m.File(calendar.Date(p.Desk.Today(v)))
	if domain.Is(err, domain.Conflict) {
		e = blank("")
		typed, wrong = form.Read(v, all, &e, true)
		wrong["code"] = v.T("people.field.wrong.code_taken")
	} else if len(wrong) == 0 {
		blame(v, wrong, err)
	}
	return v.Show(shell.StatusOf(err), freshPage(v, all, typed, wrong))
}
