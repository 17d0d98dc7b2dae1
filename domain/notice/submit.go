package notice

import (
	"context"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
)

// Submit takes a message to be sent at its time, or now; it tells who would get it if that were now. Invalid: see Check,
// and Args["why"]="few" for an anonymous survey of fewer than MinGroup people.
func (s *Service) Submit(ctx context.Context, actor domain.Actor, m Message, dry bool) (Message, []org.Employee, error) {
	m.ID = "" // this is another message, whichever it was made of
	return s.submit(ctx, actor, New{Message: m}, dry)
}

// SubmitFor is Submit for an act that may be told twice: of the same ref at the same time comes the same message.
func (s *Service) SubmitFor(ctx context.Context, actor domain.Actor, m Message, at time.Time, ref string) (Message, []org.Employee, error) {
	m.ID = domain.IDOf(at, string(actor.Tenant), string(actor.Employee), ref)
	return s.submit(ctx, actor, New{Message: m}, false)
}

// SubmitDraft is Submit for a draft of the actor, which ends with it. Conflict: it is not at this revision any more.
func (s *Service) SubmitDraft(ctx context.Context, actor domain.Actor, id domain.ID, revision int, dry bool) (Message, []org.Employee, error) {
	d, err := s.mine(ctx, actor, id, revision)
	if err != nil {
		return Message{}, nil, err
	}
	return s.submit(ctx, actor, New{Message: d.Content.Message(), Draft: &d}, dry)
}

func (s *Service) submit(ctx context.Context, actor domain.Actor, n New, dry bool) (Message, []org.Employee, error) {
	now, m := s.Now(), n.Message
	m.Title, m.Body = strings.TrimSpace(m.Title), strings.TrimSpace(m.Body)
	later := m.At.After(now)
	if !later {
		m.At = now
	}
	if err := m.Check(); err != nil {
		return m, nil, err
	}
	to, err := s.Readers(ctx, actor, m.Audience)
	if err != nil {
		return m, nil, err
	}
	if m.Survey != nil && m.Survey.Anonymous && len(to) < MinGroup {
		return m, to, refuse("few", "an anonymous survey needs at least %d people, this one has %d", MinGroup, len(to))
	}
	if dry {
		return m, to, nil
	}
	at := m.At
	if m.ID == "" {
		m.ID = s.NewID()
	}
	m.Tenant, m.By, m.Door, m.State, m.Step, m.NextAt, m.CreatedAt, m.Revision = actor.Tenant, actor.Employee,
		actor.Door, Scheduled, Send, &at, now, 1
	n.Message, n.Deed = m, s.deed(actor, m, audit.Wrote, m.Title)
	for _, e := range to {
		if later {
			n.Planned = append(n.Planned, e.ID)
		}
	}
	m, err = s.Store.Create(ctx, n)
	return m, to, err
}
