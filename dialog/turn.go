package dialog

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// Turn is one activity to be answered.
type Turn struct {
	Person   Person
	Activity Activity
	Caps     Caps
	Now      time.Time
	// Lost tells whether the person was asked something lately although no session is left (Redis was flushed or
	// is away). It is asked only when nothing else explains what he said. nil: no.
	Lost func(context.Context) bool
}

// Result is what a turn leads to, besides what the domain has already written.
type Result struct {
	Replies []Reply     // to the person, in order
	Tells   []Tell      // to others
	Changed []domain.ID // employees whose state changed: their home pages and menus must follow
	Ignored string      // why nothing is said, for the record; empty when something is
}

// Tell is something another person must be told, on whatever channel he uses.
type Tell struct {
	Employee domain.ID
	Reply    Reply
	Door     domain.Door // the kind of channel on which what it answers was begun, preferred if he is there; empty: his best
	Priority int         // as in outbox: lower goes first when a quota is short
}

// Runner answers turns. The engine is one; session is what the last turn of this conversation returned, nil at first.
type Runner interface {
	Turn(ctx context.Context, session []byte, turn Turn) (next []byte, result Result, err error)
}
