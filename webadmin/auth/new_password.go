package auth

import (
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// NewPassword is the page where one's own password is changed; after a reissue it is the only one that opens.
type NewPassword struct {
	ui.Page
	Login    string // for the browser's own keeping of passwords
	Must     bool
	Old, New ui.Field
}

func (p *Pages) newPasswordPage(v *shell.Visit, i Identity) NewPassword {
	page := NewPassword{Page: v.Page(v.T("signin.password.title")), Login: i.Person.Login, Must: i.Credential.MustChange,
		Old: ui.Field{Name: "old", Label: v.T("signin.password.old"), Type: "password", Autocomplete: "current-password", Required: true},
		New: ui.Field{Name: "new", Label: v.T("signin.password.new"), Hint: v.T("signin.password.hint", "least", shortest(i.Tenant)),
			Type: "password", Autocomplete: "new-password", Required: true}}
	if page.Must {
		page.Old.Label = v.T("signin.password.reissued")
	}
	return page
}

func (p *Pages) newPassword(v *shell.Visit) error {
	i, err := p.identity(v)
	if err != nil {
		return err
	}
	return v.Show(http.StatusOK, p.newPasswordPage(v, i))
}

func (p *Pages) newPasswordPost(v *shell.Visit) error {
	i, err := p.identity(v)
	if err != nil {
		return err
	}
	err = p.Service.ChangePassword(v.Request().Context(), i, v.FormValue("old"), v.FormValue("new"), from(v))
	switch domain.CodeOf(err) {
	case domain.Invalid:
		page := p.newPasswordPage(v, i)
		why, _ := arg(err, "why").(string)
		if arg(err, "field") == "old" {
			page.Old.Error = v.T("signin.password.wrong")
		} else {
			page.New.Error = v.T("signin.password.bad."+why, "least", shortest(i.Tenant))
		}
		return v.Show(http.StatusUnprocessableEntity, page)
	case domain.TooMany:
		page := p.newPasswordPage(v, i)
		page.Old.Error = v.T("signin.too_many", "time", until(err, i.Tenant.Zone()))
		return v.Show(http.StatusTooManyRequests, page)
	}
	if err != nil {
		return err
	}
	if err := p.renew(v); err != nil {
		return err
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: v.T("signin.password.done"), Lines: []string{v.T("signin.password.others")}})
	return v.Go("/")
}
