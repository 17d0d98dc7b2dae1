// Package reminder decides whom to ask or warn, about what and when: missing punches, what waits for a decision, what
// blocks a close, overtime. It knows no chat and no wording; what it decides is written down once, in the commit of
// what must be told.
package reminder

import (
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Kind is what a reminder is about (リマインドの種類).
type Kind string

// The kinds.
const (
	MissingIn    Kind = "missing_in"    // 出勤の打刻忘れ
	MissingOut   Kind = "missing_out"   // 退勤の打刻忘れ
	MissingBreak Kind = "missing_break" // 休憩戻りの打刻忘れ
	Approvals    Kind = "approvals"     // 承認待ちのまとめ
	Blockers     Kind = "blockers"      // 締めの妨げ
	Overtime     Kind = "overtime"      // 残業・36協定
)

// Nudge tells whether the kind asks about a punch of the day: of use now or never.
func (k Kind) Nudge() bool { return k == MissingIn || k == MissingOut || k == MissingBreak }

// State is what became of a reminder.
type State string

// The states.
const (
	Told    State = "told"    // it is owed to the person, or was said
	Nowhere State = "nowhere" // no channel reaches the person
	Late    State = "late"    // it came due so long ago that it would only puzzle; not said
	Passed  State = "passed"  // a higher step was said in its place
)

// Reminder is one thing somebody was reminded of, once for ever (リマインド).
type Reminder struct {
	ID       domain.ID     `gorm:"column:id;primaryKey"`
	Tenant   domain.ID     `gorm:"column:tenant_id"`
	Employee domain.ID     `gorm:"column:employee_id"` // who is told
	Kind     Kind          `gorm:"column:kind"`
	Date     calendar.Date `gorm:"column:business_date"` // the day it is about; of months their first or last day
	Step     string        `gorm:"column:step"`          // which of several: a step of overtime, a day before a close; else empty
	About    domain.ID     `gorm:"column:about_id"`      // whose overtime it is, when somebody else is told; else empty
	State    State         `gorm:"column:state"`
	Note     string        `gorm:"column:note"`
	DueAt    time.Time     `gorm:"column:due_at"`
	MadeAt   time.Time     `gorm:"column:made_at"`
	Again    *time.Time    `gorm:"column:again_at"` // the person wants to be asked again then
	Times    int           `gorm:"column:times"`    // how often it was said
}

// TableName is the table of reminders. Tenant, Employee, Kind, Date, Step and About are unique together.
func (Reminder) TableName() string { return "reminder" }

// Key is what makes a reminder the same one.
type Key struct {
	Employee domain.ID
	Kind     Kind
	Date     calendar.Date
	Step     string
	About    domain.ID
}

// Key is the reminder's.
func (r Reminder) Key() Key { return Key{r.Employee, r.Kind, r.Date, r.Step, r.About} }

// Notice is a reminder with all that is to be said.
type Notice struct {
	Reminder
	Person org.Employee       // who is told
	Day    worktime.Expected  // of a nudge: the day
	Stands worktime.Standing  // of a nudge: what he is doing
	Waits  []workflow.Card    // of Approvals: what he may decide, the oldest first
	Period closing.Period     // of Blockers and Overtime
	Lacks  []worktime.Blocker // of Blockers
	Sent   []workflow.Request // of Blockers: his requests that came back to him
	Whose  org.Employee       // of Overtime: whose; the person himself where nobody else is named
	Load   worktime.Agreement // of Overtime: where the month stands
	Broken worktime.Breach    // of Overtime: the limit that is broken; empty: a step of hours
}

// Due is one reminder that comes due.
type Due struct {
	Kind     Kind
	Date     calendar.Date
	At       time.Time
	Deferred bool // quiet hours put it off
	Late     bool // too late to be said
}
