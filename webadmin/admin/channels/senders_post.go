package channels

import (
	"net/http"
	"net/url"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// sendersPost looks for whose an account is, gives it to somebody, or takes it back.
func (p *Pages) sendersPost(v *shell.Visit) error {
	s := Sender{Channel: domain.ID(v.Text("channel")), User: v.Text("user")}
	switch v.Text("do") {
	case "part":
		return p.part(v, s.Channel, s.User, sendersPath)
	case "assign":
		return p.assign(v, s)
	}
	if err := p.found(v, &s); err != nil {
		return err
	}
	status := http.StatusOK
	if len(s.Found) == 0 {
		status = http.StatusUnprocessableEntity
	}
	return p.showSenders(v, status, &s)
}

// assign ties the account to somebody who works here, and tells him so: he would be the first to notice a mistake.
func (p *Pages) assign(v *shell.Visit, s Sender) error {
	ctx := v.Request().Context()
	e, err := p.People.Employee(ctx, v.Tenant.ID, domain.ID(v.Text("employee")))
	if err != nil {
		return err
	}
	if e.Standing(v.Tenant.DateAt(p.Now())) != org.Working {
		return domain.Errorf(domain.Conflict, "channels: %s does not work here", e.ID)
	}
	known, err := p.People.Account(ctx, v.Tenant.ID, s.Channel, s.User)
	if domain.Is(err, domain.NotFound) || err == nil && known.Employee != e.ID {
		known = org.ChatAccount{Tenant: v.Tenant.ID, Channel: s.Channel, User: s.User, Employee: e.ID, LinkedAt: p.Now()}
		err = p.Channels.Assign(ctx, known, v.Actor(domain.Web))
	}
	switch {
	case domain.Is(err, domain.Conflict): // he linked himself meanwhile, or another administrator was faster
		v.Say(ui.Notice{Tone: ui.Alert, Title: v.T("channels.assigned.other"), Lines: []string{v.T("refuse.nothing")}})
		return v.Go(sendersPath)
	case err != nil:
		return err
	}
	if err := p.Herald.Linked(ctx, known); err != nil { // the same form again tells what an earlier one could not
		return err
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: v.T("channels.assigned", "who", e.DisplayName(v.Lang())), Lines: []string{v.T("channels.assigned.told")}})
	return v.Go(sendersPath + "?" + url.Values{"channel": {string(s.Channel)}, "user": {s.User}}.Encode())
}

// part ends a link. What was recorded stays.
func (p *Pages) part(v *shell.Visit, channel domain.ID, user, back string) error {
	err := p.Channels.Part(v.Request().Context(), v.Tenant.ID, channel, user, v.Actor(domain.Web))
	switch {
	case domain.Is(err, domain.NotFound):
		v.Say(ui.Notice{Tone: ui.Info, Title: v.T("portal.not_linked")})
	case err != nil:
		return err
	default:
		v.Say(ui.Notice{Tone: ui.Good, Title: v.T("portal.unlinked"), Lines: []string{v.T("unlink.stays")}})
	}
	return v.Go(back)
}
