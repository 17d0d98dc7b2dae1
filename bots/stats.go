package bots

import (
	"time"

	"github.com/dakoku/dakoku/domain"
)

// Stats is what an operator may count. Every field may be nil. The functions are called on the path of messages and
// must return at once.
type Stats struct {
	// Hook is called for each webhook with the status answered, how many events it brought and how many were new.
	Hook func(kind domain.Door, status, events, fresh int, took time.Duration)
	// Turn is called for each item that left the inbox or failed for now: done, ignored, dropped, retry, failed.
	// waited is from the receipt to the start of the turn.
	Turn func(kind domain.Door, outcome string, waited, took time.Duration)
	// Dropped is called with the platform's reason for each event that is not acted on.
	Dropped func(kind domain.Door, reason string)
	// Sent is called for each outcome of a delivery: sent, owed (again later), kept, dead. late is from when it was owed.
	Sent func(kind domain.Door, outcome string, late time.Duration)
	// Alert is called when an operator should look: failed, dead, panic, locks, storage.
	Alert func(kind domain.Door, what string)
}

func (s *Stats) hook(kind domain.Door, status, events, fresh int, took time.Duration) {
	if s != nil && s.Hook != nil {
		s.Hook(kind, status, events, fresh, took)
	}
}

func (s *Stats) turn(kind domain.Door, outcome string, waited, took time.Duration) {
	if s != nil && s.Turn != nil {
		s.Turn(kind, outcome, waited, took)
	}
}

func (s *Stats) dropped(kind domain.Door, reason string) {
	if s != nil && s.Dropped != nil {
		s.Dropped(kind, reason)
	}
}

func (s *Stats) sent(kind domain.Door, outcome string, late time.Duration) {
	if s != nil && s.Sent != nil {
		s.Sent(kind, outcome, late)
	}
}

func (s *Stats) alert(kind domain.Door, what string) {
	if s != nil && s.Alert != nil {
		s.Alert(kind, what)
	}
}
