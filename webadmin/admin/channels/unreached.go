package channels

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Unreached are people who can be told nothing in chat (チャットで連絡がつかない人), to be invited again.
type Unreached struct {
	ui.Page
	Tabs   ui.Tabs
	Back   ui.Link
	Search ui.Search
	Rows   []Missed
	Paging ui.Paging
	Invite *Invite // a number that was just made; it is shown once
	Empty  ui.Empty
}

// Missed is one of them.
type Missed struct {
	ID    domain.ID
	Name  string
	Code  string
	State ui.Badge
	Links []Broken
}

// Broken is an account that cannot be written to any more.
type Broken struct {
	Channel    domain.ID
	User, Door string
	Since      string
}

// Invite is a number to hand over, and what to do with it.
type Invite struct {
	Who, Code, Until string
	How              []string
}

// missedPerPage is how many people stand on a page.
const missedPerPage = 50

// lost narrows people to those nothing can be told.
func (p *Pages) lost(v *shell.Visit) org.Search {
	return org.Search{Tenant: v.Tenant.ID, On: v.Tenant.DateAt(p.Now()), Standing: org.Working, Reach: org.Lost}
}

func (p *Pages) unreached(v *shell.Visit) error { return p.showUnreached(v, nil) }

func (p *Pages) showUnreached(v *shell.Visit, invite *Invite) error {
	ctx, at, text := v.Request().Context(), pageOf(v), v.Text("q")
	s := p.lost(v)
	s.Words = strings.Fields(text)
	people, total, err := p.People.Page(ctx, s, (at-1)*missedPerPage, missedPerPage)
	if err != nil {
		return err
	}
	page := Unreached{Page: v.Page(v.T("channels.unreached.title")), Tabs: desk.Tabs(v, desk.Channels), Back: ui.Link{Path: desk.Channels, Label: v.T("channels.title")}, Invite: invite}
	page.Search = ui.Search{Page: page.Page, Path: unreachedPath, Value: text, Label: v.T("channels.whose")}
	page.Paging = ui.Paging{Page: page.Page, At: at, Pages: max(1, (total+missedPerPage-1)/missedPerPage), Total: total, Path: unreachedPath, Query: url.Values{"q": {text}}}
	page.Empty = ui.Empty{Title: v.T("channels.unreached.none"), Line: v.T("channels.unreached.none_line")}
	if text != "" {
		page.Empty = ui.Empty{Title: v.T("channels.nobody", "text", text), Line: v.T("channels.unreached.look"), To: ui.Link{Path: unreachedPath, Label: v.T("channels.all")}}
	}
	if page.Rows, err = p.missed(v, people); err != nil {
		return err
	}
	return v.Show(http.StatusOK, page)
}

func (p *Pages) missed(v *shell.Visit, people []org.Employee) ([]Missed, error) {
	ctx, t := v.Request().Context(), teller(v)
	var ids []domain.ID
	for _, e := range people {
		ids = append(ids, e.ID)
	}
	accounts, err := p.People.AccountsOfAll(ctx, v.Tenant.ID, ids)
	if err != nil {
		return nil, err
	}
	all, err := p.Channels.EveryChannel(ctx, v.Tenant.ID)
	if err != nil {
		return nil, err
	}
	kinds := map[domain.ID]domain.Door{}
	for _, ch := range all {
		kinds[ch.ID] = ch.Kind
	}
	var list []Missed
	for _, e := range people {
		m := Missed{ID: e.ID, Name: e.DisplayName(v.Lang()), Code: e.Code, State: ui.Badge{State: "out", Word: "○ " + v.T("channels.unlinked")}}
		for _, a := range accounts {
			if a.Employee == e.ID {
				m.State = ui.Badge{State: "needs", Word: "! " + v.T("channels.blocked")}
				m.Links = append(m.Links, Broken{Channel: a.Channel, User: a.User, Door: t.Door(kinds[a.Channel]), Since: v.T("portal.linked_since", "at", t.When(a.LinkedAt))})
			}
		}
		list = append(list, m)
	}
	return list, nil
}

// unreachedPost makes somebody a number, or ends a link that leads nowhere.
func (p *Pages) unreachedPost(v *shell.Visit) error {
	if v.Text("do") == "part" {
		return p.part(v, domain.ID(v.Text("channel")), v.Text("user"), unreachedPath)
	}
	ctx := v.Request().Context()
	e, err := p.People.Employee(ctx, v.Tenant.ID, domain.ID(v.Text("employee")))
	if err != nil {
		return err
	}
	code, row, err := p.Linking.NewCode(ctx, v.Actor(domain.Web), e.ID)
	if domain.Is(err, domain.Forbidden) {
		return domain.Errorf(domain.Conflict, "channels: no number for %s: %w", e.ID, err) // he left meanwhile
	}
	if err != nil {
		return err
	}
	invite := &Invite{Who: e.DisplayName(v.Lang()), Code: code, Until: v.T("portal.code_until", "at", teller(v).When(row.ExpiresAt))}
	all, err := p.Channels.EveryChannel(ctx, v.Tenant.ID)
	for _, ch := range all {
		if ch.Active {
			invite.How = append(invite.How, v.T("portal.link_how."+string(ch.Kind), "code", code))
		}
	}
	if err != nil {
		return err
	}
	return p.showUnreached(v, invite)
}
