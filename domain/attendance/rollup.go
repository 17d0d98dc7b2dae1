package attendance

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
)

// Rollup is a person's month counted once for everybody who reads it: its totals and the figures of each of its days
// (日次集計). It is made of nothing but the record and the rules: counting again gives the same bytes, and a row that was
// deleted is made again.
type Rollup struct {
	Tenant   domain.ID      `gorm:"column:tenant_id;primaryKey"`
	Employee domain.ID      `gorm:"column:employee_id;primaryKey"`
	Month    calendar.Month `gorm:"column:month;primaryKey"`
	From     calendar.Date  `gorm:"column:from_date"`
	To       calendar.Date  `gorm:"column:to_date"`
	// Basis is the digest of what it was counted by besides the record: the calculation and the rules, or the snapshot of
	// a locked month. With another basis of today it counts for nothing.
	Basis string `gorm:"column:basis"`
	// OpenUntil is until when a shift of it without an out can be going on, in microseconds of Unix time; 0: none can. As
	// long as that is so the month changes by the minute, and the row counts for nothing.
	OpenUntil int64  `gorm:"column:open_until"`
	Totals    string `gorm:"column:totals"` // in JSON
	Days      string `gorm:"column:days"`   // in JSON
}

// TableName is the table of months that were counted.
func (Rollup) TableName() string { return "day_rollup" }

// Period is the closing period it is of.
func (r Rollup) Period() closing.Period { return closing.Period{Month: r.Month, From: r.From, To: r.To} }
