package channels

import (
	"net/http"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Trouble is what went wrong on a channel lately: what could not be sent, and messages whose handling was given up.
type Trouble struct {
	ui.Page
	Tabs   ui.Tabs
	Back   ui.Link
	Month  []Line     // how much of the month's messages is left; empty: they are not counted
	Counts []ui.Badge // by kind of refusal
	Rows   []Unsent
	Failed []Failure
	Paging ui.Paging
	Path   string
}

// Unsent is a reason for which something was not sent, and how often.
type Unsent struct {
	State ui.Badge
	Said  string
	Note  string // the platform's own words
	Count string
	Last  string
}

// Failure is a message that could not be handled after every attempt. What it says is not shown.
type Failure struct {
	ID       domain.ID
	At, Note string
}

// failedPerPage is how many stand on a page.
const failedPerPage = 20

func (p *Pages) trouble(v *shell.Visit) error {
	ch, err := p.asked(v)
	if err != nil {
		return err
	}
	return p.showTrouble(v, http.StatusOK, ch)
}

func (p *Pages) showTrouble(v *shell.Visit, status int, ch org.Channel, notices ...ui.Notice) error {
	ctx, t := v.Request().Context(), teller(v)
	page := Trouble{Page: v.Page(v.T("channels.trouble")), Tabs: desk.Tabs(v, desk.Channels), Path: at(ch.ID) + "/trouble",
		Back: ui.Link{Path: at(ch.ID), Label: t.Door(ch.Kind) + " " + ch.Key}}
	page.Notices = append(page.Notices, notices...)
	list, err := p.Rows.Troubles(ctx, v.Tenant.ID, ch.ID, p.Now().Add(-troubleTime))
	if err != nil {
		return err
	}
	month, err := p.Checker.Month(ctx, ch)
	if err != nil {
		return err
	}
	for _, f := range month.Findings {
		page.Month = append(page.Month, line(v, f))
	}
	counts := map[string]int{}
	for _, x := range list {
		kind := refusal(p.Checker.Status(ch.Kind, x.Note))
		counts[kind] += x.Count
		row := Unsent{State: ui.Badge{State: "needs", Word: "✕ " + v.T("channels.dead")}, Said: v.T("channels.refusal." + kind), Note: x.Note,
			Count: v.T("channels.times", "count", x.Count), Last: v.T("channels.last", "at", t.When(x.Last))}
		if x.State == outbox.Owed {
			row.State = ui.Badge{State: "waiting", Word: "… " + v.T("channels.owed")}
		}
		page.Rows = append(page.Rows, row)
	}
	for _, kind := range refusals {
		if n := counts[kind]; n > 0 {
			page.Counts = append(page.Counts, ui.Badge{State: "needs", Word: v.T("channels.refusal."+kind) + " " + strconv.Itoa(n)})
		}
	}
	return p.failures(v, status, ch, page)
}

// failures adds the messages that failed.
func (p *Pages) failures(v *shell.Visit, status int, ch org.Channel, page Trouble) error {
	at := pageOf(v)
	items, total, err := p.Events.Failed(v.Request().Context(), v.Tenant.ID, ch.ID, at, failedPerPage)
	if err != nil {
		return err
	}
	page.Paging = ui.Paging{Page: page.Page, At: at, Pages: max(1, (total+failedPerPage-1)/failedPerPage), Total: total, Path: page.Path}
	for _, i := range items {
		page.Failed = append(page.Failed, Failure{ID: i.ID, At: teller(v).When(i.At), Note: i.Note})
	}
	return v.Show(status, page)
}

// pageOf is the page of a list that is asked for.
func pageOf(v *shell.Visit) int {
	at, _ := strconv.Atoi(v.QueryParam("page"))
	return min(max(at, 1), 10_000)
}

// refusals are the kinds of refusals that are counted by themselves.
var refusals = []string{"token", "rights", "busy", "request", "server", "other"}

// refusal is the kind of a status a platform answered with.
func refusal(status int) string {
	switch {
	case status == http.StatusUnauthorized:
		return "token"
	case status == http.StatusForbidden:
		return "rights"
	case status == http.StatusTooManyRequests:
		return "busy"
	case status >= http.StatusInternalServerError:
		return "server"
	case status >= http.StatusBadRequest:
		return "request"
	}
	return "other"
}

// rerunPost has a failed message handled again. Sent twice, it is done once.
func (p *Pages) rerunPost(v *shell.Visit) error {
	ch, err := p.asked(v)
	if err != nil {
		return err
	}
	item, err := p.Events.Rerun(v.Request().Context(), v.Tenant.ID, domain.ID(v.Text("item")), v.Actor(domain.Web))
	switch {
	case domain.Is(err, domain.Conflict) && item.State != inbox.Failed, domain.Is(err, domain.NotFound):
		v.Say(ui.Notice{Tone: ui.Info, Title: v.T("channels.rerun.gone")})
	case err != nil:
		return err
	default:
		v.Say(ui.Notice{Tone: ui.Good, Title: v.T("channels.rerun.done"), Lines: []string{v.T("channels.rerun.once")}})
	}
	return v.Go(at(ch.ID) + "/trouble")
}
