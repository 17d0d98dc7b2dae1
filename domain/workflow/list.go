package workflow

import (
	"context"
	"maps"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
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
	waits, subjects, err := s.waits(ctx, actor)
	if err != nil {
		return nil, err
	}
	return s.cards(ctx, waits, subjects)
}

// QueuePage shows a page of the queue, counted from 1, and says how many requests wait in all; only those of the page are
// looked into. A page beyond the last one is the last one.
func (s *Service) QueuePage(ctx context.Context, actor domain.Actor, page, size int) (cards []Card, total int, err error) {
	waits, subjects, err := s.waits(ctx, actor)
	if err != nil {
		return nil, 0, err
	}
	total = len(waits)
	from := min(max(page-1, 0), max(total-1, 0)/size) * size
	cards, err = s.cards(ctx, waits[from:min(from+size, total)], subjects)
	return cards, total, err
}

// waits lists the requests the actor may decide now, oldest first, and the people they are about.
func (s *Service) waits(ctx context.Context, actor domain.Actor) ([]Request, map[domain.ID]org.Employee, error) {
	b, err := s.bench(ctx, actor.Tenant)
	if err != nil {
		return nil, nil, err
	}
	me, err := b.person(ctx, actor)
	if err != nil {
		return nil, nil, err
	}
	may, err := b.reach(ctx, me)
	if err != nil {
		return nil, nil, err
	}
	pending, err := s.Store.Pending(ctx, actor.Tenant, "")
	if err != nil {
		return nil, nil, err
	}
	subjects, err := s.subjects(ctx, actor.Tenant, pending)
	return slices.DeleteFunc(pending, func(r Request) bool { return !may(r, subjects[r.Employee]) }), subjects, err
}

// subjects are the people that requests are about.
func (s *Service) subjects(ctx context.Context, tenant domain.ID, requests []Request) (map[domain.ID]org.Employee, error) {
	all := map[domain.ID]org.Employee{}
	for _, r := range requests {
		all[r.Employee] = org.Employee{}
	}
	people, err := s.Sight.People.EmployeesOf(ctx, tenant, slices.Collect(maps.Keys(all)))
	for _, e := range people {
		all[e.ID] = e
	}
	return all, err
}

// MayDecide tells whether the actor may decide about a request now.
func (s *Service) MayDecide(ctx context.Context, actor domain.Actor, r Request) (bool, error) {
	b, err := s.bench(ctx, actor.Tenant)
	if err != nil || r.State != Pending {
		return false, err
	}
	if err = b.mayDecide(ctx, actor, r); domain.Is(err, domain.Forbidden) {
		return false, nil
	}
	return err == nil, err
}

// cards shows requests of one company on their days as they are now.
func (s *Service) cards(ctx context.Context, requests []Request, subjects map[domain.ID]org.Employee) ([]Card, error) {
	if len(requests) == 0 {
		return nil, nil
	}
	tenant := requests[0].Tenant
	b, err := s.bench(ctx, tenant)
	if err != nil {
		return nil, err
	}
	var people []org.Employee
	for _, r := range requests {
		people = append(people, subjects[r.Employee])
	}
	amenders, err := s.Days.Amenders(ctx, tenant, people)
	if err != nil {
		return nil, err
	}
	var queries []Query
	matters := make([]matter, len(requests))
	for i, r := range requests {
		matters[i] = matter{Amender: amenders[r.Employee], bench: b, newID: s.NewID, now: s.Now()}
		queries = append(queries, matters[i].query(r.Date, r.Number, ""))
	}
	grounds, err := s.Store.Read(ctx, queries)
	if err != nil {
		return nil, err
	}
	var cards []Card
	for i, g := range grounds {
		if g.Request != nil {
			cards = append(cards, matters[i].card(*g.Request, g.History))
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
	subjects, err := s.subjects(ctx, actor.Tenant, []Request{r})
	if err != nil {
		return Card{}, err
	}
	cards, err := s.cards(ctx, []Request{r}, subjects)
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
