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

// Waiting lists whom a survey still waits for, by employee code: those who have it, are there and have not answered.
// Forbidden: see Results. Conflict Args["why"]: no_survey, closed, recalled, early (nobody has it yet).
func (s *Service) Waiting(ctx context.Context, actor domain.Actor, number int) (Message, []org.Employee, error) {
	m, err := s.Store.ByNumber(ctx, actor.Tenant, number)
	if err != nil {
		return m, nil, err
	}
	if err := s.may(ctx, actor, m); err != nil {
		return m, nil, err
	}
	why := ""
	switch {
	case m.Survey == nil:
		why = "no_survey"
	case m.State == Recalled || m.State == Cancelled:
		why = "recalled"
	case m.State != Sent:
		why = "early"
	case !s.Now().Before(m.Survey.Deadline):
		why = "closed"
	}
	if why != "" {
		return m, nil, domain.Refuse(domain.Conflict, "why", why)
	}
	late, err := s.unanswered(ctx, m)
	return m, late, err
}

// unanswered are those who have a survey, are there and have not answered, by employee code.
func (s *Service) unanswered(ctx context.Context, m Message) ([]org.Employee, error) {
	list, err := s.Votes.Recipients(ctx, m.Tenant, m.ID)
	if err != nil {
		return nil, err
	}
	people, err := s.People.Employees(ctx, m.Tenant)
	if err != nil {
		return nil, err
	}
	waits := map[domain.ID]bool{}
	for _, r := range list {
		waits[r.Employee] = r.AnsweredAt == nil
	}
	var out []org.Employee
	for _, e := range people {
		if e.Active && waits[e.ID] {
			out = append(out, e)
		}
	}
	return out, nil
}

// nudged is what those who have not answered are owed.
func (s *Service) nudged(ctx context.Context, m Message, late []org.Employee) ([]outbox.Item, error) {
	tellings := make([]Telling, len(late))
	for i, e := range late {
		tellings[i] = Telling{Kind: Reminder, Message: m, To: e}
	}
	rows, err := s.Teller.Tell(ctx, tellings)
	owed := slices.Concat(rows...)
	for i := range owed {
		owed[i].Until = &m.Survey.Deadline
	}
	return owed, err
}

// Nudge reminds those who have not answered now, and tells how many that are. The reminder that would come by itself is
// this one, if it has not been sent. revision is that of the message as it was looked at: the same press again is a
// Conflict of Args["why"]="moved" and reminds nobody twice. Otherwise see Waiting.
func (s *Service) Nudge(ctx context.Context, actor domain.Actor, number, revision int) (int, error) {
	m, late, err := s.Waiting(ctx, actor, number)
	if err != nil {
		return 0, err
	}
	if m.Revision != revision {
		return 0, domain.Refuse(domain.Conflict, "why", "moved")
	}
	owed, err := s.nudged(ctx, m, late)
	if err != nil {
		return 0, err
	}
	after := m
	after.Revision++
	if m.Step == Remind {
		after = s.next(m, time.UTC)
	}
	err = s.Store.Advance(ctx, m, after, owed, s.deed(actor, m, audit.Nudged, m.Title))
	if domain.Is(err, domain.Conflict) {
		err = domain.Refuse(domain.Conflict, "why", "moved")
	}
	return len(late), err
}
