// Package closing is about closing groups (締日グループ), their periods and the month lock (月確定).
// It knows no punch: whoever writes one asks whether its business date is locked.
package closing

import (
	"cmp"
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Label says which month a period that crosses a month's end is named by.
type Label string

// The labels: 3/16–4/15 is April by closing (締日の月, default) and March by start (開始日の月).
const (
	ByClosing Label = "closing"
	ByStart   Label = "start"
)

// Group is a closing group (締日グループ): the people whose month ends on the same day.
type Group struct {
	ID     domain.ID `gorm:"column:id;primaryKey"`
	Tenant domain.ID `gorm:"column:tenant_id"`
	Code   string    `gorm:"column:code"`
	Name   string    `gorm:"column:name"`
	Day    int       `gorm:"column:day"` // 1–31; a day the month does not have means its last
	Label  Label     `gorm:"column:label"`
	// Versions are all there are, oldest first; empty: it has always been so. The fields are those of the first. Of a
	// person (Of) they are the groups he is in, one after the other.
	Versions []Version `gorm:"column:versions;serializer:json" json:",omitempty"`
	// Agreement is the month the year of the overtime agreement begins with (36起算月), 1 to 12; 0 is AgreementFrom.
	Agreement int `gorm:"column:agreement_month"`
	// AgreementDay is the day the agreement's months begin on (36起算日), 1 to LastBeginning; 0: with the group's periods.
	AgreementDay int `gorm:"column:agreement_day" json:",omitempty"`
	// Retired is offered to nobody any more; whoever is in it still closes by it.
	Retired bool `gorm:"column:retired" json:",omitempty"`
}

// AgreementFrom is the month most agreements begin with.
const AgreementFrom = 4

// LastBeginning is the last day a month of the agreement can begin on: every month has it.
const LastBeginning = 28

// AgreementMonths is the group whose periods are the months of the overtime agreement (36協定の1か月). They bear their
// names as the group's own periods do.
func (g Group) AgreementMonths() Group {
	if g.AgreementDay == 0 {
		return g
	}
	g.Versions, g.Day = nil, g.AgreementDay-1
	if g.Day == 0 {
		g.Day = monthEnd
	}
	return g
}

// AgreementYear is the first month of the agreement's year that holds a month.
func (g Group) AgreementYear(month calendar.Month) calendar.Month {
	begins := time.Month(cmp.Or(g.In(month).Agreement, AgreementFrom))
	for month.First().Month() != begins {
		month = month.Add(-1)
	}
	return month
}

// TableName is the table of groups.
func (Group) TableName() string { return "closing_group" }

// Period is one closing period, both ends included.
type Period struct {
	Month calendar.Month
	From  calendar.Date
	To    calendar.Date
}

// Lock is a month lock of a whole group, or of one employee of it. The newest of a scope counts.
type Lock struct {
	ID       domain.ID      `gorm:"column:id;primaryKey"`
	Tenant   domain.ID      `gorm:"column:tenant_id"`
	Group    domain.ID      `gorm:"column:group_id"`
	Employee domain.ID      `gorm:"column:employee_id"` // empty: the whole group
	Month    calendar.Month `gorm:"column:month"`
	Version  int            `gorm:"column:version"` // 1 for the first lock of the scope, 2 for the second …
	Locked   bool           `gorm:"column:locked"`  // false: this row undoes the lock
	By       domain.ID      `gorm:"column:by_id"`
	Door     domain.Door    `gorm:"column:door"`
	Reason   string         `gorm:"column:reason"`
	At       time.Time      `gorm:"column:at"`
}

// TableName is the table of locks; rows are only ever added.
func (Lock) TableName() string { return "month_lock" }

// Store keeps groups and locks.
type Store interface {
	Groups(ctx context.Context, tenant domain.ID) ([]Group, error)
	// Locks lists every lock row of the group and month, oldest first.
	Locks(ctx context.Context, tenant, group domain.ID, month calendar.Month) ([]Lock, error)
	// AddLock appends a row; a Conflict error when the scope's version moved on meanwhile.
	AddLock(ctx context.Context, lock Lock) error
}
