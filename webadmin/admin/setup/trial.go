package setup

import (
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Trial is the first punch: the administrator links his own chat and punches, and sees it arrive.
type Trial struct {
	head
	Chat   bool   // the company has a chat channel
	Linked bool   // his own account is linked there
	Code   string // the number that links it, shown once
	Until  string
	First  string // who has punched, and when; empty: nobody yet
	Events string
	Word   string // what to send
}

func (p *Pages) trial(v *shell.Visit) error { return p.showTrial(v, "", org.LinkCode{}) }

// trialPost makes the number that links the administrator's own chat.
func (p *Pages) trialPost(v *shell.Visit) error {
	code, row, err := p.Linking.NewCode(v.Request().Context(), v.Actor(domain.Console), v.Person.ID)
	if err != nil {
		return err
	}
	return p.showTrial(v, code, row)
}

func (p *Pages) showTrial(v *shell.Visit, code string, row org.LinkCode) error {
	ctx, t := v.Request().Context(), teller(v)
	connected, err := p.connected(v)
	if err != nil {
		return err
	}
	accounts, err := p.Accounts.AccountsOf(ctx, v.Tenant.ID, v.Person.ID)
	if err != nil {
		return err
	}
	page := Trial{head: headOf(v, qTrial), Linked: len(accounts) > 0, Code: code, Events: desk.Setup + "/events", Word: v.T("setup.trial.word")}
	for _, d := range chats {
		page.Chat = page.Chat || connected[d]
	}
	if code != "" {
		page.Until = t.When(row.ExpiresAt)
	}
	if page.First, err = p.firstPunch(v); err != nil {
		return err
	}
	return v.Show(http.StatusOK, page)
}

// firstPunch tells who has punched lately; empty: nobody has.
func (p *Pages) firstPunch(v *shell.Visit) (string, error) {
	all, err := p.Records.WhoIsIn(v.Request().Context(), v.Actor(domain.Console))
	if err != nil {
		return "", err
	}
	for _, one := range all {
		if !one.Since.IsZero() {
			return v.T("setup.trial.first", "name", one.Employee.DisplayName(v.Lang()), "at", teller(v).When(one.Since)), nil
		}
	}
	return "", nil
}

// donePost ends the questions; what is left is in the settings.
func (p *Pages) donePost(v *shell.Visit) error {
	err := p.keep(v, qTrial, func(_ company.Masters, f *company.File) error {
		f.Tenant.Setup.Open = false
		return nil
	})
	if err != nil {
		return err
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: v.T("setup.done"), Lines: []string{v.T("setup.done_line")}})
	return v.Go(desk.Home)
}

// Arrived says that the first punch is there.
func (t Trial) Arrived() ui.Notice {
	return ui.Notice{Tone: ui.Good, Title: t.T("setup.trial.arrived"), Lines: []string{t.First}}
}
