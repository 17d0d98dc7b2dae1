package people

import (
	"net/http"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Bulk is the page on which many people are changed at once.
type Bulk struct {
	ui.Page
	Tabs   ui.Tabs
	Back   ui.Link
	Whom   string
	Kept   []ui.Choice
	Fields []Together
	From   ui.Field
}

// Together is a field of many people, which is changed only if it is ticked.
type Together struct {
	Name, Label string
	Ticked      bool
	Field       ui.Field
}

// together are the fields that many people can be given at once.
var together = []string{"department", "site", "closing_group", "work_pattern", "employment", "pay_form", "permission_group", "methods", "active"}

func togetherForm() desk.Form[employee] {
	f := desk.Form[employee]{Key: form.Key}
	for _, name := range together {
		x := form.Fields[slices.IndexFunc(form.Fields, func(x field) bool { return x.Name == name })]
		x.Group = ""
		f.Fields = append(f.Fields, x)
	}
	return f
}

// bulkPost leads through a change of many: the form, what it would change, the change.
func (p *Pages) bulkPost(v *shell.Visit) error {
	k, err := p.pick(v)
	if done, err := nobody(v, k, err); done {
		return err
	}
	on, ok := from(v)
	wrong := map[string]string{}
	if !ok {
		wrong["from"] = v.T("admin.desk.wrong.date")
	}
	if on == "" {
		on = calendar.Date(p.Desk.Today(v))
	}
	m, err := p.Desk.Masters(v)
	if err != nil {
		return err
	}
	if v.FormValue("step") == "open" || v.FormValue("back") != "" {
		return v.Show(http.StatusOK, bulkPage(v, m, k, on, wrong))
	}
	p.mass(v, m, k, on, wrong)
	if len(wrong) > 0 {
		return v.Show(http.StatusUnprocessableEntity, bulkPage(v, m, k, on, wrong))
	}
	tell := &massChange{}
	prospect, err := company.LookAt(v.Request().Context(), p.Desk.Store, v.Tenant.Code, p.tools(v), func(m company.Masters) (company.File, error) {
		*tell = *p.mass(v, m, k, on, map[string]string{})
		return company.File{Effective: on, Employees: tell.after}, nil
	})
	if domain.Is(err, domain.Invalid) {
		blame(v, wrong, err)
		for name, said := range wrong {
			if !slices.Contains(together, name) {
				wrong[""] = said
			}
		}
		return v.Show(http.StatusUnprocessableEntity, bulkPage(v, m, k, on, wrong))
	} else if err != nil {
		return err
	}
	if !prospect.Any() {
		v.Say(ui.Notice{Tone: ui.Info, Title: v.T("admin.desk.unchanged")})
		return v.Go(k.back(v).Path)
	}
	if sure := v.FormValue("sure") != ""; !sure || v.Text("seen") != tell.print() {
		return p.bulkCheck(v, m, k, on, prospect, tell, sure)
	}
	err = prospect.Save(v.Request().Context(), p.Desk.Store)
	if domain.Is(err, domain.Conflict) { // somebody saved between the look and this: what he did is looked at
		return p.bulkPost(v)
	} else if err != nil {
		return err
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: v.T("people.bulk_done", "count", tell.count())})
	return v.Go(k.back(v).Path)
}

// bulkPage is the form, with what was typed.
func bulkPage(v *shell.Visit, m company.Masters, k picked, on calendar.Date, wrong map[string]string) Bulk {
	page := Bulk{Page: v.Page(v.T("people.bulk")), Tabs: desk.Tabs(v, desk.People), Back: k.back(v), Kept: k.kept()}
	var people []org.Employee
	chosen := k.set()
	for _, e := range m.Employees {
		if chosen[e.Code] {
			people = append(people, e)
		}
	}
	page.Whom = v.T("people.whom", "count", len(people), "names", names(v, people))
	typed, _ := v.FormParams()
	f := togetherForm()
	for i, field := range f.Show(v, m.File(on), typed, wrong, nil, false) {
		name := together[i]
		page.Fields = append(page.Fields, Together{Name: name, Label: v.T("people.set", "field", field.Label), Ticked: slices.Contains(typed["set"], name), Field: field})
	}
	if said := wrong[""]; said != "" {
		page.Notices = append(page.Notices, ui.Notice{Tone: ui.Alert, Title: said})
	}
	page.From = ui.Field{Name: "from", Type: "date", Label: v.T("admin.desk.from"), Hint: v.T("people.from_hint"), Value: string(on), Error: wrong["from"]}
	return page
}
