package worktime

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
)
