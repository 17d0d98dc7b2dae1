package attendance

import (
	"context"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Ref names the event a punch came from: the same Ref is the same punch, however often it arrives.
type Ref struct {
	Source domain.Door
	ID     string
}

// History is what a decision about a person may rest on.
type History struct {
	Known   *worktime.Punch    // the punch or, by its witness, the punch of this very event, when it was here before
	Punches []worktime.Punch   // the person's punches with a business date in the window asked for, oldest At first
	Notes   []worktime.DayNote // the newest note of each day of the window that has one, oldest day first
	// Locks are the month locks that may concern the person in the window, oldest first; rows of other closing groups
	// may be among them. They are read in the step that writes, so that no punch slips into a month that is just locked.
	Locks []closing.Lock
	// Frozen are the periods of the person's locked months that may touch the window, as they were when they were locked:
	// neither another closing group of his nor another closing day of the group opens them. Read as Locks are.
	Frozen []closing.Period
}

// Entry is what a decision wants written, all or nothing.
type Entry struct {
	Punch   *worktime.Punch   // a new punch, not sealed yet
	Punches []worktime.Punch  // of a correction: new punches, not sealed yet
	Witness *Witness          // this event saw a punch that is already there
	Changes []Change          // changes of state of earlier punches
	Note    *worktime.DayNote // what is said of a day from now on; its Version is counted by the book
	Audit   []audit.Row       // who did it, and why
}

// New are all the new punches of the entry.
func (e Entry) New() []worktime.Punch {
	if e.Punch == nil {
		return e.Punches
	}
	return append([]worktime.Punch{*e.Punch}, e.Punches...)
}

// On is a history as it stands after the entry.
func (e Entry) On(h History) History {
	h.Punches = worktime.ByTime(apply(h.Punches, e.Changes, e.New()...))
	if e.Note != nil {
		h.Notes = append(slices.DeleteFunc(slices.Clone(h.Notes), func(n worktime.DayNote) bool { return n.Date == e.Note.Date }), *e.Note)
	}
	return h
}

// Decide looks at a person's history and says what to write. It is pure: it may be called again.
type Decide func(History) (Entry, error)

// Book is the ledger as this package needs it.
type Book interface {
	// Write runs decide on the employee's history in [from, to] and writes its entry in one durable step,
	// sealing the punch into the company's chain. Writes of one employee never overlap. It returns the entry as
	// written, with the punch's Seq, Receipt, Hash and PrevHash. decide is always called, also when the event is
	// known; an empty entry writes nothing, an entry of changes only is written like any other. An error of decide
	// is returned as it is and writes nothing of this entry.
	Write(ctx context.Context, tenant, employee domain.ID, ref Ref, from, to calendar.Date, decide Decide) (Entry, error)
	// Punches lists an employee's punches with a business date in [from, to], oldest At first.
	Punches(ctx context.Context, tenant, employee domain.ID, from, to calendar.Date) ([]worktime.Punch, error)
	// Notes lists what is said of an employee's days in [from, to], the newest version of each, oldest day first.
	Notes(ctx context.Context, tenant, employee domain.ID, from, to calendar.Date) ([]worktime.DayNote, error)
	// PunchByID finds one; NotFound for another tenant's.
	PunchByID(ctx context.Context, tenant, id domain.ID) (worktime.Punch, error)
	// PunchByMessage finds the punch that a chat message of the channel's door said; NotFound when it said none.
	PunchByMessage(ctx context.Context, tenant domain.ID, source domain.Door, message string) (worktime.Punch, error)
	// Chain streams the company's punches in chain order; employee and dates narrow it when not empty.
	Chain(ctx context.Context, tenant, employee domain.ID, from, to calendar.Date, each func(worktime.Punch) error) error
	// Standing tells everybody's latest counting punch, by employee, of business dates from since on and not before after.
	Standing(ctx context.Context, tenant domain.ID, since calendar.Date, after time.Time) (map[domain.ID]Latest, error)
}

// Reasons finds what a company's reasons mean.
type Reasons interface {
	// Reasons lists a company's reasons by code.
	Reasons(ctx context.Context, tenant domain.ID) ([]worktime.ReasonCode, error)
}

// Patterns finds work patterns.
type Patterns interface {
	// Pattern finds one; NotFound when the tenant has none of that id.
	Pattern(ctx context.Context, tenant, id domain.ID) (worktime.Pattern, error)
}

// Command is a wish to punch.
type Command struct {
	Kind    worktime.Kind
	Mark    worktime.Mark
	At      time.Time // the platform's time of the event
	Ref     Ref
	Message string
}
