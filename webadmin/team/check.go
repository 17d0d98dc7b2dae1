package team

import (
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/record"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Check is what a correction would make of somebody's day.
type Check struct {
	record.Check
	Tabs ui.Tabs
	Name string
}

// corrects is what days are put right with.
func (p *Pages) corrects() record.Desk {
	return record.Desk{Days: p.Records, Reasons: p.Reasons, Asking: p.Corrections, Herald: p.Herald, Names: p.People, Now: p.Now}
}

// of is the day of one of the visitor's people.
func (p *Pages) of(e org.Employee, date calendar.Date) record.Case {
	return record.Case{Whose: e.ID, Date: date, Door: domain.Console, Path: personPath + string(e.ID) + "/day", Field: "date", Back: dayOf(e.ID, date),
		Show: func(v *shell.Visit, status int, f record.Form) error { return p.showDay(v, status, e, date, &f) },
		Check: func(v *shell.Visit, c record.Check) error {
			return v.Show(http.StatusOK, Check{c, tabs(v, ""), named(teller(v), e)})
		}}
}

// dayPost shows what the form would make of the day.
func (p *Pages) dayPost(v *shell.Visit) error {
	e, date, err := p.whoseDay(v)
	if err != nil {
		return err
	}
	return p.corrects().Look(v, p.of(e, date))
}

// sendPost sends what was shown, or leads back to the form.
func (p *Pages) sendPost(v *shell.Visit) error {
	e, date, err := p.whoseDay(v)
	if err != nil {
		return err
	}
	return p.corrects().Send(v, p.of(e, date))
}
