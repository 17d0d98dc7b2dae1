// Package workflow is how a record is put right: a correction of a day is asked for, decided by whoever may, and written
// into the ledger in the commit of its decision. It knows no chat and no page; what others must be told it returns.
package workflow

import (
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// State is how far a request has come (申請の状態).
type State string

// The states. Only a pending request can be decided; only an approved one can be undone.
const (
	Pending   State = "pending"   // 申請中
	Approved  State = "approved"  // 承認
	Returned  State = "returned"  // 差し戻し: the applicant may change it and send it again
	Rejected  State = "rejected"  // 却下
	Withdrawn State = "withdrawn" // 取り下げ, by the applicant
	Undone    State = "undone"    // 承認取消: approved once, taken back before the month was locked
)

// Change is one change of a day's punches (訂正).
type Change = attendance.Edit

// The operations of a change.
const (
	Add    = attendance.Add
	Move   = attendance.Move
	Remove = attendance.Remove
)

// Wish is a correction of one person's day as somebody wants it. One side of a day is enough, and today is allowed.
type Wish struct {
	Employee domain.ID // whose day; empty: the actor's own
	Date     calendar.Date
	Changes  []Change
	Reasons  []string // codes of the company's reasons (事由), at most two; nil leaves the day's as they are
	Note     *string  // メモ; nil leaves the day's as it is
	Evidence *Evidence
	Replaces int // the number of a returned request that is sent again; 0: a new one
}

// Evidence is what a wish rests on besides the person's word (根拠).
type Evidence struct {
	Kind worktime.Evidence `json:"kind"`
	At   time.Time         `json:"at"`
}

// Request is a correction that was asked for (申請).
type Request struct {
	ID        domain.ID     `gorm:"column:id;primaryKey"`
	Tenant    domain.ID     `gorm:"column:tenant_id"`
	Number    int           `gorm:"column:number"`      // 申請番号, what people call it by; unique in the company, from 1001
	Employee  domain.ID     `gorm:"column:employee_id"` // whose day
	By        domain.ID     `gorm:"column:by_id"`       // who asked
	Door      domain.Door   `gorm:"column:door"`
	Ref       string        `gorm:"column:ref"` // the event that asked for it: the same event is the same request
	Date      calendar.Date `gorm:"column:business_date"`
	Changes   []Change      `gorm:"column:changes;serializer:json"`
	Reasons   []string      `gorm:"column:reasons;serializer:json"` // nil: not asked to change
	Note      *string       `gorm:"column:note"`
	Evidence  *Evidence     `gorm:"column:evidence;serializer:json"`
	Day       string        `gorm:"column:day_version"` // the version of the day it was made for (worktime.Day.Version)
	State     State         `gorm:"column:state"`
	Revision  int           `gorm:"column:revision"`    // grows with every change of the row
	Approver  domain.ID     `gorm:"column:approver_id"` // who is asked now, the first of them; empty: whoever may
	Level     int           `gorm:"column:level"`       // how often it was handed on (Escalate)
	Escalates *time.Time    `gorm:"column:escalates_at"`
	DecidedBy domain.ID     `gorm:"column:decided_by"` // of an approved one, empty: a rule of the company (自動承認)
	DecidedAt *time.Time    `gorm:"column:decided_at"`
	Comment   string        `gorm:"column:comment"`  // of the decision
	LastRef   string        `gorm:"column:last_ref"` // the event of its newest change: the same event changes nothing again
	// Written is what its approval wrote into the ledger, so that it can be taken back; nil: nothing yet.
	Written   *attendance.Written `gorm:"column:written;serializer:json"`
	CreatedAt time.Time           `gorm:"column:created_at"`
	UpdatedAt time.Time           `gorm:"column:updated_at"`
}

// TableName is the table of requests.
func (Request) TableName() string { return "request" }

// AtOnce tells whether nobody was asked: who wanted it was allowed to write it at once (直接訂正).
func (r Request) AtOnce() bool { return r.DecidedBy != "" && r.DecidedBy == r.By }

// Verb is what an approver does with a request (決定).
type Verb string

// The verbs.
const (
	Approve Verb = "approve" // 承認
	Return  Verb = "return"  // 差し戻し, with a comment
	Reject  Verb = "reject"  // 却下, with a comment
)
