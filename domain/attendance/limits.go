package attendance

import (
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
)

// The limits of the ledger. Where no source is named the number is the product's own choice.
const (
	// RepeatWindow is how close two equal punches are one press seen twice: a double tap, two doors, two windows.
	RepeatWindow = 60 * time.Second

	// MaxSkew is how far ahead of our clock an event's time may be. Beyond it one of the two clocks is wrong and the
	// punch is kept without counting, instead of being believed or thrown away.
	MaxSkew = 5 * time.Minute

	// UndoWindow is how long after it was recorded a person may take back a punch without asking anybody: long enough
	// to notice a slip of the finger, too short to rewrite a morning. Afterwards it is a correction.
	UndoWindow = 15 * time.Minute

	// LookBack is how many days before a punch a forgotten one is looked for: a weekend with a holiday and one more
	// day off on either side. What is older is asked about at the closing, not in the middle of today's punch.
	LookBack = 7

	// LookAhead is how many days after a late punch are read with it: those whose punches may get another place by
	// it (MaxShift and PairLimit), and one more shift that shows what became of the last of them.
	LookAhead = 5
)

// window is the days of history a decision at an instant needs.
func window(date calendar.Date) (from, to calendar.Date) {
	return date.Add(-LookBack), date.Add(LookAhead)
}
