package auth

import (
	"net/http"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// SignIn is the page where somebody says who he is; he may punch with it.
type SignIn struct {
	ui.Page
	Company, Login, Password ui.Field
	Keep                     bool
	Next, Form               string
	In, Out                  ui.Submit
}

// companyCookie is the company code used in this browser before: nobody should have to remember it.
const companyCookie = "company"

const companyLife = 365 * 24 * time.Hour

func (p *Pages) signIn(v *shell.Visit) error {
	if v.Proof == shell.Full {
		return v.Go("/")
	}
	page := p.signInPage(v)
	page.Company.Value = v.QueryParam("company")
	if c, err := v.Cookie(companyCookie); err == nil && page.Company.Value == "" {
		page.Company.Value = c.Value
	}
	page.Login.Focus = page.Company.Value != ""
	page.Company.Focus = !page.Login.Focus
	page.Next = v.QueryParam("next")
	return v.Show(http.StatusOK, page)
}

func (p *Pages) signInPage(v *shell.Visit) SignIn {
	page := SignIn{Page: v.Page(v.T("signin.title")), Form: v.NewForm(),
		Company:  ui.Field{Name: "company", Label: v.T("signin.company"), Autocomplete: "organization", Required: true},
		Login:    ui.Field{Name: "login", Label: v.T("signin.login"), Autocomplete: "username", Required: true},
		Password: ui.Field{Name: "password", Label: v.T("signin.password"), Type: "password", Autocomplete: "current-password", Required: true},
		In:       ui.Submit{Label: v.T("signin.with", "kind", v.T("name.in")), Name: "punch", Value: "in", Quiet: true},
		Out:      ui.Submit{Label: v.T("signin.with", "kind", v.T("name.out")), Name: "punch", Value: "out", Quiet: true}}
	page.Bare = true
	return page
}

func (p *Pages) signInPost(v *shell.Visit) error {
	ctx := v.Request().Context()
	i, err := p.Service.Check(ctx, Given{Company: v.Text("company"), Login: v.Text("login"), Password: v.FormValue("password"), From: from(v)})
	if err != nil {
		return p.signInAgain(v, err)
	}
	now := p.Service.Now()
	s := session{Tenant: i.Tenant.ID, Employee: i.Person.ID, Proof: shell.Full, Stamp: i.Stamp(), At: now, Seen: now,
		After: after{Next: shell.Local(v.FormValue("next")), Keep: v.FormValue("keep") != "", Punch: v.FormValue("punch"), At: now}}
	if s.After.Punch != "" {
		if s.After.Form, err = v.Form(); err != nil {
			return err
		}
	}
	p.remember(v, companyCookie, i.Tenant.Code)
	if HasFactor(i.Credential) {
		s.Proof = shell.Half
		if err := open(ctx, p.Sessions, s); err != nil {
			return err
		}
		return v.Go(codePath)
	}
	return p.enter(v, i, s)
}

// signInAgain shows the form once more, with what is wrong and everything but the password kept.
func (p *Pages) signInAgain(v *shell.Visit, err error) error {
	page := p.signInPage(v)
	page.Company.Value, page.Login.Value = v.Text("company"), v.Text("login")
	page.Keep, page.Next = v.FormValue("keep") != "", v.FormValue("next")
	page.Password.Focus = true
	say := func(title string, lines ...string) {
		page.Notices = append(page.Notices, ui.Notice{Tone: ui.Alert, Title: title, Lines: append(lines, v.T("signin.not_punched"))})
	}
	switch domain.CodeOf(err) {
	case domain.Invalid:
		page.Password.Error = v.T("signin.wrong")
		say(v.T("signin.refused"), v.T("signin.wrong_next"))
	case domain.TooMany:
		say(v.T("signin.too_many", "time", until(err, tokyo)), v.T("signin.too_many_next"))
	case domain.Expired:
		say(v.T("signin.expired"), v.T("signin.expired_next"))
	case domain.Forbidden:
		if arg(err, "why") == "address" {
			say(v.T("web.failure.address"), v.T("web.failure.address.next", "address", v.RealIP()))
		} else {
			say(v.T("signin.inactive"))
		}
	default:
		return err
	}
	return v.Show(shell.StatusOf(err), page)
}

// enter opens the session of somebody who has proven everything, and does what the sign-in was for.
func (p *Pages) enter(v *shell.Visit, i Identity, s session) error {
	ctx, a := v.Request().Context(), s.After
	s.After = after{}
	var err error
	if s.SignIn, err = p.Service.begin(ctx, i, from(v)); err != nil {
		return err
	}
	if err := open(ctx, p.Sessions, s); err != nil {
		return err
	}
	if a.Keep {
		token, err := p.Service.Remember(ctx, i, from(v))
		if err != nil {
			return err
		}
		p.Keeper.setDevice(v, token)
	}
	if a.Punch != "" {
		lang := v.Lang()
		if i.Person.Language != "" {
			lang = i.Person.Language
		}
		told, err := p.Puncher.PunchOnce(ctx, shell.Who{Tenant: i.Tenant, Person: i.Person, Proof: shell.Full}, lang, a.Punch, a.Form, a.At)
		if err != nil {
			return err
		}
		v.Say(told)
	}
	return v.Go(a.Next)
}

// remember keeps a word in the browser for the next sign-in.
func (p *Pages) remember(v *shell.Visit, name, value string) {
	v.SetCookie(&http.Cookie{Name: name, Value: value, Path: shell.SignInPath, MaxAge: int(companyLife.Seconds()), HttpOnly: true,
		Secure: p.Sessions.Cookie.Secure, SameSite: http.SameSiteLaxMode})
}

// signOutPost ends the session, and this browser's staying signed in.
func (p *Pages) signOutPost(v *shell.Visit) error {
	ctx := v.Request().Context()
	if c, err := v.Cookie(deviceCookie); err == nil {
		if i, d, _, err := p.Service.Recall(ctx, c.Value); err == nil {
			if err := p.Service.DropDevice(ctx, i, d.ID, from(v)); err != nil && !domain.Is(err, domain.NotFound) {
				return err
			}
		}
		p.Keeper.setDevice(v, "")
	}
	if s, ok := readSession(ctx, p.Sessions); ok && s.SignIn != "" {
		if err := p.Service.SignIns.EndSignIn(ctx, s.Tenant, s.Employee, s.SignIn); err != nil && !domain.Is(err, domain.NotFound) {
			return err
		}
	}
	if err := p.Sessions.Destroy(ctx); err != nil {
		return err
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: v.T("signin.out")})
	return v.Go(shell.SignInPath)
}
