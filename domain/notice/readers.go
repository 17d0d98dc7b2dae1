package notice

import (
	"context"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// Facts tells of everybody at once what a message may be for.
type Facts interface {
	// Linked tells who is linked to a chat that can reach him.
	Linked(ctx context.Context, tenant domain.ID) (map[domain.ID]bool, error)
	// ClockedIn tells who has a clock-in of a business day that counts.
	ClockedIn(ctx context.Context, tenant domain.ID, date calendar.Date) (map[domain.ID]bool, error)
	// Planned lists who was to get a message when it was written; nobody where it was sent at once, or was sent since.
	Planned(ctx context.Context, tenant, message domain.ID) ([]domain.ID, error)
}

// Readers lists who would get a message now, in the order of their ids. Forbidden: the actor may send to nobody, or names
// somebody who is not his (Args["why"]="not_yours", "name"), or asks by name who has not answered an anonymous survey
// ("anonymous"). NotFound: a message a Lack is about; Invalid Args["why"]="no_survey": it is none.
func (s *Service) Readers(ctx context.Context, actor domain.Actor, a Audience) ([]org.Employee, error) {
	to, others, err := s.readers(ctx, actor, a)
	if err == nil && len(others) > 0 {
		refused := domain.Errorf(domain.Forbidden, "notice: %s is not among the people this sender may write to", others[0].Code)
		refused.Args = map[string]any{"why": "not_yours", "name": others[0].Name}
		return nil, refused
	}
	return to, err
}

// readers lists who would get a message now, and who is named and is not the sender's.
func (s *Service) readers(ctx context.Context, actor domain.Actor, a Audience) (to, others []org.Employee, err error) {
	mine, err := s.Sight.Writable(ctx, actor)
	if err != nil {
		return nil, nil, err
	}
	if len(a.Lists) > 0 {
		lists, err := s.Drafts.Lists(ctx, actor.Tenant)
		if err != nil {
			return nil, nil, err
		}
		a = a.with(lists)
	}
	all, err := s.pick(ctx, actor, a, mine)
	if err != nil {
		return nil, nil, err
	}
	seen := make(map[domain.ID]bool, len(mine))
	for _, e := range mine {
		seen[e.ID] = true
	}
	lacks := func(domain.ID) bool { return true }
	if a.Lacks != nil {
		if lacks, err = s.lacking(ctx, actor, *a.Lacks); err != nil {
			return nil, nil, err
		}
	}
	slices.SortFunc(all, func(a, b org.Employee) int { return strings.Compare(string(a.ID), string(b.ID)) })
	for _, e := range all {
		switch {
		case !seen[e.ID]:
			others = append(others, e)
		case lacks(e.ID):
			to = append(to, e)
		}
	}
	return to, others, nil
}

// Places lists the departments that have people of the actor's besides himself, and nobody else's.
func (s *Service) Places(ctx context.Context, actor domain.Actor) ([]org.Department, error) {
	mine, err := s.Sight.Writable(ctx, actor)
	if err != nil {
		return nil, err
	}
	all, err := s.People.Employees(ctx, actor.Tenant)
	if err != nil {
		return nil, err
	}
	tree, err := s.People.Departments(ctx, actor.Tenant)
	if err != nil {
		return nil, err
	}
	seen := map[domain.ID]bool{}
	for _, e := range mine {
		seen[e.ID] = true
	}
	foreign := func(e org.Employee) bool { return !seen[e.ID] }
	other := func(e org.Employee) bool { return e.ID != actor.Employee }
	var out []org.Department
	for _, d := range tree {
		in := Audience{Departments: []domain.ID{d.ID}}.Pick(all, tree)
		if slices.ContainsFunc(in, other) && !slices.ContainsFunc(in, foreign) {
			out = append(out, d)
		}
	}
	return out, nil
}

// pick is who is named.
func (s *Service) pick(ctx context.Context, actor domain.Actor, a Audience, mine []org.Employee) ([]org.Employee, error) {
	if a.Mine || a.Lacks != nil && a.unnamed() {
		for _, e := range mine {
			if e.ID != actor.Employee {
				a.Employees = append(slices.Clip(a.Employees), e.ID)
			}
		}
	}
	all, err := s.People.Employees(ctx, actor.Tenant)
	if err != nil {
		return nil, err
	}
	tree, err := s.People.Departments(ctx, actor.Tenant)
	return a.Pick(all, tree), err
}

// lacking tells of a person whether he has not done something.
func (s *Service) lacking(ctx context.Context, actor domain.Actor, l Lack) (func(domain.ID) bool, error) {
	var done map[domain.ID]bool
	var err error
	switch l.What {
	case NoChat:
		done, err = s.Facts.Linked(ctx, actor.Tenant)
	case NoPunch:
		tenant, failed := s.Tenants.Tenant(ctx, actor.Tenant)
		if failed != nil {
			return nil, failed
		}
		done, err = s.Facts.ClockedIn(ctx, actor.Tenant, tenant.DateAt(s.Now()))
	case NoAnswer, NotRead:
		return s.silent(ctx, actor, l)
	default:
		return nil, refuse("lacks", "nobody knows who lacks %q", l.What)
	}
	return func(id domain.ID) bool { return !done[id] }, err
}

// silent tells who was sent a message and has not answered, or not read it.
func (s *Service) silent(ctx context.Context, actor domain.Actor, l Lack) (func(domain.ID) bool, error) {
	m, err := s.Store.ByNumber(ctx, actor.Tenant, l.Number)
	if err != nil {
		return nil, err
	}
	if err := s.may(ctx, actor, m); err != nil {
		return nil, err
	}
	switch {
	case l.What == NoAnswer && m.Survey == nil:
		return nil, refuse("no_survey", "message %d asks nothing", l.Number)
	case m.Survey != nil && m.Survey.Anonymous: // a list of names would tell who has answered
		return nil, domain.Refuse(domain.Forbidden, "why", "anonymous")
	}
	list, err := s.Votes.Recipients(ctx, m.Tenant, m.ID)
	silent := map[domain.ID]bool{}
	for _, r := range list {
		silent[r.Employee] = r.AnsweredAt == nil && (l.What == NoAnswer || r.OpenedAt == nil)
	}
	return func(id domain.ID) bool { return silent[id] }, err
}
