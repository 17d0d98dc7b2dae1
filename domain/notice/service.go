package notice

import (
	"context"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
)

// Service sends messages and takes answers. Every field but Scan is needed.
type Service struct {
	Store   Store
	Votes   Votes
	Shelf   Shelf
	Tenants org.Tenants
	People  People
	Sight   *org.Sight
	Teller  Teller
	Drafts  Drafts
	Files   Files
	Blobs   Blobs
	Facts   Facts
	Outlook Outlook
	Scan    Scan   // nil: contents are not scanned
	URL     string // under which links to files are, "https://kintai.example.com"
	Key     []byte // names voters of anonymous surveys and signs links
	Now     domain.Clock
	NewID   domain.NewID
}

const (
	pageSize = 200 // people who get a message in one commit
	// turn is how long one call of Proceed sends; a queue takes what runs much longer for dead.
	turn = 5 * time.Second
)

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

// MaySend tells whether somebody may write messages to anybody.
func (s *Service) MaySend(ctx context.Context, actor domain.Actor) (bool, error) {
	return s.Sight.Writes(ctx, actor)
}

// writes is Forbidden for whom nobody may be written to by.
func (s *Service) writes(ctx context.Context, actor domain.Actor) error {
	may, err := s.Sight.Writes(ctx, actor)
	if err == nil && !may {
		err = domain.Refuse(domain.Forbidden, "why", "no_message")
	}
	return err
}

// may tells whether somebody may look into a message or stop it: its sender, while he may write to people, and administrators.
func (s *Service) may(ctx context.Context, actor domain.Actor, m Message) error {
	if err := s.writes(ctx, actor); err != nil {
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
		rows, err := s.Teller.Tell(ctx, []Telling{{Kind: Summary, Message: m, To: e, Results: &results}})
		if err != nil {
			return err
		}
		owed = slices.Concat(rows...)
	}
	return s.Store.Advance(ctx, m, after, owed)
}
