package worktime

import (
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Verdict is what the rules say about one punch among all the others.
type Verdict struct {
	Hold     Hold          // NotHeld: it counts, or another out took its place
	Replaced bool          // a later out of the same shift took its place
	By       domain.ID     // the punch that counts in its place, where there is one
	Date     calendar.Date // of the shift it belongs to, else by the boundary
}

// State is the state a verdict gives a punch. What once counted and now merely repeats another is superseded by it;
// what has lost the shift it belonged to is held, because only a person can say what it meant.
func (v Verdict) State(p Punch) PunchState {
	switch {
	case v.Replaced:
		return Superseded
	case v.Hold == NotHeld:
		return Effective
	case v.Hold == Repeated && p.Hold == NotHeld:
		return Superseded
	}
	return Held
}

// Counts tells whether the punch counts on its day.
func (v Verdict) Counts() bool { return v.Hold == NotHeld && !v.Replaced }

// Decided tells whether the rules have no say about a punch: somebody took it back, or somebody has to decide.
func Decided(p Punch, all []Punch) bool {
	switch {
	case p.State == Void:
		return true
	case p.State == Effective:
		return false
	case p.Hold == LockedMonth, p.Hold == Answered, p.Hold == Ahead:
		return true
	}
	return slices.ContainsFunc(all, func(c Punch) bool {
		// A corrected punch stays corrected also when something took the place of its correction.
		return c.Supersedes == p.ID && c.Source == domain.Correction && c.State != Void
	})
}
