package notice

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// Changes is what was different when a message was sent from when it was written (送信時の宛先の変化).
type Changes struct {
	Left  []domain.ID `json:"left,omitempty"`  // were to get it and have left, or are switched off
	Moved []domain.ID `json:"moved,omitempty"` // were to get it and are in no place any more that is named, or not the sender's
	Done  int         `json:"done,omitempty"`  // have done meanwhile what was lacking
	Added int         `json:"added,omitempty"` // get it and were not to
	// Empty are the departments, sites, closing groups and lists that are named and have nobody who gets it.
	Empty []domain.ID `json:"empty,omitempty"`
}

func (c Changes) none() bool {
	return len(c.Left)+len(c.Moved)+len(c.Empty)+c.Done+c.Added == 0
}

// changes compares who gets a message with who was to get it; nil: nothing has changed.
func (s *Service) changes(ctx context.Context, sender domain.Actor, m Message, to []org.Employee) (*Changes, error) {
	var c Changes
	var err error
	if c.Empty, err = s.empty(ctx, m.Tenant, m.Audience); err != nil {
		return nil, err
	}
	planned, err := s.Facts.Planned(ctx, m.Tenant, m.ID)
	if err != nil {
		return nil, err
	}
	was, is := set(planned), map[domain.ID]bool{}
	for _, e := range to {
		if is[e.ID] = true; len(planned) > 0 && !was[e.ID] {
			c.Added++
		}
	}
	if err := s.missing(ctx, sender, m.Audience, planned, is, &c); err != nil || c.none() {
		return nil, err
	}
	return &c, nil
}

// missing tells why people do not get what they were to get.
func (s *Service) missing(ctx context.Context, sender domain.Actor, a Audience, planned []domain.ID, is map[domain.ID]bool, c *Changes) error {
	all, err := s.People.EmployeesOf(ctx, sender.Tenant, planned)
	if err != nil {
		return err
	}
	still := map[domain.ID]bool{}
	if a.Lacks != nil {
		a.Mine = a.Mine || a.unnamed()
		a.Lacks = nil
		base, _, err := s.readers(ctx, sender, a)
		if err != nil {
			return err
		}
		for _, e := range base {
			still[e.ID] = true
		}
	}
	known := map[domain.ID]org.Employee{}
	for _, e := range all {
		known[e.ID] = e
	}
	for _, id := range planned {
		switch {
		case is[id]:
		case !known[id].Active:
			c.Left = append(c.Left, id)
		case still[id]:
			c.Done++
		default:
			c.Moved = append(c.Moved, id)
		}
	}
	return nil
}

// empty lists what is named and has nobody.
func (s *Service) empty(ctx context.Context, tenant domain.ID, a Audience) (out []domain.ID, err error) {
	people, err := s.People.Employees(ctx, tenant)
	if err != nil {
		return nil, err
	}
	tree, err := s.People.Departments(ctx, tenant)
	if err != nil {
		return nil, err
	}
	lists, err := s.Drafts.Lists(ctx, tenant)
	if err != nil {
		return nil, err
	}
	look := func(id domain.ID, only Audience) {
		if only = only.with(lists); !only.Mine && len(only.Pick(people, tree)) == 0 {
			out = append(out, id)
		}
	}
	for _, id := range a.Departments {
		look(id, Audience{Departments: []domain.ID{id}})
	}
	for _, id := range a.Sites {
		look(id, Audience{Sites: []domain.ID{id}})
	}
	for _, id := range a.Groups {
		look(id, Audience{Groups: []domain.ID{id}})
	}
	for _, id := range a.Lists {
		look(id, Audience{Lists: []domain.ID{id}})
	}
	return out, nil
}
