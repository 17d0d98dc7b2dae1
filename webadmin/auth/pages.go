package auth

import (
	"context"
	"embed"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

//go:embed *.html
var files embed.FS

var templates = ui.Parse(files, SignIn{}, Code{}, NewPassword{}, Account{}, Factor{}, Recovery{})

// The addresses of the pages.
const (
	codePath     = shell.SignInPath + "/code"
	passwordPath = "/account/password"
	factorPath   = "/account/second-factor"
	accountPath  = "/account"
	signInsPath  = accountPath + "/sign-ins"
)

// Puncher punches for somebody who signs in with it (打刻してサインイン); portal does. What became of it is a notice: a
// punch that is not allowed does not keep anybody from his pages.
type Puncher interface {
	PunchOnce(ctx context.Context, who shell.Who, lang, kind, form string, at time.Time) (ui.Notice, error)
}

// Pages are the pages of signing in and of one's own account. All fields are needed.
type Pages struct {
	Service  *Service
	Keeper   *Keeper
	Sessions *scs.SessionManager
	Puncher  Puncher
}

// Door lists the routes.
func (p *Pages) Door() shell.Door {
	get, post := http.MethodGet, http.MethodPost
	return shell.Door{Pages: templates, Routes: []shell.Route{
		{Method: get, Path: shell.SignInPath, Need: shell.Anyone, Do: p.signIn},
		{Method: post, Path: shell.SignInPath, Need: shell.Anyone, Do: p.signInPost},
		{Method: get, Path: codePath, Need: shell.Anyone, Do: p.code},
		{Method: post, Path: codePath, Need: shell.Anyone, Do: p.codePost},
		{Method: post, Path: "/sign-out", Need: shell.Anyone, Do: p.signOutPost},
		{Method: get, Path: accountPath, Need: shell.Member, Do: p.account},
		{Method: post, Path: accountPath + "/devices/:id", Need: shell.Member, Do: p.dropDevicePost},
		{Method: post, Path: signInsPath + "/:id", Need: shell.Member, Do: p.endSignInPost},
		{Method: post, Path: accountPath + "/sign-out", Need: shell.Unsettled, Do: p.signOutEverywherePost},
		{Method: get, Path: passwordPath, Need: shell.Unsettled, Do: p.newPassword},
		{Method: post, Path: passwordPath, Need: shell.Unsettled, Do: p.newPasswordPost},
		{Method: get, Path: factorPath, Need: shell.Unsettled, Do: p.factor},
		{Method: post, Path: factorPath, Need: shell.Unsettled, Do: p.factorPost},
		{Method: post, Path: factorPath + "/off", Need: shell.Member, Do: p.factorOffPost},
	}}
}

// identity is the visitor with what he proves himself with.
func (p *Pages) identity(v *shell.Visit) (Identity, error) {
	return p.Service.identity(v.Request().Context(), v.Tenant.ID, v.Person.ID)
}

// renew goes on with a session after the visitor's stamp has changed; every other one has ended.
func (p *Pages) renew(v *shell.Visit) error {
	i, err := p.identity(v)
	if err != nil {
		return err
	}
	ctx, now := v.Request().Context(), p.Service.Now()
	before, _ := readSession(ctx, p.Sessions) // the visitor has one
	if err := p.Service.SignIns.SeeSignIn(ctx, i.Tenant.ID, before.SignIn, i.Stamp(), now); err != nil {
		return err
	}
	return open(ctx, p.Sessions, session{Tenant: i.Tenant.ID, Employee: i.Person.ID, Proof: shell.Full, SignIn: before.SignIn, Stamp: i.Stamp(), At: now, Seen: now})
}

// until is the time from which something may be tried again, on the company's clock when it is known.
func until(err error, zone *time.Location) string {
	at, _ := arg(err, "until").(time.Time)
	at = at.In(zone).Add(time.Minute - 1) // never told too early
	return locale.Clock(at.Hour()*60 + at.Minute())
}

// tokyo is the clock of who is not known yet.
var tokyo = (&Identity{}).Tenant.Zone()

// arg is an argument of a refusal.
func arg(err error, name string) any {
	if e, ok := err.(*domain.Error); ok {
		return e.Args[name]
	}
	return nil
}
