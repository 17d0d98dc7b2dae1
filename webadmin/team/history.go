package team

import (
	"net/http"
	"slices"

	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// History is what was decided lately about the people one answers for, the newest first.
type History struct {
	ui.Page
	Tabs   ui.Tabs
	Filter ui.Filter
	Rows   []Decided
	Paging ui.Paging
	Empty  ui.Empty
}

// Decided is a request that waits no more.
type Decided struct {
	Path, Title, Changes, By string
	State                    ui.Badge
}

// lately is how many days back the history reaches: the month that is open, and the two before it.
const lately = 92

func (p *Pages) history(v *shell.Visit) error {
	c, err := p.crew(v)
	if err != nil {
		return err
	}
	d, err := p.desk(v)
	if err != nil {
		return err
	}
	found := map[string]bool{}
	for _, e := range c.Narrow(v) {
		found[string(e.ID)] = true
	}
	var all []workflow.Request
	from := v.Tenant.DateAt(p.Now()).Add(-lately)
	err = p.Requests.Each(v.Request().Context(), v.Tenant.ID, from, "", func(r workflow.Request) error {
		if r.State != workflow.Pending && found[string(r.Employee)] {
			all = append(all, r)
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b workflow.Request) int { return b.UpdatedAt.Compare(a.UpdatedAt) })
	t := d.t
	page := History{Page: v.Page(t.T("team.history")), Tabs: tabs(v, queuePath), Empty: ui.Empty{Title: t.T("team.history_none"), Line: t.T("team.history_what")}}
	page.Filter = c.Filter(v, page.Page, historyPath, nil)
	shown, paging := crew.Cut(v, page.Page, historyPath, all)
	page.Paging = paging
	for _, r := range shown {
		_, decided := d.when(r)
		page.Rows = append(page.Rows, Decided{Path: requestAt(r.Number), State: stateBadge(t, r.State),
			Title:   t.T("team.decided_line", "number", r.Number, "name", d.name(r.Employee), "date", t.Date(r.Date)),
			Changes: t.Changes(r.Date, r.Changes), By: t.T("team.decided_by", "name", d.name(r.DecidedBy), "at", decided)})
	}
	return v.Show(http.StatusOK, page)
}
