package admin

import (
	"net/http"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Home is what an administrator sees first: what needs a person.
type Home struct {
	ui.Page
	Tabs   ui.Tabs
	Search ui.Search
	Needs  []Need
}

// Need is one thing that needs a person.
type Need struct {
	ui.Badge
	Line string
	To   ui.Link
}

func (p *Pages) home(v *shell.Visit) error {
	page := Home{Page: v.Page(v.T("admin.home")), Tabs: desk.Tabs(v, desk.Home)}
	page.Search = search(v, page.Page)
	for _, look := range []func(*shell.Visit) ([]Need, error){p.setup, p.waiting, p.missing, p.months, p.unreached, p.senders, p.chats, p.held} {
		needs, err := look(v)
		if err != nil {
			return err
		}
		page.Needs = append(page.Needs, needs...)
	}
	return v.Show(http.StatusOK, page)
}

func search(v *shell.Visit, page ui.Page) ui.Search {
	return ui.Search{Page: page, Path: foundPath, Value: v.QueryParam("q"), Label: v.T("admin.search")}
}

// need is a line of one kind: its text has the count, its link leads to where it is seen to. Of nothing there is no line.
func need(v *shell.Visit, state, name string, count int, path string) []Need {
	if count == 0 {
		return nil
	}
	shape := map[string]string{"needs": "!", "waiting": "…"}[state]
	return []Need{{ui.Badge{State: state, Word: shape + " " + v.T("admin.need."+name)}, v.T("admin.need."+name+".line", "count", count),
		ui.Link{Path: path, Label: v.T("admin.need." + name + ".to")}}}
}

func (p *Pages) setup(v *shell.Visit) ([]Need, error) {
	if !v.Tenant.Setup.Open {
		return nil, nil
	}
	return need(v, "waiting", "setup", 1, desk.Setup), nil
}

func (p *Pages) waiting(v *shell.Visit) ([]Need, error) {
	list, err := p.Requests.Pending(v.Request().Context(), v.Tenant.ID, "")
	return need(v, "waiting", "requests", len(list), "/team/queue"), err
}

// missing counts the people whose running month lacks a punch.
func (p *Pages) missing(v *shell.Visit) ([]Need, error) {
	ctx, today := v.Request().Context(), v.Tenant.DateAt(p.Desk.Now())
	people, err := p.People.Employees(ctx, v.Tenant.ID)
	if err != nil {
		return nil, err
	}
	count := 0
	err = p.Records.Each(ctx, v.Tenant.ID, calendar.MonthOf(today), people, false, p.Desk.Now(), func(e org.Employee, m worktime.Aggregate) error {
		if e.Active && m.Totals.Problems > 0 {
			count++
		}
		return nil
	})
	return need(v, "needs", "missing", count, desk.Records+"/missing"), err
}

// months are those of closing groups that are over and open.
func (p *Pages) months(v *shell.Visit) ([]Need, error) {
	ctx, today := v.Request().Context(), v.Tenant.DateAt(p.Desk.Now())
	groups, err := p.Groups.Groups(ctx, v.Tenant.ID)
	if err != nil {
		return nil, err
	}
	var needs []Need
	for _, g := range groups {
		if g.Retired {
			continue
		}
		month := g.PeriodOf(today).Month.Add(-1)
		locks, err := p.Groups.Locks(ctx, v.Tenant.ID, g.ID, month)
		if err != nil {
			return nil, err
		}
		if closing.StateOf(locks, "").Locked {
			continue
		}
		name := locale.Month(v.Lang(), month.First().At(0, time.UTC))
		needs = append(needs, Need{ui.Badge{State: "waiting", Word: "… " + v.T("admin.need.month")}, v.T("admin.need.month.line", "group", g.Name, "month", name),
			ui.Link{Path: "/team/closing?month=" + string(month), Label: v.T("admin.need.month.to")}})
	}
	return needs, nil
}

// unreached are people who can be told nothing in chat; of a company without a chat nobody is one.
func (p *Pages) unreached(v *shell.Visit) ([]Need, error) {
	ctx := v.Request().Context()
	channels, err := p.Channels.EveryChannel(ctx, v.Tenant.ID)
	if err != nil || len(channels) == 0 {
		return nil, err
	}
	_, count, err := p.People.Page(ctx, org.Search{Tenant: v.Tenant.ID, On: v.Tenant.DateAt(p.Desk.Now()), Standing: org.Working, Reach: org.Lost}, 0, 1)
	return need(v, "waiting", "unreached", count, desk.Channels+"/unreached"), err
}

func (p *Pages) senders(v *shell.Visit) ([]Need, error) {
	_, count, err := p.Channels.Senders(v.Request().Context(), v.Tenant.ID, 1, 1)
	return need(v, "waiting", "senders", count, desk.Channels+"/senders"), err
}

// recent is how far back failures of a channel are counted.
const recent = 7 * 24 * time.Hour

// chats are channels on which something was given up.
func (p *Pages) chats(v *shell.Visit) ([]Need, error) {
	ctx := v.Request().Context()
	channels, err := p.Channels.EveryChannel(ctx, v.Tenant.ID)
	if err != nil {
		return nil, err
	}
	count := 0
	for _, c := range channels {
		list, err := p.Rows.Troubles(ctx, v.Tenant.ID, c.ID, p.Desk.Now().Add(-recent))
		if err != nil {
			return nil, err
		}
		for _, trouble := range list {
			if trouble.State == outbox.Dead {
				count += trouble.Count
			}
		}
	}
	return need(v, "needs", "chats", count, desk.Channels), nil
}

// held are touches at a recorder that wait to be decided about.
func (p *Pages) held(v *shell.Visit) ([]Need, error) {
	_, count, err := p.Rulings.Held(v.Request().Context(), v.Tenant.ID, true, 1, 1)
	return need(v, "waiting", "held", count, desk.Records+"/held"), err
}
