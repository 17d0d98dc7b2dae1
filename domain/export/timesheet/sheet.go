package timesheet

import (
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Sheet is a person's month as it is printed (勤務表).
type Sheet struct {
	Company   string
	Holidays  org.Holidays
	Zone      *time.Location // the company's
	Person    *export.Person
	Pattern   string // name of the work pattern (勤務時間); empty: none
	Month     worktime.Aggregate
	Punches   []worktime.Punch          // of the month, also those that do not count: originals are found there
	Requests  map[calendar.Date]Request // the newest one about a day
	Agreement *worktime.Agreement       // nil: too little overtime to be told
	Locked    *Locked                   // nil: the month is open, or nobody is known to have locked it
	Printed   time.Time
}

// Request is what became of a wish to correct a day (承認状態).
type Request struct {
	Number int
	State  workflow.State
	By     string // who decided it, by name; empty: nobody yet or, of an approved one, a rule of the company
	At     time.Time
}

// Locked is who locked the month and when (確定).
type Locked struct {
	By     string // name
	At     time.Time
	Reason string
}

// taken is the newest punch of a kind that was taken back on a day that has none any more.
func (s *Sheet) taken(date calendar.Date, kind worktime.Kind) *worktime.Punch {
	var last *worktime.Punch
	for i := range s.Punches {
		if p := &s.Punches[i]; p.Date == date && p.Kind == kind && p.State == worktime.Void {
			last = p
		}
	}
	return last
}

// review tells whether somebody still has to decide something about a day (審査中).
func (s *Sheet) review(d worktime.Day) bool {
	if s.Requests[d.Date].State == workflow.Pending {
		return true
	}
	for _, p := range d.Problems {
		if p == worktime.Waiting || p == worktime.HeldPunch {
			return true
		}
	}
	return false
}
