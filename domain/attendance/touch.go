package attendance

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Touch says that a person's record was written to. The book notes it in the commit of every write.
type Touch struct {
	Tenant   domain.ID     `gorm:"column:tenant_id;primaryKey"`
	Employee domain.ID     `gorm:"column:employee_id;primaryKey"`
	N        int64         `gorm:"column:n"`         // grows with every write, never goes back; 0: nothing was ever written
	From     calendar.Date `gorm:"column:from_date"` // the days whose figures were not counted again since; empty: all are
	To       calendar.Date `gorm:"column:to_date"`
}

// TableName is the table of touches: a row a person.
func (Touch) TableName() string { return "ledger_touch" }

// concerns tells whether a period has to be counted again.
func (t Touch) concerns(from, to calendar.Date) bool {
	return t.From != "" && t.From <= to && from <= t.To
}
