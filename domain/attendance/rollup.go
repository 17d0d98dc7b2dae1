package attendance

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/worktime"
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
	// Basis is what it was counted by besides the record: a digest of the calculation and the rules, or that of the
	// snapshot of a locked month. With another basis today the row counts for nothing.
	Basis     string `gorm:"column:basis"`
	LiveUntil int64  `gorm:"column:live_until"` // as worktime.Kept has it
	Totals    string `gorm:"column:totals"`     // in JSON
	Days      string `gorm:"column:days"`       // in JSON
}

// TableName is the table of months that were counted.
func (Rollup) TableName() string { return "day_rollup" }

// Period is the closing period it is of.
func (r Rollup) Period() closing.Period {
	return closing.Period{Month: r.Month, From: r.From, To: r.To}
}

// kept is what the row keeps of the month.
func (r Rollup) kept() worktime.Kept {
	return worktime.Kept{LiveUntil: r.LiveUntil, Totals: r.Totals, Days: r.Days}
}

// Count is months of a person that were counted, to be kept if his record is still what was seen.
type Count struct {
	Seen     Touch // as it was before the record was read
	From, To calendar.Date
	Months   []Rollup // those kept before of periods that touch the days From..To make way for them
}

// Page is some days of one person.
type Page struct {
	Employee domain.ID
	From, To calendar.Date
}

// Record is what is known of some days of a person.
type Record struct {
	Punches []worktime.Punch   // oldest At first
	Notes   []worktime.DayNote // the newest of each day, oldest day first
}

// Rollups keeps months that were counted. A row is right as long as no touch concerns its Window.
type Rollups interface {
	// Rollups finds people's rows of the month of that name, by employee; with their days only if days are wanted.
	Rollups(ctx context.Context, tenant domain.ID, month calendar.Month, people []domain.ID, days bool) (map[domain.ID]Rollup, error)
	// EachRollup streams all rows of a company, by person and month.
	EachRollup(ctx context.Context, tenant domain.ID, each func(Rollup) error) error
	// Touches tells how far people's records were written, by employee; who never was written to is left out.
	Touches(ctx context.Context, tenant domain.ID, people []domain.ID) (map[domain.ID]Touch, error)
	// Pending lists people of all companies whose days are to be counted again, by company; most of them at most.
	Pending(ctx context.Context, most int) ([]Touch, error)
	// Keep writes each count whose person's Touch is still as it was seen, and with it that his days are counted, in one
	// commit. The others are left as they are.
	Keep(ctx context.Context, counts []Count) error
	// Pages reads people's records of the days asked for in one pass, by employee.
	Pages(ctx context.Context, tenant domain.ID, pages []Page) (map[domain.ID]Record, error)
	// Heads finds the snapshots in force of people's months, by employee, without their figures.
	Heads(ctx context.Context, tenant domain.ID, month calendar.Month, people []domain.ID) (map[domain.ID]Snapshot, error)
}
