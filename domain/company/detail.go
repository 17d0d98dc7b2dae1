package company

import (
	"cmp"
	"fmt"

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

// deeds are what the audit keeps of a change: a row of each record.
func (p *plan) deeds() []audit.Row {
	rows := map[[2]string]*audit.Row{}
	var order [][2]string
	for _, d := range p.changes.Details {
		key := [2]string{d.Kind, d.Code}
		row := rows[key]
		if row == nil {
			row = &audit.Row{
				ID: p.tools.NewID(), Tenant: p.next.Tenant.ID, At: p.tools.Now, By: p.tools.Actor.Employee, Door: p.tools.Actor.Door,
				Act: audit.Masters, Why: p.tools.Reason,
				After: audit.State{Master: &audit.Master{Kind: d.Kind, Code: d.Code}},
			}
			if row.Ref = string(p.next.Tenant.ID); d.Kind != KindCompany {
				row.Ref = string(p.id(d.Kind, d.Code))
			}
			if d.Kind == KindEmployee {
				row.Employee = p.id(KindEmployee, d.Code)
			}
			if d.Field != "" {
				row.Before.Master = &audit.Master{Kind: d.Kind, Code: d.Code, Record: p.former(d.Kind, d.Code)}
			}
			rows[key], order = row, append(order, key)
		}
		row.After.Lines = append(row.After.Lines, d.String())
		if d.Field != "" {
			row.After.Master.Fields = append(row.After.Master.Fields, audit.Field{Name: d.Field, From: d.From, Before: d.Before, After: d.After})
		}
	}
	var list []audit.Row
	for _, key := range order {
		list = append(list, *rows[key])
	}
	return list
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
