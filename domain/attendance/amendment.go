package attendance

import (
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Op is what an edit does to a punch.
type Op string

// The operations.
const (
	Add    Op = "add"    // a punch that nobody saw
	Move   Op = "move"   // another time for a punch that is there; of a held one the same time too: it shall count
	Remove Op = "remove" // a punch that should not count
)

// Edit is one change of a day's punches as a person means it (訂正).
type Edit struct {
	Op     Op            `json:"op"`
	Kind   worktime.Kind `json:"kind"`
	Punch  domain.ID     `json:"punch,omitempty"` // of move and remove: the punch it is about
	At     time.Time     `json:"at,omitzero"`     // of add and move: when it was
	Before time.Time     `json:"before,omitzero"` // of move and remove: when it was said to be
}

// Amendment is a correction of one person's day: several edits, the day's reasons, its note. Any of them may be left out.
type Amendment struct {
	Date    calendar.Date
	Edits   []Edit
	Reasons []string // nil leaves the day's as they are
	Note    *string  // nil leaves the day's as it is
}

// Warrant is who corrects, by which door and on whose word. Its ID names the punches that are written.
type Warrant struct {
	ID   domain.ID // of the request
	By   domain.ID // empty: a rule of the company
	Door domain.Door
	Ref  string // the event
}

// Amended is a correction as it would be written on a history.
type Amended struct {
	Amendment // as it applies to that history: a punch whose place another took is that one
	Before    worktime.Day
	After     worktime.Day
	Entry     Entry
}

// Written is what a correction has written: enough to take it back.
type Written struct {
	Punches []domain.ID `json:"punches,omitempty"`
	Changes []Turned    `json:"changes,omitempty"`
	Note    *Unsaid     `json:"note,omitempty"`
}

// Turned is a change of a punch's state.
type Turned struct {
	Punch domain.ID           `json:"punch"`
	From  worktime.PunchState `json:"from"`
	To    worktime.PunchState `json:"to"`
}

// Unsaid is what was said of the day before.
type Unsaid struct {
	Reasons []string `json:"reasons,omitempty"`
	Note    string   `json:"note,omitempty"`
	Version int      `json:"version"` // of the note that took its place
}
