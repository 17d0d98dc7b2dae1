package reminder

import (
	"context"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/outbox"
)

// Pause is how long a person wants to be left alone (あとで).
type Pause string

// The pauses.
const (
	AnHour   Pause = "hour"
	Tomorrow Pause = "tomorrow" // the same time of the next day
)

// mostAgain is how often a reminder may be put off: whoever does not want to be asked any more just does not press.
const mostAgain = 10

// Snooze notes that a person wants to be reminded again later, and tells when; an empty id is the newest reminder of the
// last day. NotFound: it is nobody's reminder, or
// somebody else's. Invalid Args["why"]="enough": it was put off too often.
func (s *Service) Snooze(ctx context.Context, actor domain.Actor, id domain.ID, pause Pause) (time.Time, error) {
	now := s.Now()
	until := now.Add(time.Hour)
	if pause == Tomorrow {
		until = now.Add(24 * time.Hour)
	}
	list, err := s.Log.Made(ctx, actor.Tenant, actor.Employee, calendar.DateOf(now).Add(-70))
	if err != nil {
		return until, err
	}
	i := slices.IndexFunc(list, func(r Reminder) bool { return r.ID == id && r.State == Told })
	for n, r := range list { // oldest first
		if id == "" && r.State == Told && r.Kind != Overtime && now.Sub(r.MadeAt) < 24*time.Hour {
			i = n
		}
	}
	if i < 0 {
		return until, domain.Errorf(domain.NotFound, "reminder: %s is none of this person's", id)
	}
	if list[i].Times > mostAgain {
		return until, domain.Refuse(domain.Invalid, "why", "enough")
	}
	return until, s.Log.Again(ctx, list[i], until, nil)
}

// again asks those again who wanted it, if what they were reminded of is still so.
func (s *Service) again(ctx context.Context, c Company, p plan, now time.Time) error {
	asked, err := s.Log.Asked(ctx, c.ID, now)
	if err != nil || len(asked) == 0 {
		return err
	}
	l := &look{Service: s, plan: p, tenant: c.Tenant, from: now, to: now}
	if err := l.hush(ctx); err != nil {
		return err
	}
	if l.requests, err = s.Requests.Open(ctx, c.ID); err != nil {
		return err
	}
	for _, r := range asked {
		owed, err := l.anew(ctx, r)
		if err != nil {
			return err
		}
		err = s.Log.Again(ctx, r, time.Time{}, owed)
		switch {
		case domain.Is(err, domain.Conflict): // another process, or another press, was quicker
		case err != nil:
			return err
		case len(owed) > 0:
			s.count(r.Kind, "again")
		}
	}
	return nil
}

// anew draws a reminder as things are now; nothing when there is nothing to be said any more.
func (l *look) anew(ctx context.Context, r Reminder) ([]outbox.Item, error) {
	w, err := l.Records.Watch(ctx, l.tenant.ID, r.Employee, l.to, lookBack)
	if domain.Is(err, domain.NotFound) || err == nil && !w.Person.Active {
		return nil, nil // he has left meanwhile
	}
	if err != nil {
		return nil, err
	}
	n, ok := Notice{Reminder: r, Person: w.Person, Day: w.On(r.Date), Stands: w.Standing}, false
	switch {
	case r.Kind.Nudge():
		ok = n.Day.Date != "" && !l.silent[r.Employee] && lacking(r.Kind, n.Day, w) && !l.underWay(r.Employee)(r.Date)
	case r.Kind == Approvals:
		n.Waits, err = l.waits(ctx, w.Person)
		ok = len(n.Waits) > 0
	case r.Kind == Blockers:
		n.Period = w.Group.PeriodOf(r.Date)
		n, ok, err = l.blocked(ctx, n)
	}
	if err != nil || !ok {
		return nil, err
	}
	return l.Teller.Tell(ctx, n)
}
