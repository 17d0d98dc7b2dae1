package people

import (
	"cmp"
	"encoding/json"
	"net/http"

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

// telling says a change of a person, with the way back.
func (p *Pages) telling(v *shell.Visit, o one) desk.Telling {
	return func(row audit.Row, newer *audit.Row) (item ui.Past, ours bool, err error) {
		since := desk.Since(row)
		on := cmp.Or(since, o.on)
		after := only(o.m, o.kept).People(on)[0]
		if newer != nil {
			if after, err = was(o, *newer, on); err != nil {
				return item, false, err
			}
		}
		item = ui.Past{When: p.Desk.When(v, row), Why: row.Why}
		if item.Who, err = p.Desk.Who(v, row); err != nil {
			return item, false, err
		}
		if row.Before.Master == nil {
			item.Changes = []ui.Change{{Label: v.T("people.added"), After: after.DisplayName(v.Lang())}}
			return item, true, nil
		}
		before, err := was(o, row, on)
		if err != nil {
			return item, false, err
		}
		item.Changes = form.Changes(v.Lang(), o.all, before, after)
		if since != "" {
			item.Why = v.T("people.counts", "date", string(since)) + " " + item.Why
		}
		item.Back = desk.Undo(v, desk.People+"/"+string(o.kept.ID), row)
		return item, true, nil
	}
}

// history is the page of all that was changed of a person.
func (p *Pages) history(v *shell.Visit) error {
	m, err := p.Desk.Masters(v)
	if err != nil {
		return err
	}
	o, err := p.find(v, m, domain.ID(v.Param("id")), "")
	if err != nil {
		return err
	}
	name := o.kept.DisplayName(v.Lang())
	page, err := p.Desk.History(v, o.kept.ID, v.T("admin.desk.past.of", "name", name), ui.Link{Path: desk.People + "/" + string(o.kept.ID), Label: name}, desk.People, p.telling(v, o))
	if err != nil {
		return err
	}
	return v.Show(http.StatusOK, page)
}

// former is the person as he was before one of his changes. NotFound: it is no change of his.
func (p *Pages) former(v *shell.Visit, o one, id domain.ID) (employee, error) {
	row, err := p.Desk.Change(v, o.kept.ID, id)
	if err != nil {
		return employee{}, err
	}
	return was(o, row, cmp.Or(desk.Since(row), o.on))
}

// connected are the person's chat accounts.
func (p *Pages) connected(v *shell.Visit, o one) ([]Account, error) {
	all, err := p.accounts(v, []org.Employee{o.kept})
	if err != nil {
		return nil, err
	}
	return told(v, o.m.Channels, all[o.kept.ID]), nil
}
