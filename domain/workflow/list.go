package workflow

import (
	"context"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Mine lists the requests the actor made or that are about his days, newest first.
func (s *Service) Mine(ctx context.Context, actor domain.Actor, limit int) ([]Request, error) {
	if actor.Employee == "" {
		return nil, domain.Refuse(domain.Forbidden, "why", "nobody")
	}
	return s.Store.Of(ctx, actor.Tenant, actor.Employee, limit)
}

// Queue lists what the actor may decide now, oldest first; empty for somebody who may decide nothing. Forbidden:
// Args["why"] is inactive.
func (s *Service) Queue(ctx context.Context, actor domain.Actor) ([]Card, error) {
	b, err := s.bench(ctx, actor.Tenant)
	if err != nil {
		return nil, err
	}
	people, err := b.decidable(ctx, actor)
	if err != nil || len(people) == 0 {
		return nil, err
	}
	pending, err := s.Store.Pending(ctx, actor.Tenant, "")
	if err != nil {
		return nil, err
	}
	var mine []Request
	for _, r := range pending {
		if !people[r.Employee] {
			continue
		}
		switch err := b.mayDecide(ctx, actor, r); {
		case err == nil:
			mine = append(mine, r)
		case !domain.Is(err, domain.Forbidden):
			return nil, err
		}
	}
	return s.cards(ctx, mine)
}

// cards shows requests on their days as they are now.
func (s *Service) cards(ctx context.Context, requests []Request) ([]Card, error) {
	matters := map[domain.ID]matter{}
	var queries []Query
	for _, r := range requests {
		m, known := matters[r.Employee]
		if !known {
			var err error
			if m, err = s.matter(ctx, r.Tenant, r.Employee); err != nil {
				return nil, err
			}
			matters[r.Employee] = m
		}
		queries = append(queries, m.query(r.Date, r.Number, ""))
	}
	grounds, err := s.Store.Read(ctx, queries)
	if err != nil {
		return nil, err
	}
	var cards []Card
	for i, r := range requests {
		if fresh := grounds[i].Request; fresh != nil {
			cards = append(cards, matters[r.Employee].card(*fresh, grounds[i].History))
		}
	}
	return cards, nil
}

// look reads what one act rests on, without holding it.
func (s *Service) look(ctx context.Context, q Query) (Ground, error) {
	all, err := s.Store.Read(ctx, []Query{q})
	if err != nil {
		return Ground{}, err
	}
	return all[0], nil
}

// ByNumber shows one request. NotFound: there is none of that number in the company, or it is none of the actor's business.
func (s *Service) ByNumber(ctx context.Context, actor domain.Actor, number int) (Card, error) {
	r, err := s.Store.ByNumber(ctx, actor.Tenant, number)
	if err != nil {
		return Card{}, err
	}
	if err := s.sees(ctx, actor, r); err != nil {
		return Card{}, err
	}
	cards, err := s.cards(ctx, []Request{r})
	if err != nil || len(cards) == 0 {
		return Card{}, err
	}
	return cards[0], nil
}

// sees tells whether a request is the actor's business: NotFound otherwise, as if it were not there.
func (s *Service) sees(ctx context.Context, actor domain.Actor, r Request) error {
	hidden := domain.Errorf(domain.NotFound, "workflow: request %d is not for %s", r.Number, actor.Employee)
	if actor.Employee == "" {
		return hidden
	}
	if actor.Employee == r.By || actor.Employee == r.Employee {
		return nil
	}
	b, err := s.bench(ctx, actor.Tenant)
	if err != nil {
		return err
	}
	if err := b.mayDecide(ctx, actor, r); !domain.Is(err, domain.Forbidden) {
		return err
	}
	if may, err := s.Sight.Sees(ctx, actor, r.Employee); err != nil || may {
		if domain.Is(err, domain.Forbidden) {
			return hidden
		}
		return err
	}
	return hidden
}

// Waiting lists the days from..to of a person about which a request is pending: nobody needs to be reminded of them.
func (s *Service) Waiting(ctx context.Context, tenant, employee domain.ID, from, to calendar.Date) ([]calendar.Date, error) {
	pending, err := s.Store.Pending(ctx, tenant, employee)
	if err != nil {
		return nil, err
	}
	var days []calendar.Date
	for _, r := range pending {
		if from <= r.Date && r.Date <= to && !slices.Contains(days, r.Date) {
			days = append(days, r.Date)
		}
	}
	slices.Sort(days)
	return days, nil
}
