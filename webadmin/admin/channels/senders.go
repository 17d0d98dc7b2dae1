package channels

import (
	"net/http"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Senders are chat accounts that wrote and are nobody's (未登録の送信者), to be given to people.
type Senders struct {
	ui.Page
	Tabs   ui.Tabs
	Back   ui.Link
	Rows   []Sender
	Paging ui.Paging
	Just   *Sender // the account that was given just now: it can be taken back
	Empty  ui.Empty
}

// Sender is one account, and who it may be.
type Sender struct {
	Channel    domain.ID
	User       string
	Door, Name string // what it calls itself; empty: the platform does not tell
	When       string
	Whose      string
	Find       ui.Field
	Found      []Candidate
}

// Candidate is somebody whose account it may be.
type Candidate struct {
	ID    domain.ID
	Name  string
	Warns string // he has another account there, which this one replaces
}

// sendersPerPage is how many accounts stand on a page: each one's name is asked for.
const sendersPerPage = 20

// candidatesMost is how many people are offered; more are narrowed by a longer name.
const candidatesMost = 8

func (p *Pages) senders(v *shell.Visit) error { return p.showSenders(v, http.StatusOK, nil) }

// showSenders shows the accounts; open is the one somebody is being looked for.
func (p *Pages) showSenders(v *shell.Visit, status int, open *Sender) error {
	ctx, at := v.Request().Context(), pageOf(v)
	list, total, err := p.Channels.Senders(ctx, v.Tenant.ID, at, sendersPerPage)
	if err != nil {
		return err
	}
	channels, names, err := p.named(v, list)
	if err != nil {
		return err
	}
	page := Senders{Page: v.Page(v.T("channels.senders.title")), Tabs: desk.Tabs(v, desk.Channels), Back: ui.Link{Path: desk.Channels, Label: v.T("channels.title")},
		Empty: ui.Empty{Title: v.T("channels.senders.none"), Line: v.T("channels.senders.none_line")}}
	page.Paging = ui.Paging{Page: page.Page, At: at, Pages: max(1, (total+sendersPerPage-1)/sendersPerPage), Total: total, Path: sendersPath}
	t := teller(v)
	for _, s := range list {
		row := Sender{Channel: s.Channel, User: s.User, Door: t.Door(channels[s.Channel].Kind), Name: names[string(s.Channel)+"/"+s.User],
			When: v.T("channels.wrote", "first", t.When(s.FirstAt), "last", t.When(s.LastAt))}
		row.Find = ui.Field{Name: "find", Label: v.T("channels.whose"), Max: maxFind, Required: true}
		if open != nil && open.Channel == s.Channel && open.User == s.User {
			row.Find.Value, row.Find.Error, row.Found = open.Find.Value, open.Find.Error, open.Found
		}
		page.Rows = append(page.Rows, row)
	}
	if page.Just, err = p.just(v, channels); err != nil {
		return err
	}
	return v.Show(status, page)
}

const maxFind = 100

// named are the company's channels, and what accounts call themselves.
func (p *Pages) named(v *shell.Visit, list []org.Sender) (map[domain.ID]org.Channel, map[string]string, error) {
	ctx := v.Request().Context()
	all, err := p.Channels.EveryChannel(ctx, v.Tenant.ID)
	if err != nil {
		return nil, nil, err
	}
	channels, names, users := map[domain.ID]org.Channel{}, map[string]string{}, map[domain.ID][]string{}
	for _, s := range list {
		users[s.Channel] = append(users[s.Channel], s.User)
	}
	for _, ch := range all {
		channels[ch.ID] = ch
		if len(users[ch.ID]) == 0 || !ch.Active {
			continue
		}
		told, err := p.Checker.Names(ctx, ch, users[ch.ID])
		if err != nil {
			return nil, nil, err
		}
		for user, name := range told {
			names[string(ch.ID)+"/"+user] = name
		}
	}
	return channels, names, nil
}

// just is the account the address names, if it belongs to somebody.
func (p *Pages) just(v *shell.Visit, channels map[domain.ID]org.Channel) (*Sender, error) {
	channel, user := domain.ID(v.QueryParam("channel")), v.QueryParam("user")
	if channel == "" || user == "" {
		return nil, nil
	}
	account, err := p.People.Account(v.Request().Context(), v.Tenant.ID, channel, user)
	if domain.Is(err, domain.NotFound) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	e, err := p.People.Employee(v.Request().Context(), v.Tenant.ID, account.Employee)
	return &Sender{Channel: channel, User: user, Door: teller(v).Door(channels[channel].Kind), Whose: e.Code + " " + e.DisplayName(v.Lang())}, err
}

// found looks for people by what was typed.
func (p *Pages) found(v *shell.Visit, s *Sender) error {
	text := strings.TrimSpace(v.Text("find"))
	s.Find.Value = text
	if text == "" {
		s.Find.Error = v.T("admin.desk.wrong.missing")
		return nil
	}
	ctx := v.Request().Context()
	people, total, err := p.People.Page(ctx, org.Search{Tenant: v.Tenant.ID, On: v.Tenant.DateAt(p.Now()), Words: strings.Fields(text), Standing: org.Working}, 0, candidatesMost)
	if err != nil {
		return err
	}
	var ids []domain.ID
	for _, e := range people {
		ids = append(ids, e.ID)
	}
	accounts, err := p.People.AccountsOfAll(ctx, v.Tenant.ID, ids)
	if err != nil {
		return err
	}
	for _, e := range people {
		c := Candidate{ID: e.ID, Name: e.Code + " " + e.DisplayName(v.Lang())}
		for _, a := range accounts {
			if a.Employee == e.ID && a.Channel == s.Channel {
				c.Warns = v.T("channels.replaces")
			}
		}
		s.Found = append(s.Found, c)
	}
	switch {
	case total == 0:
		s.Find.Error = v.T("channels.nobody", "text", text)
	case total > candidatesMost:
		s.Find.Error = v.T("channels.too_many", "count", total)
	}
	return nil
}
