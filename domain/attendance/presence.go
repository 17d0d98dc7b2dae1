package attendance

import (
	"context"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// Presence is one person on the board of who is in now (勤務状況).
type Presence struct {
	Employee org.Employee
	Status   Status
	Since    time.Time // of the punch that brought the status; zero: none since yesterday
}

// WhoIsIn tells of everybody the actor may see who is in, on a break, away or out now: those at work first, each
// group in the order of employee codes. Forbidden: he may see nobody but himself.
func (s *Service) WhoIsIn(ctx context.Context, actor domain.Actor) ([]Presence, error) {
	people, err := s.Sight.Visible(ctx, actor)
	if err != nil {
		return nil, err
	}
	t, err := s.Tenants.Tenant(ctx, actor.Tenant)
	if err != nil {
		return nil, err
	}
	now := s.Now()
	// A day more than MaxShift, so that no boundary can hide a shift that is going on.
	punches, err := s.Book.Standing(ctx, actor.Tenant, t.DateAt(now).Add(-2))
	if err != nil {
		return nil, err
	}
	latest := map[domain.ID]Punch{}
	for _, p := range byTime(punches) {
		latest[p.Employee] = p
	}
	var board []Presence
	for _, e := range people {
		if e.Active {
			board = append(board, present(e, latest[e.ID], now))
		}
	}
	slices.SortStableFunc(board, func(a, b Presence) int { return rank(a.Status) - rank(b.Status) })
	return board, nil
}

// present reads a status off somebody's latest punch that counts. One that left a shift open longer than MaxShift ago
// says that an out was forgotten, not that he is still here.
func present(e org.Employee, p Punch, now time.Time) Presence {
	at := Presence{Employee: e, Status: Off, Since: p.At}
	if p.ID == "" || now.Sub(p.At) > MaxShift {
		return at
	}
	switch p.Kind {
	case In, BreakEnd, Return:
		at.Status = Working
	case BreakStart:
		at.Status = OnBreak
	case Leave:
		at.Status = Outside
	}
	return at
}

func rank(s Status) int { return slices.Index([]Status{Working, OnBreak, Outside, Off}, s) }
