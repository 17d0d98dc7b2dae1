package reminder

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Hand keeps reminders that somebody asked for.
type Hand interface {
	// Prompt writes a reminder that is not there yet, what it owes and its deed in one commit. False: it is there already.
	Prompt(ctx context.Context, e Entry, deed audit.Row) (bool, error)
	// Told lists what people were reminded of about dates from..to.
	Told(ctx context.Context, tenant domain.ID, people []domain.ID, from, to calendar.Date) ([]Reminder, error)
}

// Prompt is what reminding somebody now would be like (催促).
type Prompt struct {
	Period closing.Period
	Lacks  []worktime.Blocker // what would be said
	Owed   []outbox.Item      // by which channel; none: nobody is reached
	At     time.Time          // when: now, or in the morning after quiet hours
	Before *time.Time         // it was done already today
	entry  Entry
}

// Prompt looks at what a person would be reminded of about a month. Invalid, Args["why"] = "nothing": nothing of it is his
// to be put right; "quiet": nobody may be written to now, and the company, which has reminders off, has no morning to
// put it off to.
func (s *Service) Prompt(ctx context.Context, tenant org.Tenant, employee domain.ID, month calendar.Month) (Prompt, error) {
	now := s.Now()
	p, on := planOf(tenant, now) // what a person asks for is said where the automatic ones are switched off
	l := &look{Service: s, plan: p, tenant: tenant, from: now, to: now}
	var err error
	if l.requests, err = s.Requests.Open(ctx, tenant.ID); err != nil {
		return Prompt{}, err
	}
	w, err := s.Records.Watch(ctx, tenant.ID, employee, now, lookBack)
	if err != nil {
		return Prompt{}, err
	}
	out := Prompt{Period: w.Group.Period(month), At: p.awake(now)}
	if !on && out.At.After(now) {
		return out, domain.Refuse(domain.Invalid, "why", "quiet")
	}
	r := l.fresh(w.Person, Blockers, out.Period.To, byHand+string(tenant.DateAt(now)), now)
	n, some, err := l.blocked(ctx, Notice{Reminder: r, Person: w.Person, Period: out.Period})
	if err != nil {
		return out, err
	}
	if !some {
		return out, domain.Refuse(domain.Invalid, "why", "nothing")
	}
	made, err := s.Log.Made(ctx, tenant.ID, employee, out.Period.From)
	if err != nil {
		return out, err
	}
	for _, m := range made {
		if m.Key() == r.Key() {
			out.Before = &m.MadeAt
		}
	}
	out.Lacks = n.Lacks
	if out.Owed, err = s.Teller.Tell(ctx, n); err != nil {
		return out, err
	}
	out.entry = Entry{Reminder: n.Reminder}
	switch {
	case len(out.Owed) == 0:
		out.entry.State = Nowhere
	case out.At.After(now):
		out.entry.Again, out.entry.Times = &out.At, 0 // the morning's look says it, if it is still so
	default:
		out.entry.Owed = out.Owed
	}
	return out, nil
}

// byHand begins the step of a reminder somebody asked for: one a day for each month.
const byHand = "by_hand "

// Remind says what Prompt has looked at, once a day. Conflict: it was said today.
func (s *Service) Remind(ctx context.Context, actor domain.Actor, hand Hand, p Prompt) error {
	e := p.entry
	fresh, err := hand.Prompt(ctx, e, audit.Row{Tenant: e.Tenant, At: s.Now(), By: actor.Employee, Door: actor.Door, Act: audit.Reminded,
		Employee: e.Employee, Month: p.Period.Month, Ref: string(e.ID)})
	if err == nil && !fresh {
		err = domain.Refuse(domain.Conflict, "why", "told")
	}
	if err == nil {
		s.count(e.Kind, string(e.State))
	}
	return err
}
