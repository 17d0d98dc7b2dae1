package worktime

import (
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// MaxReasons is how many reasons a day may have, as Focus U has it (https://www.focus-u.jp/product/time/faq).
const MaxReasons = 2

// DayNote is what is said of a day beside its punches: its reasons and a note (事由・メモ). Rows are only ever added, and
// the newest version of a day is what counts, whole: one without reasons takes those of the version before back.
type DayNote struct {
	Tenant   domain.ID     `gorm:"column:tenant_id;primaryKey"`
	Employee domain.ID     `gorm:"column:employee_id;primaryKey"`
	Date     calendar.Date `gorm:"column:business_date;primaryKey"`
	Version  int           `gorm:"column:version;primaryKey"` // from 1; the book counts, whatever a decision wrote here
	// Reasons are codes of the company's reasons, at most MaxReasons, each with how much of the day where that is not
	// the whole: "104 2:00", "111 am" (ParseTaken).
	Reasons []string    `gorm:"column:reasons;serializer:json"`
	Note    string      `gorm:"column:note"`
	By      domain.ID   `gorm:"column:by_id"` // who said or decided it
	Door    domain.Door `gorm:"column:door"`
	Ref     string      `gorm:"column:ref"` // the event or request that asked for it
	At      time.Time   `gorm:"column:at"`
}

// TableName is the table of notes; rows are only ever added.
func (DayNote) TableName() string { return "day_note" }

// NoteOn finds what is said of a date in a list of a person's newest notes; the zero DayNote where nothing is.
func NoteOn(notes []DayNote, date calendar.Date) DayNote {
	if i := slices.IndexFunc(notes, func(n DayNote) bool { return n.Date == date }); i >= 0 {
		return notes[i]
	}
	return DayNote{}
}
