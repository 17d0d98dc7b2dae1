package attendance

import (
	"context"
	"slices"

	"github.com/dakoku/dakoku/domain"
)

// Newest finds the actor's newest punch, taken back or not. 取消 without saying what is about it and nothing else: said
// twice, or run again after a crash, it finds the same punch and never reaches for the one before. NotFound: there is none.
func (s *Service) Newest(ctx context.Context, actor domain.Actor) (Said, error) {
	who, err := s.person(ctx, actor.Tenant, actor.Employee)
	if err != nil {
		return Said{}, err
	}
	from, to := window(who.rules.date(s.Now()))
	punches, err := s.Book.Punches(ctx, actor.Tenant, actor.Employee, from, to)
	if err != nil {
		return Said{}, err
	}
	if len(punches) == 0 {
		return Said{}, domain.Errorf(domain.NotFound, "no punch lately")
	}
	return s.said(ctx, actor, slices.MaxFunc(punches, func(a, b Punch) int { return int(a.Seq - b.Seq) }))
}
