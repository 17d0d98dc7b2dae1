package worktime

import (
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Kind is what a punch says (打刻種別).
type Kind string

// The kinds.
const (
	In         Kind = "in"          // 出勤
	Out        Kind = "out"         // 退勤
	Leave      Kind = "leave"       // 外出
	Return     Kind = "return"      // 再入
	BreakStart Kind = "break_start" // 休憩入
	BreakEnd   Kind = "break_end"   // 休憩戻
)

// Kinds lists every kind in the order of a day.
var Kinds = []Kind{In, BreakStart, BreakEnd, Leave, Return, Out}

// PunchState says whether a punch counts.
type PunchState string

// The states. Nothing recorded is ever deleted: what stops counting is superseded or void.
const (
	Effective  PunchState = "effective"  // counts
	Superseded PunchState = "superseded" // a later punch took its place
	Void       PunchState = "void"       // taken back by the person
	Held       PunchState = "held"       // kept, does not count until somebody decides
)

// Mark tells more about a punch than its kind.
type Mark string

// The marks.
const (
	NoMark Mark = ""
	Direct Mark = "direct" // 直行, 直帰
	Remote Mark = "remote" // 在宅
)

// On tells whether a punch of the kind can have the mark: one goes to a place or home from there directly, and begins at home.
func (m Mark) On(k Kind) bool {
	switch m {
	case NoMark:
		return true
	case Direct:
		return k == In || k == Out
	case Remote:
		return k == In
	}
	return false
}

// Hold says why a punch was kept without counting.
type Hold string

// The reasons to hold.
const (
	NotHeld     Hold = ""
	LockedMonth Hold = "locked"   // it would change a locked month; late punches are kept and flagged
	NotOpen     Hold = "not_open" // a break or outing began or ended although nothing was open
	Repeated    Hold = "repeated" // an in while already in
	TooLong     Hold = "too_long" // the shift it would close began more than MaxShift ago
	Answered    Hold = "answered" // a person's own answer of before there were requests; a correction of that side settles it
	Ahead       Hold = "ahead"    // said to have happened more than MaxSkew after it was received: a clock is wrong
)

// Punch is one entry of the ledger (打刻). Every field but State is fixed once written and covered by Hash.
type Punch struct {
	ID         domain.ID     `gorm:"column:id;primaryKey"`
	Tenant     domain.ID     `gorm:"column:tenant_id"`
	Seq        int64         `gorm:"column:seq"` // place in the company's chain, from 1
	Employee   domain.ID     `gorm:"column:employee_id"`
	Kind       Kind          `gorm:"column:kind"`
	Mark       Mark          `gorm:"column:mark"`
	At         time.Time     `gorm:"column:at"`          // when it happened, by the platform or terminal; cut to the microsecond
	ReceivedAt time.Time     `gorm:"column:received_at"` // when we had it on disk
	Date       calendar.Date `gorm:"column:business_date"`
	Source     domain.Door   `gorm:"column:source"`
	SourceRef  string        `gorm:"column:source_ref"`  // unique with Tenant and Source: the same event is the same punch
	Message    string        `gorm:"column:message_ref"` // the chat message that said it, found again when that is edited or withdrawn; of an import the file and line
	Hold       Hold          `gorm:"column:hold"`        // why it was held when written
	Supersedes domain.ID     `gorm:"column:supersedes"`  // the punch whose place it took
	State      PunchState    `gorm:"column:state"`
	Receipt    string        `gorm:"column:receipt"` // 受付番号, the first letters of Hash
	Hash       string        `gorm:"column:hash"`
	PrevHash   string        `gorm:"column:prev_hash"`
}

// TableName is the table of punches.
func (Punch) TableName() string { return "punch" }

// ByTime copies punches in the order of their own time. Equal times keep the order of the chain, a punch not sealed yet
// last.
func ByTime(punches []Punch) []Punch {
	order := make([]*Punch, len(punches)) // a punch is too large to be moved about
	for i := range punches {
		order[i] = &punches[i]
	}
	slices.SortStableFunc(order, func(a, b *Punch) int {
		switch {
		case !a.At.Equal(b.At):
			return a.At.Compare(b.At)
		case a.Seq == 0 || b.Seq == 0:
			return int(min(b.Seq, 1) - min(a.Seq, 1))
		}
		return int(a.Seq - b.Seq)
	})
	sorted := make([]Punch, len(order))
	for i, p := range order {
		sorted[i] = *p
	}
	return sorted
}

// ByID finds a punch in a list; nil when it is not there.
func ByID(punches []Punch, id domain.ID) *Punch {
	for i := range punches {
		if id != "" && punches[i].ID == id {
			return &punches[i]
		}
	}
	return nil
}
