package attendance

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Tenants finds the company whose zone and boundary rule a punch.
type Tenants interface {
	Tenant(ctx context.Context, id domain.ID) (org.Tenant, error)
}

// People finds who punches and where.
type People interface {
	Employee(ctx context.Context, tenant, id domain.ID) (org.Employee, error)
	Site(ctx context.Context, tenant, id domain.ID) (org.Site, error)
}

// Closing tells periods and which days are locked; closing.Service does.
type Closing interface {
	// GroupOf is the closing group a person is in, one after the other where he moves; none is the calendar month.
	GroupOf(ctx context.Context, e org.Employee) (closing.Group, error)
	// Groups lists a company's closing groups, which say of everybody in which he is (closing.Of).
	Groups(ctx context.Context, tenant domain.ID) ([]closing.Group, error)
	// LockedDays tells for the days from..to which are locked for the employee of the group.
	LockedDays(ctx context.Context, group closing.Group, employee domain.ID, from, to calendar.Date) (closing.LockedDays, error)
	// State is what a lock of a month says about the employee of the group; the zero Lock when there never was one.
	State(ctx context.Context, group closing.Group, month calendar.Month, employee domain.ID) (closing.Lock, error)
}

// Sight tells whose records an actor may see; org.Sight does.
type Sight interface {
	// Visible lists the people the actor may see, by code; Forbidden when he may see nobody but himself.
	Visible(ctx context.Context, actor domain.Actor) ([]org.Employee, error)
}

// Service records punches and tells what follows from them. All fields are needed.
type Service struct {
	Book      Book
	Patterns  Patterns
	Reasons   Reasons
	Tenants   Tenants
	People    People
	Closing   Closing
	Snapshots Snapshots
	Sight     Sight
	Posts     Posts
	Now       domain.Clock
	NewID     domain.NewID
}

// Outcome says in a word what became of a command.
type Outcome string

// The outcomes.
const (
	Recorded Outcome = "recorded" // a new punch is on disk
	Same     Outcome = "same"     // it was there before: the same event again, or the same punch seen twice within RepeatWindow
	Kept     Outcome = "held"     // a new punch is on disk but does not count; Punch.Hold says why
)

// Result is everything a door needs to answer a punch.
type Result struct {
	Punch     worktime.Punch // as written, or the one that was there before; its State may be held also when the outcome is Same
	Outcome   Outcome
	Witnessed bool            // another event was joined to Punch as its witness; the event itself is not a punch
	Replaced  *worktime.Punch // the punch that counted until this one took its place: an earlier out, or a later in
	// Forgotten is an earlier day's open shift to ask about; only after an in and after an out that was too late for it,
	// and not once the person has answered: he would be told every morning until somebody confirms it.
	Forgotten         *worktime.Forgotten
	Day               worktime.Day        // figures of Punch's business date so far
	Month             *worktime.Aggregate // the period so far, days and lock left out; only after an out: nothing else says it, and it costs a read
	worktime.Standing                     // state and possible kinds after this punch
	// UndoUntil is until when the person may take the punch back himself.
	UndoUntil time.Time
}
