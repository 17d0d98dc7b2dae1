package worktime

import (
	"slices"

	"github.com/dakoku/dakoku/domain/calendar"
)

// Obstacle says what kind of thing keeps a month from being closed as it is.
type Obstacle string

// The obstacles, the surest first.
const (
	NoIn       Obstacle = "missing_in"
	NoOut      Obstacle = "missing_out"
	Unanswered Obstacle = "waiting"    // a correction was asked for, and somebody has to decide
	Undecided  Obstacle = "held"       // a punch was kept without counting and may have meant something
	GoingOn    Obstacle = "open"       // a shift is going on
	NoPunch    Obstacle = "absent"     // a work day without a punch: a day off, or a forgotten day
	NotFrozen  Obstacle = "not_frozen" // of a locked month: the person came into the group after the lock, which froze nothing of his
	AfterLock  Obstacle = "after_lock" // a punch that came after the lock: a difference to the month that was given away
)

// Obstacles lists every kind in the order people clear them away.
var Obstacles = []Obstacle{NoIn, NoOut, Unanswered, Undecided, GoingOn, NoPunch, NotFrozen, AfterLock}

// Blocker is a day that keeps a person's month from being closed as it is (締めの妨げ).
type Blocker struct {
	Date calendar.Date
	What Obstacle
}

// Blockers lists what keeps a month from being closed, day by day. Of a locked month it lists what came after the lock:
// nothing else of it can be cleared away. A lock is refused for none of them: it freezes the month as it is. asked are the
// days about which a request is pending: they wait for whoever decides, not for the person.
func (a Aggregate) Blockers(asked ...calendar.Date) []Blocker {
	var list []Blocker
	if a.Unfrozen() {
		list = append(list, Blocker{a.Period.From, NotFrozen})
	}
	for _, d := range a.Days {
		for _, what := range Obstacles {
			waits := what == Unanswered && a.Locked == 0 && slices.Contains(asked, d.Date)
			if waits || d.blocked(what, a.Locked > 0) {
				list = append(list, Blocker{d.Date, what})
			}
		}
	}
	return list
}

// Unfrozen tells that the month is locked and the person's figures are not frozen: he came into the group after its lock.
// Locking it again freezes them.
func (a Aggregate) Unfrozen() bool { return a.Locked > 0 && a.Digest == "" }

func (d Day) blocked(what Obstacle, locked bool) bool {
	late := slices.ContainsFunc(d.Held, func(p Punch) bool { return p.Hold == LockedMonth })
	if locked || what == AfterLock {
		return locked && what == AfterLock && late
	}
	switch what {
	case NoIn:
		return d.has(MissingIn)
	case NoOut:
		return d.has(MissingOut)
	case Unanswered:
		return d.has(Waiting)
	case Undecided:
		return d.has(HeldPunch)
	case GoingOn:
		return d.Open
	}
	return what == NoPunch && d.Absent && !slices.ContainsFunc(d.Reasons, func(t Taken) bool { return t.Means.Off == Absence })
}
