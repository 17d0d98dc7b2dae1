package records

import (
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/reminder"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// worded says the lines of a page: what each lacks, what was asked and what was answered.
func (p *Pages) worded(v *shell.Visit, c crew.Crew, month calendar.Month, list []lack) ([]Lack, error) {
	t := teller(v)
	requests, err := p.newest(v, list)
	if err != nil {
		return nil, err
	}
	told, err := p.reminded(v, list, c.Groups, month)
	if err != nil {
		return nil, err
	}
	var rows []Lack
	for _, l := range list {
		row := Lack{Name: l.DisplayName(t.Lang), Code: l.Code, Department: c.Names[l.Department], Date: t.Date(l.Blocker.Date),
			DayPath: personDay(l.ID, l.Blocker.Date), What: lackBadge(t, l.What)}
		if at := told[l.ID][l.Blocker.Date]; !at.IsZero() {
			row.Asked = t.When(at)
		}
		r, has := requests[l.ID][l.Blocker.Date]
		if has && r.State != workflow.Withdrawn && r.State != workflow.Undone {
			row.Answer = requestBadge(t, r.State)
		}
		if waits := has && r.State == workflow.Pending; !waits && (l.What == worktime.NoIn || l.What == worktime.NoOut) {
			row.Remind = remindPath + string(l.ID) + "?month=" + string(month)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// reminded tells when people were last reminded of a day, by itself or among others of its period.
func (p *Pages) reminded(v *shell.Visit, list []lack, groups []closing.Group, month calendar.Month) (map[domain.ID]map[calendar.Date]time.Time, error) {
	all := map[domain.ID]map[calendar.Date]time.Time{}
	var ids []domain.ID
	var from, to calendar.Date
	for _, l := range list {
		if all[l.ID] != nil {
			continue
		}
		all[l.ID] = map[calendar.Date]time.Time{}
		period := closing.Of(groups, l.Employee).Period(month)
		if len(ids) == 0 {
			from, to = period.From, period.To
		}
		ids, from, to = append(ids, l.ID), min(from, period.From), max(to, period.To)
	}
	rows, err := p.Told.Told(v.Request().Context(), v.Tenant.ID, ids, from, to)
	for _, r := range rows { // oldest first
		switch {
		case r.State != reminder.Told || r.Times == 0: // the morning says it
		case r.Kind.Nudge():
			all[r.Employee][r.Date] = r.MadeAt
		case r.Kind == reminder.Blockers:
			for _, l := range list {
				if l.ID == r.Employee && l.Blocker.Date < v.Tenant.DateAt(r.MadeAt) {
					all[r.Employee][l.Blocker.Date] = r.MadeAt
				}
			}
		}
	}
	return all, err
}

// lackBadge is what a day lacks.
func lackBadge(t telling.Teller, what worktime.Obstacle) ui.Badge {
	if what == worktime.NoPunch {
		return ui.Badge{State: "out", Word: "○ " + t.T("team.obstacle.absent")}
	}
	return ui.Badge{State: "needs", Word: "! " + t.T("team.obstacle."+string(what))}
}

// colours are those of the states of a request.
var colours = map[workflow.State]string{workflow.Pending: "waiting", workflow.Returned: "needs", workflow.Approved: "in"}

func requestBadge(t telling.Teller, s workflow.State) ui.Badge {
	return ui.Badge{State: colours[s], Word: t.T("request.state." + string(s))}
}

// missingFile is the list as a file, all pages of it.
func (p *Pages) missingFile(v *shell.Visit) error {
	month, err := p.monthOf(v)
	if err != nil {
		return err
	}
	c, all, err := p.lacks(v, month)
	if err != nil {
		return err
	}
	requests, err := p.newest(v, all)
	if err != nil {
		return err
	}
	t := teller(v)
	out := crew.NewTable(v, "missing-"+string(month), t.T("records.code"), t.T("records.name"), t.T("team.department"), t.T("records.date"), t.T("records.what"), t.T("records.answer"))
	for _, l := range all {
		answer := ""
		if r, has := requests[l.ID][l.Blocker.Date]; has {
			answer = requestBadge(t, r.State).Word
		}
		if err := out.Row(l.Code, l.Name, c.Names[l.Department], string(l.Blocker.Date), t.T("team.obstacle."+string(l.What)), answer); err != nil {
			return out.Close(err)
		}
	}
	return out.Close(nil)
}
