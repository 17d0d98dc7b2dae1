package company

import (
	"cmp"
	"fmt"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Detail is one thing that a change of masters changes.
type Detail struct {
	Kind   string        // "work pattern"
	Code   string        // of the record
	Field  string        // as the company file calls it; empty: the record is new
	From   calendar.Date // since when it counts; empty: at once, or for what has dates from the beginning
	Before string
	After  string
}

// String is the detail in one line, for operators.
func (d Detail) String() string {
	s := d.Kind + " " + d.Code
	if d.Field == "" {
		return s + ": new"
	}
	s += ": " + d.Field + " " + cmp.Or(d.Before, "(none)") + " → " + cmp.Or(d.After, "(none)")
	if d.From != "" {
		s += " from " + string(d.From)
	}
	return s
}

// deeds are what the audit keeps of a change: a row of each person concerned, and one of everything else.
func (p *plan) deeds() []audit.Row {
	var order []domain.ID
	lines := map[domain.ID][]string{}
	for _, d := range p.changes.Details {
		var who domain.ID
		if d.Kind == anEmployee {
			who = p.id(anEmployee, d.Code)
		}
		if lines[who] == nil {
			order = append(order, who)
		}
		lines[who] = append(lines[who], d.String())
	}
	var rows []audit.Row
	for _, who := range order {
		rows = append(rows, audit.Row{
			ID: p.tools.NewID(), Tenant: p.next.Tenant.ID, At: p.tools.Now, By: p.tools.Actor.Employee, Door: p.tools.Actor.Door,
			Act: audit.Masters, Employee: who, After: audit.State{Lines: lines[who]}, Why: p.tools.Reason,
		})
	}
	return rows
}

// untouched notes that a change ends where a later version begins.
func (p *plan) untouched(kind, code string, same bool, later []calendar.Date) {
	if same {
		return
	}
	for _, date := range later {
		p.changes.Notes = append(p.changes.Notes, fmt.Sprintf("%s %s: a version from %s is there already and stays as it is", kind, code, date))
	}
}
