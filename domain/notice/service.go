package notice

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
)

// Service sends messages and takes answers. Every field is needed.
type Service struct {
	Store   Store
	Votes   Votes
	Shelf   Shelf
	Tenants org.Tenants
	People  People
	Sight   *org.Sight
	Teller  Teller
	Key     []byte // names voters of anonymous surveys
	Now     domain.Clock
	NewID   domain.NewID
}

const (
	pageSize = 200 // people who get a message in one commit
	// turn is how long one call of Proceed sends; a queue takes what runs much longer for dead.
	turn = 5 * time.Second
)

// Readers lists who would get a message now, in the order of their ids. Forbidden: the actor may send to nobody, or names
// somebody who is not his (Args["why"]="not_yours", "name").
func (s *Service) Readers(ctx context.Context, actor domain.Actor, a Audience) ([]org.Employee, error) {
	all, err := s.People.Employees(ctx, actor.Tenant)
	if err != nil {
		return nil, err
	}
	tree, err := s.People.Departments(ctx, actor.Tenant)
	if err != nil {
		return nil, err
	}
	mine, err := s.Sight.Visible(ctx, actor)
	if err != nil {
		return nil, err
	}
	seen := make(map[domain.ID]bool, len(mine))
	for _, e := range mine {
		seen[e.ID] = true
	}
	to := a.Pick(all, tree)
	for _, e := range to {
		if !seen[e.ID] {
			err := domain.Errorf(domain.Forbidden, "notice: %s is not among the people this sender may write to", e.Code)
			err.Args = map[string]any{"why": "not_yours", "name": e.Name}
			return nil, err
		}
	}
	slices.SortFunc(to, func(a, b org.Employee) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return to, nil
}

// Submit takes a message to be sent at its time, or now; it tells who would get it if that were now. Invalid: see Check,
// and Args["why"]="few" for an anonymous survey of fewer than MinGroup people.
func (s *Service) Submit(ctx context.Context, actor domain.Actor, m Message, dry bool) (Message, []org.Employee, error) {
	now := s.Now()
	m.Title, m.Body = strings.TrimSpace(m.Title), strings.TrimSpace(m.Body)
	if m.At.Before(now) {
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
	m.ID, m.Tenant, m.By, m.Door, m.State, m.Step, m.NextAt, m.CreatedAt, m.Revision = s.NewID(), actor.Tenant, actor.Employee,
		actor.Door, Scheduled, Send, &at, now, 1
	m, err = s.Store.Create(ctx, m, s.deed(actor, m, audit.Wrote, m.Title))
	return m, to, err
}

func (s *Service) deed(actor domain.Actor, m Message, act audit.Act, lines ...string) audit.Row {
	return audit.Row{ID: s.NewID(), Tenant: actor.Tenant, At: s.Now(), By: actor.Employee, Door: actor.Door, Act: act, Number: m.Number,
		After: audit.State{Lines: lines}}
}

// Stop cancels a message nobody has yet, or recalls one that was sent: what is still owed is not told, and no answer is
// taken any more. Conflict: it was stopped before. Forbidden: it is another's, and the actor is no administrator.
func (s *Service) Stop(ctx context.Context, actor domain.Actor, number int) (Message, error) {
	m, err := s.Store.ByNumber(ctx, actor.Tenant, number)
	if err != nil {
		return m, err
	}
	if err := s.may(ctx, actor, m); err != nil {
		return m, err
	}
	after, act := m, audit.Recalled
	switch after.State = Recalled; m.State {
	case Scheduled:
		after.State, act = Cancelled, audit.Cancelled
	case Cancelled, Recalled:
		return m, domain.Errorf(domain.Conflict, "notice: message %d is %s already", number, m.State)
	}
	after.Step, after.NextAt, after.Revision = Done, nil, m.Revision+1
	return after, s.Store.Stop(ctx, m, after, s.deed(actor, m, act, m.Title))
}

// may tells whether somebody may look into a message or stop it: its sender, while he may write to people, and administrators.
func (s *Service) may(ctx context.Context, actor domain.Actor, m Message) error {
	if _, err := s.Sight.Visible(ctx, actor); err != nil {
		return err
	}
	me, err := s.People.Employee(ctx, actor.Tenant, actor.Employee)
	if err == nil && m.By != me.ID && me.Role != domain.Admin && me.Role != domain.Owner {
		err = domain.Errorf(domain.Forbidden, "notice: message %d is somebody else's", m.Number)
	}
	return err
}

// Proceed does what a message waits for, if it is due. It tells when to be called again: zero, never; a later step has a
// call of its own. It may be called again for the same step, and by several at once: what was done is not done again.
func (s *Service) Proceed(ctx context.Context, tenant, id domain.ID) (again time.Duration, err error) {
	m, err := s.Store.ByID(ctx, tenant, id)
	if err != nil || m.NextAt == nil {
		return 0, err
	}
	if wait := m.NextAt.Sub(s.Now()); wait > 0 {
		return wait, nil
	}
	switch m.Step {
	case Send:
		again, err = s.send(ctx, m)
	case Remind:
		err = s.remind(ctx, m)
	case Close:
		err = s.summarise(ctx, m)
	case Shred:
		after := s.next(m, time.UTC)
		err = s.Votes.Shred(ctx, m, after)
	}
	if domain.Is(err, domain.Conflict) {
		return 0, nil // another process is as far, or it was stopped
	}
	return again, err
}

func (s *Service) next(m Message, zone *time.Location) Message {
	m.Step, m.NextAt = m.after(m.Step, zone)
	m.Revision++
	return m
}

// send gives everybody his row, page by page; what is done stays done whenever it is cut off.
func (s *Service) send(ctx context.Context, m Message) (again time.Duration, err error) {
	start := s.Now()
	tenant, err := s.Tenants.Tenant(ctx, m.Tenant)
	if err != nil {
		return 0, err
	}
	to, err := s.Readers(ctx, domain.Actor{Tenant: m.Tenant, Employee: m.By, Door: m.Door}, m.Audience)
	if domain.Is(err, domain.Forbidden) || domain.Is(err, domain.NotFound) {
		return 0, s.giveUp(ctx, m)
	}
	if err != nil {
		return 0, err
	}
	to = slices.DeleteFunc(to, func(e org.Employee) bool { return e.ID <= m.Mark })
	for {
		n := min(len(to), pageSize)
		p := Page{Next: m}
		for _, e := range to[:n] {
			if err := s.hand(ctx, m, e, &p); err != nil {
				return 0, err
			}
			p.Next.Mark = e.ID
		}
		to = to[n:]
		p.Next.State, p.Next.Revision = Sending, m.Revision+1
		if len(to) == 0 {
			p.Next = s.next(m, tenant.Zone())
			p.Next.State, p.Next.Mark = Sent, ""
		}
		if err := s.Store.Spread(ctx, m, p); err != nil || len(to) == 0 {
			return 0, err
		}
		if m = p.Next; s.Now().Sub(start) > turn {
			return time.Millisecond, nil
		}
	}
}

func (s *Service) hand(ctx context.Context, m Message, to org.Employee, p *Page) error {
	owed, err := s.Teller.Tell(ctx, Telling{Kind: Letters, Message: m, To: to})
	if err != nil {
		return err
	}
	r := Recipient{Tenant: m.Tenant, Message: m.ID, Employee: to.ID, Department: to.Department, Delivery: Nowhere}
	for i := range owed {
		owed[i].About, r.Delivery, r.Channel = m.ID, Queued, owed[i].Channel
		if m.Survey != nil {
			owed[i].Until = &m.Survey.Deadline
		}
	}
	p.Recipients, p.Owed = append(p.Recipients, r), append(p.Owed, owed...)
	return nil
}

// giveUp ends the sending of somebody who may not write to these people any more.
func (s *Service) giveUp(ctx context.Context, m Message) error {
	after := m
	after.State, after.Step, after.NextAt, after.Note, after.Revision = Cancelled, Done, nil, "the sender may not write to these people any more", m.Revision+1
	if m.Mark != "" {
		after.State = Recalled
	}
	return s.Store.Stop(ctx, m, after, s.deed(domain.Actor{Tenant: m.Tenant}, m, audit.Cancelled, m.Title, after.Note))
}

// remind reminds those who have not answered, in one commit.
func (s *Service) remind(ctx context.Context, m Message) error {
	after := s.next(m, time.UTC)
	if !s.Now().Before(m.Survey.Deadline) { // the machine was off
		return s.Store.Advance(ctx, m, after, nil)
	}
	late, err := s.unanswered(ctx, m)
	if err != nil {
		return err
	}
	owed, err := s.nudged(ctx, m, late)
	if err != nil {
		return err
	}
	return s.Store.Advance(ctx, m, after, owed)
}

// summarise tells the sender what came.
func (s *Service) summarise(ctx context.Context, m Message) error {
	results, err := s.ResultsOf(ctx, m)
	if err != nil {
		return err
	}
	after := s.next(m, time.UTC)
	e, err := s.People.Employee(ctx, m.Tenant, m.By)
	if err != nil && !domain.Is(err, domain.NotFound) {
		return err
	}
	var owed []outbox.Item
	if err == nil && e.Active {
		if owed, err = s.Teller.Tell(ctx, Telling{Kind: Summary, Message: m, To: e, Results: &results}); err != nil {
			return err
		}
	}
	return s.Store.Advance(ctx, m, after, owed)
}
