package notice

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/dakoku/dakoku/domain"
)

// MyDrafts lists the drafts of the actor, the newest change first. Forbidden: he may write to nobody.
func (s *Service) MyDrafts(ctx context.Context, actor domain.Actor) ([]Draft, error) {
	if err := s.writes(ctx, actor); err != nil {
		return nil, err
	}
	return s.Drafts.Drafts(ctx, actor.Tenant, actor.Employee, false)
}

// Templates lists the company's templates by the newest change. Forbidden: the actor may write to nobody.
func (s *Service) Templates(ctx context.Context, actor domain.Actor) ([]Draft, error) {
	if err := s.writes(ctx, actor); err != nil {
		return nil, err
	}
	return s.Drafts.Drafts(ctx, actor.Tenant, "", true)
}

// Draft reads a draft of the actor, or a template, with its files. NotFound: it is another's, or was sent.
func (s *Service) Draft(ctx context.Context, actor domain.Actor, id domain.ID) (Draft, []File, error) {
	if err := s.writes(ctx, actor); err != nil {
		return Draft{}, nil, err
	}
	d, err := s.Drafts.Draft(ctx, actor.Tenant, id)
	if err == nil && d.By != actor.Employee && !d.Template {
		err = domain.Errorf(domain.NotFound, "notice: draft %s is somebody else's", id)
	}
	if err != nil {
		return Draft{}, nil, err
	}
	files, err := s.Files.FilesOf(ctx, actor.Tenant, id)
	return d, files, err
}

// mine is a draft the actor may change, at the revision he saw. Conflict Args["why"]="moved": it is at another.
func (s *Service) mine(ctx context.Context, actor domain.Actor, id domain.ID, revision int) (Draft, error) {
	d, _, err := s.Draft(ctx, actor, id)
	switch {
	case err != nil:
	case d.Revision != revision:
		err = domain.Refuse(domain.Conflict, "why", "moved")
	case d.By != actor.Employee:
		err = s.overs(ctx, actor)
	}
	return d, err
}

// overs tells whether somebody may change what others wrote for all: administrators may.
func (s *Service) overs(ctx context.Context, actor domain.Actor) error {
	me, err := s.People.Employee(ctx, actor.Tenant, actor.Employee)
	if err == nil && me.Role != domain.Admin && me.Role != domain.Owner {
		err = domain.Refuse(domain.Forbidden, "why", "not_yours")
	}
	return err
}

// SaveDraft keeps a draft or a template: a new one without ID, else the one of this ID and Revision. Of d only ID,
// Template, Name, Content and Revision count. It need not be fit to be sent. Invalid Args["why"]: title, body, name.
// Conflict: it changed meanwhile; NotFound: it was sent or deleted.
func (s *Service) SaveDraft(ctx context.Context, actor domain.Actor, d Draft) (Draft, error) {
	kept := Draft{ID: s.NewID(), Tenant: actor.Tenant, By: actor.Employee, Template: d.Template}
	if err := s.writes(ctx, actor); err != nil {
		return d, err
	}
	if d.ID != "" {
		var err error
		if kept, err = s.mine(ctx, actor, d.ID, d.Revision); err != nil {
			return d, err
		}
	}
	kept.Name, kept.Content, kept.UpdatedAt = strings.TrimSpace(d.Name), d.Content, s.Now()
	switch {
	case utf8.RuneCountInString(d.Content.Title) > MaxTitle:
		return d, refuse("title", "the title has more than %d letters", MaxTitle)
	case utf8.RuneCountInString(d.Content.Body) > MaxBody:
		return d, refuse("body", "the text has more than %d letters", MaxBody)
	case kept.Template && !oneLine(kept.Name, MaxTitle):
		return d, refuse("name", "a template's name is one line of 1 to %d letters", MaxTitle)
	}
	return s.Drafts.SaveDraft(ctx, kept, nil)
}

func oneLine(s string, most int) bool {
	return s != "" && utf8.RuneCountInString(s) <= most && !strings.ContainsAny(s, "\n\r")
}

// Copy makes a draft of the actor's of a template or a draft, with its files; or a template, where name is not empty.
func (s *Service) Copy(ctx context.Context, actor domain.Actor, id domain.ID, name string) (Draft, error) {
	d, files, err := s.Draft(ctx, actor, id)
	if err != nil {
		return d, err
	}
	name = strings.TrimSpace(name)
	if name != "" && !oneLine(name, MaxTitle) {
		return d, refuse("name", "a template's name is one line of 1 to %d letters", MaxTitle)
	}
	d = Draft{ID: s.NewID(), Tenant: actor.Tenant, By: actor.Employee, Template: name != "", Name: name, Content: d.Content, UpdatedAt: s.Now()}
	var own []File
	for _, f := range files {
		if f.DeletedAt == nil {
			f.ID, f.Holder, f.By, f.CreatedAt = s.NewID(), d.ID, actor.Employee, s.Now()
			own = append(own, f)
		}
	}
	return s.Drafts.SaveDraft(ctx, d, own)
}

// DropDraft deletes a draft or a template with its files. Conflict: it changed meanwhile.
func (s *Service) DropDraft(ctx context.Context, actor domain.Actor, id domain.ID, revision int) error {
	d, err := s.mine(ctx, actor, id, revision)
	if err != nil {
		return err
	}
	return s.Drafts.DropDraft(ctx, d)
}
