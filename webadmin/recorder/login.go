package recorder

import (
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Login is the page where somebody types his ID and password to punch.
type Login struct {
	Page
	Login, Password ui.Field
}

func (p *Pages) login(v *visit) error { return p.loginPage(v, http.StatusOK, "") }

func (p *Pages) loginPage(v *visit, status int, wrong string) error {
	page := Login{Page: v.page(v.T("door.login.title")),
		Login:    ui.Field{Name: "login", Label: v.T("signin.login"), Value: v.Text("login"), Required: true, Focus: wrong == ""},
		Password: ui.Field{Name: "password", Label: v.T("signin.password"), Type: "password", Autocomplete: "off", Required: true, Focus: wrong != "", Error: wrong}}
	return v.Show(status, page)
}

func (p *Pages) loginPost(v *visit) error {
	c := terminal.Claim{Way: terminal.ByPassword, Login: v.Text("login"), Secret: v.FormValue("password"), Address: v.RealIP()}
	e, err := p.Recorders.Prove(v.Request().Context(), v.device, c)
	switch domain.CodeOf(err) {
	case domain.Invalid:
		return p.loginPage(v, http.StatusUnprocessableEntity, v.T("door.login.wrong"))
	case domain.TooMany:
		return p.loginPage(v, http.StatusTooManyRequests, v.T("door.login.too_many", "time", v.until(err)))
	case domain.Expired:
		return p.loginPage(v, http.StatusForbidden, v.T("door.login.change"))
	}
	return p.entered(v, e, terminal.ByPassword, err)
}
