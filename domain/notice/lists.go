package notice

import (
	"context"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
)

// Lists lists the company's lists by name. Forbidden: the actor may write to nobody.
func (s *Service) Lists(ctx context.Context, actor domain.Actor) ([]List, error) {
	if err := s.writes(ctx, actor); err != nil {
		return nil, err
	}
	return s.Drafts.Lists(ctx, actor.Tenant)
}

// SaveList keeps a list: a new one without ID, else the one of this ID and Revision; its maker and administrators may
// change it. Of l only ID, Name, Audience and Revision count. Invalid Args["why"]: name, nobody, lists (a list names no
// lists, and nothing that is lacking). Conflict Args["why"]: name (another is called so), moved (it changed meanwhile).
func (s *Service) SaveList(ctx context.Context, actor domain.Actor, l List) (List, error) {
	kept := List{ID: s.NewID(), Tenant: actor.Tenant, By: actor.Employee}
	if err := s.writes(ctx, actor); err != nil {
		return l, err
	}
	if l.ID != "" {
		var err error
		if kept, err = s.ownList(ctx, actor, l.ID, l.Revision); err != nil {
			return l, err
		}
	}
	kept.Name, kept.Audience, kept.UpdatedAt = strings.TrimSpace(l.Name), l.Audience, s.Now()
	switch {
	case !oneLine(kept.Name, MaxTitle):
		return l, refuse("name", "a list's name is one line of 1 to %d letters", MaxTitle)
	case len(l.Audience.Lists) > 0 || l.Audience.Lacks != nil:
		return l, refuse("lists", "a list names people and places")
	case l.Audience.Empty():
		return l, refuse("nobody", "the list names nobody")
	}
	return s.Drafts.SaveList(ctx, kept)
}

// DropList deletes a list. A message that waits to be sent to it is told about it in its Changes.
func (s *Service) DropList(ctx context.Context, actor domain.Actor, id domain.ID, revision int) error {
	l, err := s.ownList(ctx, actor, id, revision)
	if err != nil {
		return err
	}
	return s.Drafts.DropList(ctx, l)
}

// ownList is a list the actor may change, at the revision he saw.
func (s *Service) ownList(ctx context.Context, actor domain.Actor, id domain.ID, revision int) (List, error) {
	all, err := s.Lists(ctx, actor)
	if err != nil {
		return List{}, err
	}
	i := slices.IndexFunc(all, func(l List) bool { return l.ID == id })
	switch {
	case i < 0:
		return List{}, domain.Errorf(domain.NotFound, "notice: there is no list %s", id)
	case all[i].Revision != revision:
		return List{}, domain.Refuse(domain.Conflict, "why", "moved")
	case all[i].By != actor.Employee:
		err = s.overs(ctx, actor)
	}
	return all[i], err
}
