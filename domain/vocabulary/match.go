package vocabulary

import (
	"maps"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
)

// Intent is what a message wants.
type Intent string

// The intents. None means silence in a room and a short help in a direct chat.
const (
	None        Intent = ""
	Punch       Intent = "punch"        // record Kind at the message's own time
	Request     Intent = "request"      // a time was given: Kind for work day Day at instant At
	Ask         Intent = "ask"          // understood but not safe to record: Problem says why
	Leave       Intent = "leave"        // a draft of leave on Date
	LeaveCancel Intent = "leave_cancel" // a draft of taking the leave on Date back
	Range       Intent = "range"        // from From to At on Day: In is a day's work, OutingIn and BreakIn an absence
	Remove      Intent = "remove"       // Kind of Day should not count; Old is its time where it was said
	WhoIn       Intent = "who_in"       // who is at work
	WhoOff      Intent = "who_off"      // who is off
)

// Kind is what a punch word says. It is finer than a punch's own kind: the flows map it.
type Kind string

// The kinds. Outings exist only where the company uses them; elsewhere their words are those of a break.
const (
	In        Kind = "in"         // 出勤
	Out       Kind = "out"        // 退勤
	BreakIn   Kind = "break_in"   // 休憩入り
	BreakOut  Kind = "break_out"  // 休憩戻り
	OutingIn  Kind = "outing_in"  // 外出
	OutingOut Kind = "outing_out" // 再入
	DirectIn  Kind = "direct_in"  // 直行
	DirectOut Kind = "direct_out" // 直帰
	RemoteIn  Kind = "remote_in"  // リモート出勤
)

// Kinds lists every kind in the order of a day.
var Kinds = []Kind{In, DirectIn, RemoteIn, BreakIn, BreakOut, OutingIn, OutingOut, DirectOut, Out}

// kindNames are the names a company file may give its words under; the ledger's own names are understood too.
var kindNames = map[string]Kind{
	"leave": OutingIn, "return": OutingOut, "break_start": BreakIn, "break_end": BreakOut,
}

// KindOf finds the kind a company file names, by the name used here or by the ledger's.
func KindOf(name string) (Kind, bool) {
	for _, k := range Kinds {
		if string(k) == name {
			return k, true
		}
	}
	k, ok := kindNames[name]
	return k, ok
}

// Problem says why an Ask is not recorded.
type Problem struct {
	Why  calendar.Why
	Text string // the part it is about, as it was understood: "18:75"
}

// Match is what a message means.
type Match struct {
	Intent    Intent
	Kind      Kind           // of a Punch, Request or Ask
	Day       calendar.Date  // the work day of a Request; of an Ask when one was named
	At        time.Time      // the instant of a Request; of an Ask when a time was readable
	From      time.Time      // of a Range: its beginning; At is its end
	Old       time.Time      // of a Request or Remove: the time it was recorded at, when that was said
	Bare      bool           // nothing but a date and times: between people in a room it may be about anything
	Basis     calendar.Basis // what Day rests on, when there is an At
	Other     calendar.When  // the second reading of an Ask that is calendar.Unsure, when there is one
	Date      calendar.Date  // of Leave and LeaveCancel
	Until     calendar.Date  // the last day of several
	LeaveKind string         // the word used (午前休); empty for plain 休み
	Problem   Problem        // of an Ask
	Word      string         // the punch word, normalised
	Either    bool           // 戻り: it ends whichever is open, break or outing
	Missed    bool           // of an Ask: the punch is said to be forgotten or wrong
	Greeting  bool           // a greeting made it a punch: the first one of a person is confirmed
}

// LedgerNames lists the ledger's own names KindOf understands besides the kinds'.
func LedgerNames() []string { return slices.Sorted(maps.Keys(kindNames)) }
