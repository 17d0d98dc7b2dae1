package company

import (
	"cmp"
	"fmt"
	"time"

	"github.com/dakoku/dakoku/domain"
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

// Change is a detail as the history keeps it (変更履歴). Rows are only ever added.
type Change struct {
	ID     domain.ID     `gorm:"column:id;primaryKey"`
	Tenant domain.ID     `gorm:"column:tenant_id"`
	Kind   string        `gorm:"column:kind"`
	Code   string        `gorm:"column:code"`
	Field  string        `gorm:"column:field"`
	From   calendar.Date `gorm:"column:valid_from"`
	Before string        `gorm:"column:before"`
	After  string        `gorm:"column:after"`
	By     domain.ID     `gorm:"column:by_id"` // empty: whoever may run the program
	Door   domain.Door   `gorm:"column:door"`
	Reason string        `gorm:"column:reason"`
	At     time.Time     `gorm:"column:at"`
}

// TableName is the table of changes.
func (Change) TableName() string { return "master_change" }

func (p *plan) history() []Change {
	var list []Change
	for _, d := range p.changes.Details {
		list = append(list, Change{
			ID: p.tools.NewID(), Tenant: p.next.Tenant.ID, Kind: d.Kind, Code: d.Code, Field: d.Field, From: d.From, Before: d.Before,
			After: d.After, By: p.tools.Actor.Employee, Door: cmp.Or(p.tools.Actor.Door, domain.CLI), Reason: p.tools.Reason, At: p.tools.Now,
		})
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
