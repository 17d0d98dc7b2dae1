package staff

import (
	"fmt"

	"github.com/dakoku/dakoku/domain/calendar"
)

// State is what a line does.
type State string

// The states.
const (
	New       State = "new"
	Changed   State = "changed"
	Unchanged State = "unchanged"
	Wrong     State = "wrong"
)

// Line is what one line of a list would do.
type Line struct {
	Number int // in the file, the header being 1
	Code   string
	State  State
	Cells  []Cell  // what changes; of somebody new, what he has
	Folds  []Fold  // what was read in other letters than it is written in
	Faults []Fault // why it is wrong
}

// Cell is a change of one column.
type Cell struct {
	Column        Column
	Before, After string
}

// Fold is a text that was made half-width.
type Fold struct {
	Column        Column
	Written, Read string
}

// Why says what is wrong with a cell or a line.
type Why string

// The reasons.
const (
	Required  Why = "required"  // a new person needs it, or it cannot be cleared
	Unknown   Why = "unknown"   // there is no such record
	Ambiguous Why = "ambiguous" // several records are called so
	Retired   Why = "retired"   // nobody is put into it any more; whoever is in it stays
	NoDate    Why = "date"
	NoCode    Why = "code"
	NoMail    Why = "mail"
	NoText    Why = "text"   // too long, or with control characters
	Choice    Why = "choice" // More lists what it may be
	Repeated  Why = "repeated"
	Taken     Why = "taken" // More is the employee who has it
	Zeros     Why = "zeros" // More is the code with its zeros
	Disagrees Why = "disagrees"
	Order     Why = "order"
	Stays     Why = "stays"    // the owner and the last administrator
	Unlink    Why = "unlink"   // an account is not taken away by a list
	Channel   Why = "channel"  // the company has no such channel, or several
	Accounts  Why = "accounts" // two accounts of one channel
	Moves     Why = "moves"    // the periods of two groups cannot follow each other
	Cells     Why = "cells"
	Bytes     Why = "bytes"
	Quote     Why = "quote"
)

// Fault is one thing that is wrong.
type Fault struct {
	Column Column // empty: the whole line
	Why    Why
	Value  string
	More   string
}

// said are the reasons for operators.
var said = map[Why]string{
	Required: "is needed", Unknown: "there is no %q", Ambiguous: "several are called %q; write its code or its whole path",
	Retired: "%q is retired: nobody is put into it any more",
	NoDate:  "%q is not a date like 2026-11-24, 2026/11/24 or 令和8年11月24日", NoCode: "%q is not a code: at most 40 letters without spaces, commas and slashes",
	NoMail: "%q is not a mail address",
	NoText: "%q is longer than 100 characters or has a line break", Choice: "%q is not one of %s", Repeated: "%q is on line %s already",
	Taken: "%q belongs to employee %s", Zeros: "there is no %q, but %q: spreadsheets take leading zeros away", Disagrees: "%q is not the department of the other column, %s",
	Order: "%s is before the first day, %s", Stays: "the owner and the last administrator stay; hand the role on first", Unlink: "a list takes no chat account away",
	Channel: "%q: the company has no such channel, or several: write its key before the id (%s)", Accounts: "%q is a second account on %s",
	Moves: "%q closes by its own month where %q closes by the month before, or the other way round; nobody can move between them from a date on",
	Cells: "has a cell more than the header: %q", Bytes: "has bytes that are neither UTF-8 nor Shift_JIS", Quote: "its quotes do not match",
}

// String is the fault for operators.
func (f Fault) String() string {
	var args []any
	for _, a := range []string{f.Value, f.More} {
		if a != "" {
			args = append(args, a)
		}
	}
	text := said[f.Why]
	switch f.Why {
	case Required, Stays, Unlink, Bytes, Quote:
	default:
		text = fmt.Sprintf(text, args...)
	}
	if f.Column == "" {
		return text
	}
	return string(f.Column) + ": " + text
}

// Person is somebody the list does not name.
type Person struct{ Code, Name string }

// Report is what a list would do, line by line.
type Report struct {
	Table   string
	SHA256  string
	From    calendar.Date // since when what has dates counts
	Ignored []string
	Unkept  []string
	Lines   []Line   // those that were asked for
	Absent  []Person // known to the company, active, not in the list; they stay as they are
	Notes   []string // what does not change although it may look so, a line each
}

// Count is how many lines are of a state.
func (r Report) Count(s State) (n int) {
	for _, l := range r.Lines {
		if l.State == s {
			n++
		}
	}
	return n
}

// Good are the lines that are not wrong.
func (r Report) Good() (p Pick) {
	for _, l := range r.Lines {
		if l.State != Wrong {
			p = p.with(l.Number)
		}
	}
	return p
}
