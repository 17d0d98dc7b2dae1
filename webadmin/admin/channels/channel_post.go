package channels

import (
	"errors"
	"net/http"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// channelPost does one thing to a channel: a step is filled in, a secret comes or goes, it is switched on or off.
func (p *Pages) channelPost(v *shell.Visit) error {
	ch, err := p.asked(v)
	if err != nil {
		return err
	}
	verb, what, _ := strings.Cut(v.Text("do"), ":")
	switch verb {
	case "step":
		return p.stepPost(v, ch, what)
	case "add":
		return p.change(v, ch, v.T("channels.added"), func(c *org.Channel) error { return c.AddSigning(long(v, "signing")) })
	case "drop":
		return p.change(v, ch, v.T("channels.dropped"), func(c *org.Channel) error { return c.DropSigning(what) })
	case "on":
		p.draw(v, ch)
		return p.change(v, ch, v.T("channels.started"), func(c *org.Channel) error {
			if len(company.Missing(*c)) > 0 {
				return domain.Refuse(domain.Invalid, "why", "unfinished")
			}
			c.Active = true
			return nil
		})
	case "off":
		return p.change(v, ch, v.T("channels.stopped"), func(c *org.Channel) error { c.Active = false; return nil })
	}
	return p.show(v, http.StatusUnprocessableEntity, ch, form{notices: []ui.Notice{{Tone: ui.Alert, Title: v.T("admin.desk.wrong.choice")}}})
}

// draw has the menus ready when the channel begins. Without them people can still say everything.
func (p *Pages) draw(v *shell.Visit, ch org.Channel) {
	if len(company.Missing(ch)) > 0 {
		return
	}
	if err := p.Checker.Draw(v.Request().Context(), ch); err != nil {
		v.Say(ui.Notice{Tone: ui.Alert, Title: v.T("channels.no_menus"), Lines: []string{v.T("channels.no_menus.next")}})
	}
}

// change saves a change of a channel that was shown; its refusal is said beside the secrets.
func (p *Pages) change(v *shell.Visit, ch org.Channel, done string, do func(*org.Channel) error) error {
	err := p.save(v, ch, do)
	switch {
	case err == nil:
		v.Say(ui.Notice{Tone: ui.Good, Title: done})
		return v.Go(at(ch.ID))
	case domain.Is(err, domain.Conflict):
		return p.changedMeanwhile(v, ch, form{})
	case domain.Is(err, domain.Invalid):
		said := v.T("channels.wrong." + why(err))
		if why(err) == "unfinished" || why(err) == "last" {
			return p.show(v, http.StatusUnprocessableEntity, ch, form{notices: []ui.Notice{{Tone: ui.Alert, Title: said}}})
		}
		return p.show(v, http.StatusUnprocessableEntity, ch, form{secret: said})
	}
	return err
}

// save does a change to the channel as it is kept, if it still is as the form showed it.
func (p *Pages) save(v *shell.Visit, ch org.Channel, do func(*org.Channel) error) error {
	_, err := p.Desk.Save(v, desk.Edit{Shown: v.Text("shown"), Why: v.Text("why"), Kept: keptChannel(ch.Key), File: func(m company.Masters) (company.File, error) {
		c, ok := keptChannel(ch.Key)(m).(org.Channel)
		if !ok {
			return company.File{}, domain.Errorf(domain.NotFound, "channels: %s is gone", ch.Key)
		}
		if err := do(&c); err != nil {
			return company.File{}, err
		}
		return company.File{Channels: []org.Channel{c}}, nil
	}})
	return err
}

// changedMeanwhile shows the form with what was typed and what somebody else made of the channel.
func (p *Pages) changedMeanwhile(v *shell.Visit, ch org.Channel, f form) error {
	f.theirs = ch
	f.notices = append(f.notices, ui.Notice{Tone: ui.Alert, Title: v.T("channels.meanwhile"), Lines: []string{v.T("refuse.nothing")}})
	return p.show(v, http.StatusConflict, ch, f)
}

// stepPost keeps what a step asks for. A new token is tried first: one that the platform does not take replaces nothing.
func (p *Pages) stepPost(v *shell.Visit, ch org.Channel, name string) error {
	s, ok := stepOf(ch.Kind, name)
	if !ok {
		return domain.Errorf(domain.NotFound, "channels: no step %q", name)
	}
	next, f := ch, form{step: name}
	var fresh bool
	f.typed, f.wrong, fresh = s.take(v, &next)
	var told map[string]string
	if fresh && len(f.wrong) == 0 {
		report, err := p.Checker.Try(v.Request().Context(), next)
		if err != nil {
			return err
		}
		if wrong := tried(v, s, report); wrong != nil {
			f.wrong = wrong
		}
		told = report.Options
	}
	if len(f.wrong) > 0 {
		return p.show(v, http.StatusUnprocessableEntity, ch, f)
	}
	err := p.save(v, ch, func(c *org.Channel) error {
		_, wrong, _ := s.take(v, c)
		for option, value := range told {
			c.Options[option] = value // the platform knows better than whoever types it
		}
		if len(wrong) > 0 {
			return domain.Refuse(domain.Invalid, "why", "format")
		}
		return nil
	})
	var refused *domain.Error
	switch {
	case domain.Is(err, domain.Conflict) && errors.As(err, &refused):
		return p.changedMeanwhile(v, ch, f)
	case err != nil:
		return err
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: v.T("channels.saved")})
	return v.Go(at(ch.ID) + "#step-" + name)
}

// tried is what is wrong with a token that was tried, beside its field; nil: it is taken. One of another account is not:
// the people who are linked would be strangers to it.
func tried(v *shell.Visit, s step, r Report) map[string]string {
	for _, f := range r.Findings {
		if f.Verdict == Fine || f.What == "scopes" {
			continue
		}
		for _, in := range s.inputs {
			if in.token {
				return map[string]string{in.name: v.T("channels.found."+f.What+"."+f.Why, f.Args...) + " " + v.T("channels.not_replaced")}
			}
		}
	}
	return nil
}
