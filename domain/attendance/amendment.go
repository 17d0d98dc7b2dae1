package attendance

import (
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
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
	Op     Op        `json:"op"`
	Kind   Kind      `json:"kind"`
	Punch  domain.ID `json:"punch,omitempty"` // of move and remove: the punch it is about
	At     time.Time `json:"at,omitzero"`     // of add and move: when it was
	Before time.Time `json:"before,omitzero"` // of move and remove: when it was said to be
}

// Amendment is a correction of one person's day: several edits, the day's reasons, its note. Any of them may be left out.
type Amendment struct {
	Date    calendar.Date
	Edits   []Edit
	Reasons []string // codes; nil leaves the day's as they are
	Note    *string  // nil leaves the day's as it is
}
