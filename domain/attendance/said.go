package attendance

import (
	"context"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Said is a punch a person speaks of again: he edited or withdrew its message, or asks to take it back.
type Said struct {
	Punch     worktime.Punch
	Undoable  bool // the person may still take it back himself
	UndoUntil time.Time
}

// ByMessage finds the actor's own punch that a message of his door said. An edit or a withdrawal changes nothing by
// itself: the person is asked. NotFound: the message said no punch, or somebody else's.
func (s *Service) ByMessage(ctx context.Context, actor domain.Actor, message string) (Said, error) {
	p, err := s.Book.PunchByMessage(ctx, actor.Tenant, actor.Door, message)
	if err != nil {
		return Said{}, err
	}
	if actor.Employee == "" || p.Employee != actor.Employee {
		return Said{}, domain.Errorf(domain.NotFound, "message %s is another person's", message)
	}
	who, err := s.person(ctx, actor.Tenant, actor.Employee)
	if err != nil {
		return Said{}, err
	}
	return s.said(ctx, who, p)
}

// Newest finds the actor's newest punch, taken back or not. 取消 without saying what is about it and nothing else: said
// twice, or run again after a crash, it finds the same punch and never reaches for the one before. NotFound: there is none.
func (s *Service) Newest(ctx context.Context, actor domain.Actor) (Said, error) {
	who, err := s.person(ctx, actor.Tenant, actor.Employee)
	if err != nil {
		return Said{}, err
	}
	from, to := window(who.rules.Date(s.Now()))
	punches, err := s.Book.Punches(ctx, actor.Tenant, actor.Employee, from, to)
	if err != nil {
		return Said{}, err
	}
	punches = slices.DeleteFunc(punches, func(p worktime.Punch) bool { return p.Source == domain.Correction }) // nobody punched those
	if len(punches) == 0 {
		return Said{}, domain.Errorf(domain.NotFound, "no punch lately")
	}
	return s.said(ctx, who, slices.MaxFunc(punches, func(a, b worktime.Punch) int { return int(a.Seq - b.Seq) }))
}

// said tells whether a punch can still be taken back.
func (s *Service) said(ctx context.Context, who person, p worktime.Punch) (Said, error) {
	locked, err := s.Closing.LockedDays(ctx, who.group, who.ID, p.Date, p.Date)
	if err != nil {
		return Said{}, err
	}
	free := p.State != worktime.Void && p.Source != domain.Correction && late(p, locked, s.Now()) == nil
	return Said{Punch: p, Undoable: free, UndoUntil: p.ReceivedAt.Add(UndoWindow)}, nil
}
