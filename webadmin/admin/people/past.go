package people

import (
	"encoding/json"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// was is the person as he was before a change, on a date.
func was(o one, row audit.Row, on calendar.Date) (employee, error) {
	var e org.Employee
	if err := json.Unmarshal(row.Before.Master.Record, &e); err != nil {
		return employee{}, err
	}
	return only(o.m, e).People(on)[0], nil
}

// past is what was changed of a person, the newest first, each with the way back.
func (p *Pages) past(v *shell.Visit, o one) ([]ui.Past, error) {
	rows, err := p.Desk.Past(v, o.kept.ID, desk.MostPast)
	if err != nil {
		return nil, err
	}
	next := func(on calendar.Date) (employee, error) { return only(o.m, o.kept).People(on)[0], nil }
	var list []ui.Past
	for _, row := range rows {
		item := ui.Past{When: p.Desk.When(v, row), Why: row.Why}
		if item.Who, err = p.Desk.Who(v, row); err != nil {
			return nil, err
		}
		on := desk.Since(row)
		if on == "" {
			on = o.on
		}
		after, err := next(on)
		if err != nil {
			return nil, err
		}
		if row.Before.Master == nil {
			item.Changes = []ui.Change{{Label: v.T("people.added"), After: after.DisplayName(v.Lang())}}
			list = append(list, item)
			continue
		}
		before, err := was(o, row, on)
		if err != nil {
			return nil, err
		}
		item.Changes = form.Changes(v.Lang(), o.all, before, after)
		if d := desk.Since(row); d != "" {
			item.Why = v.T("people.counts", "date", string(d)) + " " + item.Why
		}
		item.Back = desk.Undo(v, desk.People+"/"+string(o.kept.ID), row)
		next = func(on calendar.Date) (employee, error) { return was(o, row, on) }
		list = append(list, item)
	}
	return list, nil
}

// former is the person as he was before one of his changes. NotFound: it is no change of his.
func (p *Pages) former(v *shell.Visit, o one, id domain.ID) (employee, error) {
	row, err := p.Desk.Change(v, o.kept.ID, id)
	if err != nil {
		return employee{}, err
	}
	on := desk.Since(row)
	if on == "" {
		on = o.on
	}
	return was(o, row, on)
}

// connected are the person's chat accounts.
func (p *Pages) connected(v *shell.Visit, o one) ([]Account, error) {
	all, err := p.accounts(v, []org.Employee{o.kept})
	if err != nil {
		return nil, err
	}
	return told(v, o.m.Channels, all[o.kept.ID]), nil
}
