package team

import (
	"net/http"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Presence is who is in now (在席).
type Presence struct {
	ui.Page
	Tabs   ui.Tabs
	At     string
	Counts []Count
	Filter ui.Filter
	Rows   []Present
	Paging ui.Paging
	Empty  ui.Empty
}

// Count is how many people are in a state, and the way to them.
type Count struct {
	ui.Badge
	Number  string
	Path    string
	Current bool
}

// Present is one person on the board.
type Present struct {
	Name, Code, Department, Path string
	State                        ui.Badge
	Since                        string
}

var statuses = []worktime.Status{worktime.Working, worktime.OnBreak, worktime.Outside, worktime.Off}

func (p *Pages) presence(v *shell.Visit) error {
	board, err := p.Records.WhoIsIn(v.Request().Context(), actor(v))
	if err != nil && !domain.Is(err, domain.Forbidden) {
		return err
	}
	people := make([]org.Employee, 0, len(board))
	for _, x := range board {
		people = append(people, x.Employee)
	}
	c, err := p.crewOf(v, people)
	if err != nil {
		return err
	}
	t, now := teller(v), p.Now()
	page := Presence{Page: v.Page(v.T("team.tab.presence")), Tabs: tabs(v, teamPath)}
	page.Wide = true
	page.At = t.T("team.presence.at", "time", t.Clock(now, v.Tenant.DateAt(now)))
	chosen := v.QueryParam("status")
	counts := map[worktime.Status]int{}
	found := map[domain.ID]bool{}
	for _, e := range c.Narrow(v) {
		found[e.ID] = true
	}
	var list []attendance.Presence
	for _, x := range board {
		if !found[x.Employee.ID] {
			continue
		}
		counts[x.Status]++
		if chosen == "" || chosen == string(x.Status) {
			list = append(list, x)
		}
	}
	for _, s := range statuses {
		word := t.T("name.status." + string(s))
		if s == worktime.Off {
			word = t.T("who.not_in")
		}
		n := Count{Badge: ui.Badge{State: string(s), Word: word}, Number: strconv.Itoa(counts[s]), Current: chosen == string(s)}
		n.Path = crew.With(v, teamPath, "status", string(s))
		if n.Current {
			n.Path = crew.With(v, teamPath, "status", "")
		}
		page.Counts = append(page.Counts, n)
	}
	page.Filter = c.Filter(v, page.Page, teamPath, nil, "status")
	shown, paging := crew.Cut(v, page.Page, teamPath, list)
	page.Paging = paging
	for _, x := range shown {
		page.Rows = append(page.Rows, p.present(v, t, c, x))
	}
	page.Empty = nobody(v, c)
	return v.Show(http.StatusOK, page)
}

func (p *Pages) present(v *shell.Visit, t telling.Teller, c crew.Crew, x attendance.Presence) Present {
	e := x.Employee
	row := Present{Name: e.DisplayName(t.Lang), Code: e.Code, Department: c.Names[e.Department], Path: personPath + string(e.ID)}
	row.State = ui.Badge{State: string(x.Status), Word: t.T("name.status." + string(x.Status))}
	if x.Since.IsZero() {
		row.State.Word = t.T("who.not_in")
		return row
	}
	date := v.Tenant.DateAt(x.Since)
	if row.Since = t.Clock(x.Since, date); date != v.Tenant.DateAt(p.Now()) {
		row.Since = t.Date(date) + " " + row.Since
	}
	return row
}

// nobody says why a list of people is empty.
func nobody(v *shell.Visit, c crew.Crew) ui.Empty {
	if len(c.People) == 0 {
		return ui.Empty{Title: v.T("team.nobody"), Line: v.T("team.nobody_why")}
	}
	return ui.Empty{Title: v.T("team.not_found"), Line: v.T("team.not_found_why")}
}

// named is a person as lists call him.
func named(t telling.Teller, e org.Employee) string { return e.DisplayName(t.Lang) }
