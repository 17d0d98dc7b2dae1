package portal

import (
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// Deed is something that was done to a day (監査): who, when, what, and what the day was before and after.
type Deed struct{ When, What, By, Change, Why string }

// deeds are what was done to a day of the person's, oldest first.
func (o *Own) deeds(v *shell.Visit, t telling.Teller, date calendar.Date) ([]Deed, error) {
	var rows []audit.Row
	since := date.At(0, v.Tenant.Zone()).Add(-24 * time.Hour)
	err := o.Audit.Each(v.Request().Context(), audit.Query{Tenant: v.Tenant.ID, Employee: v.Person.ID, From: since}, func(r audit.Row) error {
		if r.Employee == v.Person.ID && r.Date == date {
			rows = append(rows, r)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	names := map[domain.ID]string{v.Person.ID: v.Person.DisplayName(t.Lang), "": t.T("portal.by_rule")}
	var all []Deed
	for _, r := range rows {
		if err := o.name(v, names, r.By); err != nil {
			return nil, err
		}
		d := Deed{When: t.When(r.At), What: t.T("portal.act." + string(r.Act)), By: names[r.By], Why: r.Why}
		if before, after := state(t, r.Before, date), state(t, r.After, date); before != after {
			d.Change = before + " → " + after
		}
		all = append(all, d)
	}
	return all, nil
}

// name fills in what a person is called, once.
func (o *Own) name(v *shell.Visit, names map[domain.ID]string, id domain.ID) error {
	if _, known := names[id]; known {
		return nil
	}
	e, err := o.Names.Employee(v.Request().Context(), v.Tenant.ID, id)
	names[id] = e.DisplayName(v.Lang())
	return err
}

// state is a day as a deed found or left it, in a line.
func state(t telling.Teller, s audit.State, date calendar.Date) string {
	var parts []string
	for _, p := range s.Punches {
		parts = append(parts, t.T("correct.recorded", "kind", t.T("name."+p.Kind), "time", t.Clock(p.At, date)))
	}
	parts = append(parts, s.Reasons...)
	if s.Note != "" {
		parts = append(parts, t.T("correct.note", "note", s.Note))
	}
	if len(parts) == 0 {
		return t.T("correct.no_punches")
	}
	return locale.List(t.Lang, parts)
}
