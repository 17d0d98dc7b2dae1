package auth

import (
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Session is where somebody is signed in now.
type Session struct {
	Name, From string // what the browser says it is; its address
	Since      string
	Here       bool   // this one
	Path       string // posting there ends it
}

// Past is a sign-in of the last weeks, or one that failed.
type Past struct {
	Name, From, At string
	Result         ui.Badge
}

func (p *Pages) sessions(v *shell.Visit, i Identity) ([]Session, error) {
	open, err := p.Service.OpenSignIns(v.Request().Context(), i)
	here, _ := readSession(v.Request().Context(), p.Sessions) // the visitor has one
	var list []Session
	for _, one := range open {
		since := v.T("account.session.since", "at", moment(v, one.At), "seen", moment(v, one.SeenAt))
		list = append(list, Session{Name: one.Name, From: one.Address, Since: since, Here: one.ID == here.SignIn, Path: signInsPath + "/" + string(one.ID)})
	}
	return list, err
}

func (p *Pages) past(v *shell.Visit, i Identity) ([]Past, error) {
	last, err := p.Service.SignIns.SignInsOf(v.Request().Context(), i.Tenant.ID, i.Person.ID, listed)
	var list []Past
	for _, one := range last {
		badge := ui.Badge{State: "in", Word: v.T("account.past.done")}
		if one.Failed != "" {
			badge = ui.Badge{State: "needs", Word: v.T("account.past.failed." + one.Failed)}
		}
		list = append(list, Past{Name: one.Name, From: one.Address, At: moment(v, one.At), Result: badge})
	}
	return list, err
}

// endSignInPost ends one session, from another one.
func (p *Pages) endSignInPost(v *shell.Visit) error {
	i, err := p.identity(v)
	if err != nil {
		return err
	}
	if err := p.Service.EndSignIn(v.Request().Context(), i, domain.ID(v.Param("id")), from(v)); err != nil {
		return err
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: v.T("account.session.ended")})
	return v.Go(accountPath)
}

// moment is an instant on the company's clock.
func moment(v *shell.Visit, at time.Time) string {
	at = at.In(v.Tenant.Zone())
	return locale.Date(v.Lang(), at) + " " + locale.Clock(at.Hour()*60+at.Minute())
}
