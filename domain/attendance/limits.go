package attendance

import "time"

// The limits of the rules. Where no source is named the number is the product's own choice.
const (
	// MaxShift is the longest a shift can be: an out later than this after its in is not believed. The freee API
	// has the same 24 hours (hr/open-api-3 of github.com/freee/freee-api-schema: "an in within 24 h of yesterday's in").
	MaxShift = 24 * time.Hour

	// PairLimit is how long after an in that was never closed an out may still have meant it. Between MaxShift and
	// this it is kept and asked about (held); later it is the out of a day of its own. 48 hours is how far freee勤怠Plus
	// looks back: https://support.freee.co.jp/hc/ja/articles/4408837450777 (which books 33:08 hours; we ask instead).
	PairLimit = 48 * time.Hour

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
