package org

import (
	"github.com/dakoku/dakoku/domain/calendar"
)

// Wait is a number of minutes a company may say, or switch off. 0: the usual one.
type Wait int

// Never switches a reminder off.
const Never Wait = -1

// Or is the wait, or the usual one where the company said nothing.
func (w Wait) Or(usual Wait) Wait {
	if w == 0 {
		return usual
	}
	return w
}

// Quiet is the part of a day in which nobody is written to unasked, half-open; it may pass midnight. Both alike: none.
type Quiet struct {
	From calendar.Clock `json:"from"`
	To   calendar.Clock `json:"to"`
}

// Reminders are what a company says about asking and warning (リマインド). The zero value is a company that said nothing:
// missing punches are asked about, digests and warnings are sent. A list that holds only Never is switched off.
type Reminders struct {
	Off          bool   `json:"off,omitempty"`
	MissingIn    Wait   `json:"missing_in,omitempty"`    // after the start of the schedule
	MissingOut   Wait   `json:"missing_out,omitempty"`   // after its end
	MissingBreak Wait   `json:"missing_break,omitempty"` // after the break's scheduled end; twice as long after a break's start
	StillIn      Wait   `json:"still_in,omitempty"`      // after the clock-in, where no schedule says when to ask
	Morning      Wait   `json:"morning,omitempty"`       // minutes from midnight: when digests and warnings are sent
	Closing      []Wait `json:"closing,omitempty"`       // days before a period's last day; 0 is the day after it
	Overtime     []Wait `json:"overtime,omitempty"`      // steps of a month's overtime in minutes, ascending
	Quiet        *Quiet `json:"quiet,omitempty"`
}
