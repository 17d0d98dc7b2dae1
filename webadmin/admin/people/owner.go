package people

import (
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Owner is the page on which the owner hands the company on to somebody else.
type Owner struct {
	ui.Page
	Tabs     ui.Tabs
	Back     ui.Link
	Code     ui.Field
	Password ui.Field
}

func (p *Pages) owner(v *shell.Visit) error { return v.Show(http.StatusOK, ownerPage(v, nil)) }

func ownerPage(v *shell.Visit, wrong map[string]string) Owner {
	return Owner{Page: v.Page(v.T("people.owner")), Tabs: desk.Tabs(v, desk.People), Back: ui.Link{Path: desk.People, Label: v.T("admin.tab.people")},
		Code: ui.Field{Name: "code", Label: v.T("people.owner_code"), Hint: v.T("people.owner_hint"), Value: v.Text("code"), Error: wrong["code"], Required: true, Max: company.MaxCode},
		Password: ui.Field{Name: "password", Label: v.T("people.owner_password"), Type: "password", Autocomplete: "current-password", Required: true,
			Error: wrong["password"]}}
}

// ownerPost makes the other the owner and the owner an administrator, in one commit.
func (p *Pages) ownerPost(v *shell.Visit) error {
	ctx := v.Request().Context()
	err := p.Access.Confirm(ctx, v.Tenant.ID, v.Person.ID, v.FormValue("password"))
	if domain.Is(err, domain.Invalid) || domain.Is(err, domain.TooMany) {
		said := map[domain.Code]string{domain.Invalid: "people.owner_wrong", domain.TooMany: "people.owner_too_many"}[domain.CodeOf(err)]
		return v.Show(shell.StatusOf(err), ownerPage(v, map[string]string{"password": v.T(said)}))
	} else if err != nil {
		return err
	}
	var heir employee
	prospect, err := company.LookAt(ctx, p.Desk.Store, v.Tenant.Code, p.tools(v), func(m company.Masters) (company.File, error) {
		f := company.File{}
		for _, e := range m.People(calendar.Date(p.Desk.Today(v))) {
			switch {
			case e.ID == v.Person.ID && e.Role != domain.Owner: // he has handed it on from another window
				return f, domain.Refuse(domain.Forbidden, "why", "role")
			case e.ID == v.Person.ID:
				e.Role = domain.Admin
				f.Employees = append(f.Employees, e)
			case e.Code == v.Text("code"):
				heir = e
			}
		}
		switch {
		case heir.Code == "":
			return f, domain.Refuse(domain.Invalid, "why", "heir_unknown")
		case *heir.Inactive || *heir.Left != "" || heir.Login == "":
			return f, domain.Refuse(domain.Invalid, "why", "heir_login")
		}
		heir.Role = domain.Owner
		f.Employees = append(f.Employees, heir)
		return f, nil
	})
	if err == nil {
		err = prospect.Save(ctx, p.Desk.Store)
	}
	if domain.Is(err, domain.Invalid) {
		wrong := map[string]string{}
		blame(v, wrong, err)
		return v.Show(http.StatusUnprocessableEntity, ownerPage(v, map[string]string{"code": wrong[""]}))
	} else if err != nil {
		return err
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: v.T("people.owner_done", "name", heir.DisplayName(locale.Lang(v.Lang())))})
	return v.Go(desk.People)
}
