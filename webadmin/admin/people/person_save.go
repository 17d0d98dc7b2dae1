package people

import (
	"errors"
	"net/http"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// from is the date from which a form is to count. ok false: it is none.
func from(v *shell.Visit) (d calendar.Date, ok bool) {
	text := v.Text("from")
	if text == "" {
		return "", true
	}
	d, err := calendar.ParseDate(text)
	return d, err == nil
}

// filled is what came with a form of one person.
type filled struct {
	one
	after employee
	typed desk.Typed
	wrong map[string]string
}

// read takes the form into the person as he is on the date from which it is to count.
func (p *Pages) read(v *shell.Visit, m company.Masters) (filled, error) {
	since, ok := from(v)
	o, err := p.find(v, m, domain.ID(v.Param("id")), since)
	if err != nil {
		return filled{}, err
	}
	f := filled{one: o, after: o.employee}
	f.typed, f.wrong = form.Read(v, o.all, &f.after, false)
	if !ok {
		f.wrong["from"] = v.T("admin.desk.wrong.date")
	}
	sense(v, f.after, f.wrong)
	if len(f.wrong) == 0 && f.after.Group != o.employee.Group && !m.MayMove(o.employee, f.after.Group, o.on) {
		f.wrong["closing_group"] = v.T("people.field.wrong.moves")
	}
	return f, nil
}

// sense says what of a person cannot be so together.
func sense(v *shell.Visit, e employee, wrong map[string]string) {
	if *e.Left != "" && *e.Left < *e.Hired {
		wrong["left"] = v.T("people.field.wrong.order")
	}
	if e.Role == domain.Manager && e.Permission == "" {
		wrong["permission_group"] = v.T("people.field.wrong.manager")
	}
}

// edit is the change for the desk.
func (p *Pages) edit(v *shell.Visit) desk.Edit {
	id := domain.ID(v.Param("id"))
	return desk.Edit{Shown: v.Text("shown"),
		Kept: func(m company.Masters) any {
			for _, e := range m.Employees {
				if e.ID == id {
					return plain(e)
				}
			}
			return nil
		},
		File: func(m company.Masters) (company.File, error) {
			f, err := p.read(v, m)
			if err == nil && len(f.wrong) > 0 {
				err = domain.Refuse(domain.Invalid, "why", "choice")
			}
			return company.File{Effective: f.on, Employees: []company.Employee{f.after}}, err
		}}
}

// personPost answers the form: with its mistakes, with what it would change, or by changing it.
func (p *Pages) personPost(v *shell.Visit) error {
	m, err := p.Desk.Masters(v)
	if err != nil {
		return err
	}
	f, err := p.read(v, m)
	if err != nil {
		return err
	}
	if v.FormValue("back") != "" || len(f.wrong) > 0 {
		return p.again(v, f, nil)
	}
	if v.FormValue("sure") != "" {
		if _, err := p.Desk.Save(v, p.edit(v)); err != nil {
			return p.refusedBy(v, f, err)
		}
		return p.saved(v, f)
	}
	prospect, err := p.Desk.Look(v, p.edit(v))
	if err != nil {
		return p.refusedBy(v, f, err)
	}
	changes := form.Changes(v.Lang(), f.all, f.employee, f.after)
	if !prospect.Any() || len(changes) == 0 {
		v.Say(ui.Notice{Tone: ui.Info, Title: v.T("admin.desk.unchanged")})
		return v.Go(desk.People + "/" + string(f.kept.ID))
	}
	name := f.kept.DisplayName(v.Lang())
	page := Check{Page: v.Page(v.T("people.check")), Tabs: desk.Tabs(v, desk.People), Back: ui.Link{Path: desk.People, Label: v.T("admin.tab.people")}, Name: name}
	page.Preview = ui.Preview{Page: page.Page, Path: desk.People + "/" + string(f.kept.ID), Changes: changes, Save: v.T("admin.desk.save"),
		Kept: desk.Kept(f.typed, "shown", v.Text("shown"), "from", v.Text("from"))}
	page.Preview.Lines, err = p.follows(v, f.on, prospect)
	if err != nil {
		return err
	}
	return v.Show(http.StatusOK, page)
}

// follows says since when a change counts, and what becomes of months that are not locked.
func (p *Pages) follows(v *shell.Visit, on calendar.Date, prospect company.Prospect) ([]string, error) {
	var lines []string
	if slices.ContainsFunc(prospect.Details, func(d company.Detail) bool { return d.From != "" }) {
		lines = append(lines, v.T("people.counts", "date", string(on)))
	}
	if len(prospect.Notes) > 0 {
		lines = append(lines, v.T("people.later"))
	}
	effect, err := p.Desk.Effect(v, prospect)
	if effect.Concerned > 0 {
		lines = append(lines, effect.Lines(v)...)
	}
	return lines, err
}

func (p *Pages) saved(v *shell.Visit, f filled) error {
	path := desk.People + "/" + string(f.kept.ID)
	said, err := p.Desk.Saved(v, v.T("people.saved", "name", f.after.DisplayName(v.Lang())), path, f.kept.ID)
	if err != nil {
		return err
	}
	v.Say(said)
	return v.Go(path)
}

// again shows the form as it was typed.
func (p *Pages) again(v *shell.Visit, f filled, theirs desk.Typed) error {
	page, err := p.shown(v, f.one, f.typed, f.wrong, theirs)
	if err != nil {
		return err
	}
	page.From.Value = v.Text("from")
	status := http.StatusOK
	switch {
	case theirs != nil:
		status = http.StatusConflict
		page.Notices = slices.Insert(page.Notices, 0, desk.Ahead(v, page.Past))
	default:
		page.Shown = v.Text("shown")
		if len(f.wrong) > 0 {
			status = http.StatusUnprocessableEntity
		}
	}
	return v.Show(status, page)
}

// refusedBy answers a change that cannot be made as the form was shown: with both values, or with the refusal beside its field.
func (p *Pages) refusedBy(v *shell.Visit, f filled, err error) error {
	if domain.Is(err, domain.Invalid) {
		blame(v, f.wrong, err)
		return p.again(v, f, nil)
	}
	if !domain.Is(err, domain.Conflict) {
		return err
	}
	m, again := p.Desk.Masters(v)
	if again != nil {
		return again
	}
	o, again := p.find(v, m, f.kept.ID, f.from)
	if again != nil {
		return again
	}
	f.one = o
	return p.again(v, f, form.Of(o.employee))
}

// blame puts a refusal beside its field, or above the form.
func blame(v *shell.Visit, wrong map[string]string, err error) {
	var refused *domain.Error
	if !errors.As(err, &refused) {
		wrong[""] = v.T("people.field.wrong.together")
		return
	}
	name, _ := refused.Args["field"].(string)
	if !slices.ContainsFunc(form.Fields, func(x field) bool { return x.Name == name }) {
		name = ""
	}
	if refused.Args["why"] == nil {
		wrong[name] = v.T("people.field.wrong.together")
		return
	}
	wrong[name] = form.Wrong(v, err)
}
