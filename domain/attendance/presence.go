package attendance

import (
	"context"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Presence is one person on the board of who is in now (勤務状況).
type Presence struct {
	Employee org.Employee
	Status   worktime.Status
	Since    time.Time // of the punch that brought the status; zero: none in the last MaxShift
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
	latest, err := s.Book.Standing(ctx, actor.Tenant, t.DateAt(now).Add(-2), now.Add(-worktime.MaxShift))
	if err != nil {
		return nil, err
	}
	var board []Presence
	for _, e := range people {
		if e.Active {
			board = append(board, present(e, latest[e.ID]))
		}
	}
	slices.SortStableFunc(board, func(a, b Presence) int { return rank(a.Status) - rank(b.Status) })
	return board, nil
}

// Latest is the last of somebody's punches that count.
type Latest struct {
	Kind worktime.Kind // empty: there is none
	At   time.Time
	Seq  int64
}

// Before tells whether another punch is later.
func (l Latest) Before(o Latest) bool {
	return l.At.Before(o.At) || l.At.Equal(o.At) && l.Seq < o.Seq
}

// present reads a status off somebody's latest punch of the last MaxShift. One that left a shift open longer ago says
// that an out was forgotten, not that he is still here.
func present(e org.Employee, p Latest) Presence {
	at := Presence{Employee: e, Status: worktime.Off, Since: p.At}
	switch p.Kind {
	case worktime.In, worktime.BreakEnd, worktime.Return:
		at.Status = worktime.Working
	case worktime.BreakStart:
		at.Status = worktime.OnBreak
	case worktime.Leave:
		at.Status = worktime.Outside
	}
	return at
}

func rank(s worktime.Status) int {
	return slices.Index([]worktime.Status{worktime.Working, worktime.OnBreak, worktime.Outside, worktime.Off}, s)
}
