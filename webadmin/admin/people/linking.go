package people

import (
	"net/http"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Linking is who is linked in chat, who is not, and who cannot be reached (チャット連携).
type Linking struct {
	ui.Page
	Tabs   ui.Tabs
	Back   ui.Link
	Filter ui.Filter
	Form   string
	Query  string
	Found  string
	All    string
	Here   string
	Rows   []Tied
	Paging ui.Paging
	Empty  ui.Empty
}

// Tied is one person and his chat accounts.
type Tied struct {
	ID               domain.ID
	Name, Code, Path string
	Department       string
	State            ui.Badge
	Accounts         []Account
}

func (p *Pages) linking(v *shell.Visit) error {
	a, err := p.ask(v, v.QueryParams())
	if err != nil {
		return err
	}
	if a.Standing == "" {
		a.Standing = org.Working
	}
	people, paging, err := p.page(v, a, linkingPath)
	if err != nil {
		return err
	}
	page := Linking{Page: v.Page(v.T("people.linking")), Tabs: desk.Tabs(v, desk.People), Back: ui.Link{Path: desk.People, Label: v.T("admin.tab.people")},
		Form: v.NewForm(), Here: a.address(linkingPath), Paging: paging, Found: v.T("people.found", "count", paging.Total)}
	a.query.Set("standing", string(a.Standing))
	page.Query, page.Wide, page.Paging.Page = a.query.Encode(), true, page.Page
	page.Filter = a.filter(v, page.Page, linkingPath, "department", "site", "reach", "standing")
	if paging.Total > len(people) {
		page.All = v.T("people.choose_all", "count", paging.Total)
	}
	if page.Rows, err = p.tied(v, a, people); err != nil {
		return err
	}
	page.Empty = ui.Empty{Title: v.T("people.none"), Line: v.T("people.none_line"), To: ui.Link{Path: linkingPath, Label: v.T("people.show_all")}}
	return v.Show(http.StatusOK, page)
}

func (p *Pages) tied(v *shell.Visit, a asked, people []org.Employee) ([]Tied, error) {
	accounts, err := p.accounts(v, people)
	if err != nil {
		return nil, err
	}
	names := map[domain.ID]string{}
	for _, d := range a.m.Departments {
		names[d.ID] = d.Name
	}
	var rows []Tied
	for _, e := range people {
		rows = append(rows, Tied{ID: e.ID, Name: e.DisplayName(v.Lang()), Code: e.Code, Path: desk.People + "/" + string(e.ID), Department: names[e.On(a.On).Department],
			State: reached(v, accounts[e.ID]), Accounts: told(v, a.m.Channels, accounts[e.ID])})
	}
	return rows, nil
}

// told are chat accounts as pages show them. Those of a channel that is no more are left out.
func told(v *shell.Visit, channels []org.Channel, all []org.ChatAccount) []Account {
	t := telling.Teller{Lang: v.Lang(), Zone: v.Tenant.Zone()}
	var list []Account
	for _, a := range all {
		i := slices.IndexFunc(channels, func(c org.Channel) bool { return c.ID == a.Channel })
		if i >= 0 {
			list = append(list, Account{Door: t.Door(channels[i].Kind), Since: v.T("people.linked_since", "at", t.When(a.LinkedAt)),
				Reach: reached(v, []org.ChatAccount{a}), Channel: string(a.Channel), User: a.User})
		}
	}
	return list
}

// unlinkPost ends somebody's link. What was recorded stays.
func (p *Pages) unlinkPost(v *shell.Visit) error {
	err := p.Accounts.Part(v.Request().Context(), v.Tenant.ID, domain.ID(v.FormValue("channel")), v.FormValue("user"), actor(v))
	switch {
	case domain.Is(err, domain.NotFound):
		v.Say(ui.Notice{Tone: ui.Info, Title: v.T("people.unlinked_already")})
	case err != nil:
		return err
	default:
		v.Say(ui.Notice{Tone: ui.Good, Title: v.T("people.unlinked"), Lines: []string{v.T("unlink.stays")}})
	}
	if back := v.FormValue("back"); back != "" {
		return v.Go(back)
	}
	return v.Go(linkingPath)
}
