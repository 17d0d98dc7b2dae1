package records

import (
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Held is what was kept without counting: touches a recorder told of that did not become punches, or punches of the ledger
// that do not count (保留).
type Held struct {
	Head
	Kinds  ui.Tabs // touches or punches
	Filter ui.Filter
	Rows   []Kept
	Paging ui.Paging
	Empty  ui.Empty
}

// Kept is one of them.
type Kept struct {
	When, Name, Code, What, Why string
	Path                        string // where it is decided
	State                       ui.Badge
}

func (p *Pages) held(v *shell.Visit) error {
	page := Held{Head: head(v, v.T("records.tab.held"), heldPath), Kinds: ui.Tabs{Label: v.T("records.tab.held")},
		Empty: ui.Empty{Title: v.T("records.held.none"), Line: v.T("records.held.none_why")}}
	punches := v.QueryParam("of") == "punches"
	page.Kinds.Links = []ui.Link{{Path: heldPath, Label: v.T("records.held.touches"), Current: !punches},
		{Path: heldPath + "?of=punches", Label: v.T("records.held.punches"), Current: punches}}
	var total int
	var err error
	if punches {
		page.Rows, total, err = p.heldPunches(v)
	} else {
		page.Filter = ui.Filter{Page: page.Page, Path: heldPath, Fields: []ui.Field{
			{Name: "show", Label: v.T("team.state"), Choices: choices(v, "records.held.", v.QueryParam("show"), "open", "all")}}}
		page.Rows, total, err = p.heldTouches(v)
	}
	if err != nil {
		return err
	}
	page.Paging = crew.Leaf(v, page.Page, heldPath, total)
	return v.Show(http.StatusOK, page)
}

// heldTouches are what recorders told of, the newest first.
func (p *Pages) heldTouches(v *shell.Visit) ([]Kept, int, error) {
	list, total, err := p.Rulings.Held(v.Request().Context(), v.Tenant.ID, v.QueryParam("show") != "all", crew.At(v), crew.PerPage)
	if err != nil {
		return nil, 0, err
	}
	ids := map[domain.ID]bool{}
	for _, j := range list {
		ids[j.Employee] = true
	}
	names, err := p.names(v, ids)
	if err != nil {
		return nil, 0, err
	}
	doors, err := p.doors(v)
	t := teller(v)
	var rows []Kept
	for _, j := range list {
		row := Kept{When: t.When(j.At), Name: t.T("records.held.nobody"), What: touched(t, j, doors), Why: t.T("records.why." + string(j.Why)),
			Path: heldPath + "/" + string(j.ID), State: ruled(t, j)}
		if e, known := names[j.Employee]; known {
			row.Name, row.Code = e.DisplayName(t.Lang), e.Code
		}
		rows = append(rows, row)
	}
	return rows, total, err
}

// doors are the names of the recorders.
func (p *Pages) doors(v *shell.Visit) (map[domain.ID]string, error) {
	list, err := p.Recorders.Recorders(v.Request().Context(), v.Tenant.ID)
	names := map[domain.ID]string{}
	for _, r := range list {
		names[r.ID] = r.Name
	}
	return names, err
}

// touched is what was touched where.
func touched(t telling.Teller, j terminal.Judged, doors map[domain.ID]string) string {
	if j.Kind == "" {
		return doors[j.Recorder]
	}
	return t.T("name."+string(j.Kind)) + " " + doors[j.Recorder]
}

// ruled is what was decided.
func ruled(t telling.Teller, j terminal.Judged) ui.Badge {
	switch {
	case j.Ruling == nil || j.Ruling.Verdict == terminal.Taken && j.Ruling.Number == 0:
		return ui.Badge{State: "needs", Word: "! " + t.T("records.held.open")}
	case j.Ruling.Verdict == terminal.Taken:
		return ui.Badge{State: "in", Word: "✓ " + t.T("records.held.taken", "number", j.Ruling.Number)}
	}
	return ui.Badge{State: "out", Word: "○ " + t.T("records.held.thrown")}
}

// heldPunches are entries of the ledger that do not count; the day's correction decides about them.
func (p *Pages) heldPunches(v *shell.Visit) ([]Kept, int, error) {
	list, total, err := p.Lookup.Held(v.Request().Context(), v.Tenant.ID, crew.At(v), crew.PerPage)
	if err != nil {
		return nil, 0, err
	}
	ids := map[domain.ID]bool{}
	for _, x := range list {
		ids[x.Employee] = true
	}
	var names map[domain.ID]org.Employee
	if names, err = p.names(v, ids); err != nil {
		return nil, 0, err
	}
	t := teller(v)
	var rows []Kept
	for _, x := range list {
		e := names[x.Employee]
		row := Kept{When: t.Date(x.Date) + " " + t.Clock(x.At, x.Date), Name: e.DisplayName(t.Lang), Code: e.Code, What: t.Kind(x) + " " + t.Door(x.Source),
			Why: t.T("records.hold." + string(x.Hold)), Path: personDay(x.Employee, x.Date), State: ui.Badge{State: "needs", Word: "! " + t.T("records.punch.held")}}
		if x.Hold == worktime.LockedMonth {
			row.State = ui.Badge{State: "locked", Word: "🔒 " + t.T("team.obstacle.after_lock")}
		}
		rows = append(rows, row)
	}
	return rows, total, nil
}
