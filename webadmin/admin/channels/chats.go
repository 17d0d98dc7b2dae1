package channels

import (
	"net/http"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Chats is the company's connections to chat platforms (チャット連携), and what belongs to them.
type Chats struct {
	ui.Page
	Tabs  ui.Tabs
	Rows  []Connection
	Kinds []ui.Link // what can be connected
	Links []ui.Link
}

// Connection is one channel in the list.
type Connection struct {
	Name, Key, Path string
	State           ui.Badge
	Heard           string
	Left            string // what is still to be done; empty: nothing
	Troubles        ui.Link
}

// Kinds are the platforms, in the order of their spread in the country.
var Kinds = []domain.Door{domain.LINE, domain.Chatwork, domain.Slack}

func (p *Pages) chats(v *shell.Visit) error {
	all, err := p.Channels.EveryChannel(v.Request().Context(), v.Tenant.ID)
	if err != nil {
		return err
	}
	page := Chats{Page: v.Page(v.T("channels.title")), Tabs: desk.Tabs(v, desk.Channels)}
	for _, ch := range all {
		row, err := p.connection(v, ch)
		if err != nil {
			return err
		}
		page.Rows = append(page.Rows, row)
	}
	t := teller(v)
	for _, kind := range Kinds {
		page.Kinds = append(page.Kinds, ui.Link{Path: newPath + string(kind), Label: v.T("channels.connect", "door", t.Door(kind))})
	}
	_, senders, err := p.Channels.Senders(v.Request().Context(), v.Tenant.ID, 1, 1)
	if err != nil {
		return err
	}
	_, lost, err := p.People.Page(v.Request().Context(), p.lost(v), 0, 1)
	if err != nil {
		return err
	}
	page.Links = []ui.Link{{Path: wordsPath, Label: v.T("channels.words")}, {Path: sendersPath, Label: v.T("channels.senders", "count", senders)},
		{Path: unreachedPath, Label: v.T("channels.unreached", "count", lost)}}
	return v.Show(http.StatusOK, page)
}

// troubleTime is how far back failures are counted.
const troubleTime = 7 * 24 * time.Hour

func (p *Pages) connection(v *shell.Visit, ch org.Channel) (Connection, error) {
	ctx, t := v.Request().Context(), teller(v)
	c := Connection{Name: t.Door(ch.Kind), Key: ch.Key, Path: at(ch.ID), State: state(v, ch)}
	pulse, err := p.Channels.PulseOf(ctx, v.Tenant.ID, ch.ID)
	if err != nil {
		return c, err
	}
	switch {
	case len(company.Missing(ch)) > 0:
		c.Left = v.T("channels.unfinished")
	case pulse.HeardAt != nil:
		c.Heard = v.T("channels.heard", "at", t.When(*pulse.HeardAt))
	}
	list, err := p.Rows.Troubles(ctx, v.Tenant.ID, ch.ID, p.Now().Add(-troubleTime))
	if err != nil {
		return c, err
	}
	_, failed, err := p.Events.Failed(ctx, v.Tenant.ID, ch.ID, 1, 1)
	if n := failed + p.stuck(ch.Kind, list); n > 0 {
		c.Troubles = ui.Link{Path: at(ch.ID) + "/trouble", Label: v.T("channels.troubles", "count", n)}
	}
	return c, err
}

// stuck counts rows that were given up, and those that wait for a token that is taken.
func (p *Pages) stuck(kind domain.Door, list []outbox.Trouble) (n int) {
	for _, x := range list {
		if x.State == outbox.Dead || p.Checker.Status(kind, x.Note) == http.StatusUnauthorized {
			n += x.Count
		}
	}
	return n
}

// state is a channel's, as a badge.
func state(v *shell.Visit, ch org.Channel) ui.Badge {
	switch {
	case ch.Active:
		return ui.Badge{State: "in", Word: "● " + v.T("channels.on")}
	case len(company.Missing(ch)) > 0:
		return ui.Badge{State: "waiting", Word: "… " + v.T("channels.draft")}
	}
	return ui.Badge{State: "out", Word: "○ " + v.T("channels.off")}
}
