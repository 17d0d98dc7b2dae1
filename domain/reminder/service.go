package reminder

import (
	"context"
	"log/slog"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Company is a company and how far its reminders have been looked at.
type Company struct {
	org.Tenant
	Mark time.Time // everything due up to here has been decided about; zero: nothing ever was
}

// Entry is a reminder and what it owes; nothing when it is not said.
type Entry struct {
	Reminder
	Owed []outbox.Item
}

// Log keeps reminders and finds who may need one.
type Log interface {
	// Companies lists every company, the one looked at longest ago first.
	Companies(ctx context.Context) ([]Company, error)
	// Patterns lists every work pattern of a company there is or was.
	Patterns(ctx context.Context, tenant domain.ID) ([]worktime.Pattern, error)
	// Began lists who has a counting punch of the kind in (after, until].
	Began(ctx context.Context, tenant domain.ID, kind worktime.Kind, after, until time.Time) ([]domain.ID, error)
	// Made lists the reminders of an employee about dates from since on.
	Made(ctx context.Context, tenant, employee domain.ID, since calendar.Date) ([]Reminder, error)
	// Save writes reminders that are not there yet and owes what belongs to them, moves the company's mark on to mark
	// (never back), and answers the keys that were new, in one commit.
	Save(ctx context.Context, tenant domain.ID, mark time.Time, entries []Entry) ([]Key, error)
	// Asked lists the company's reminders whose people wanted to be asked again by now.
	Asked(ctx context.Context, tenant domain.ID, now time.Time) ([]Reminder, error)
	// Again notes when an employee's reminder is to be said again (zero: not any more), owing what is said now, in one
	// commit. Conflict: its Again is not what r says any more; NotFound: there is no such reminder of his.
	Again(ctx context.Context, r Reminder, again time.Time, owed []outbox.Item) error
}

// Requests tells what is under way; the store of requests does.
type Requests interface {
	// Open lists the company's requests that wait for a decision or came back to their applicants.
	Open(ctx context.Context, tenant domain.ID) ([]workflow.Request, error)
}

// People finds who works for a company.
type People interface {
	Employees(ctx context.Context, tenant domain.ID) ([]org.Employee, error)
}

// Records tells what was recorded; attendance.Service does.
type Records interface {
	Watch(ctx context.Context, tenant, employee domain.ID, now time.Time, back int) (attendance.Watch, error)
	Month(ctx context.Context, tenant, employee domain.ID, month calendar.Month, now time.Time) (worktime.Aggregate, error)
	Agreement(ctx context.Context, tenant, employee domain.ID, this worktime.Aggregate, now time.Time) (worktime.Agreement, bool, error)
}

// Queue lists what somebody may decide; workflow.Service does.
type Queue interface {
	Queue(ctx context.Context, actor domain.Actor) ([]workflow.Card, error)
}

// Sight tells whose records somebody may see; org.Sight does.
type Sight interface {
	Sees(ctx context.Context, actor domain.Actor, employee domain.ID) (bool, error)
}

// Teller turns a notice into what is owed to the person on the channel that suits him best.
type Teller interface {
	// Tell answers no rows when no channel reaches him.
	Tell(ctx context.Context, n Notice) ([]outbox.Item, error)
}

// Service decides and writes down whom to remind. All fields but Count are needed.
type Service struct {
	Log      Log
	Requests Requests
	People   People
	Records  Records
	Queue    Queue
	Sight    Sight
	Teller   Teller
	Wishes   Wishes
	Now      domain.Clock
	NewID    domain.NewID
	Logger   *slog.Logger
	// Count is called for each reminder that was decided: told, deferred (told later than its time because of quiet
	// hours), nowhere, late, passed, again.
	Count func(kind Kind, outcome string)
}

func (s *Service) count(kind Kind, outcome string) {
	if s.Count != nil {
		s.Count(kind, outcome)
	}
}

// Astray is how far ahead of the clock a mark may be. A clock that was set forward by an hour and back again neither
// repeats nor loses anything; one that was wrong by more must not silence a company for as long.
const Astray = 25 * time.Hour

// longest is how far back a mark is looked at: whoever was away longer has nothing left to be nudged about.
const longest = 36 * time.Hour

// Tick reminds whoever is due in any company. A company that fails is tried again at the next tick.
func (s *Service) Tick(ctx context.Context) error {
	companies, err := s.Log.Companies(ctx)
	if err != nil {
		return err
	}
	for _, c := range companies {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := s.company(ctx, c); err != nil {
			s.Logger.Error("reminders: a company could not be looked at and will be tried again", "company", c.Code, "error", err)
		}
	}
	return nil
}

func (s *Service) company(ctx context.Context, c Company) error {
	now := s.Now()
	p, on := planOf(c.Tenant, now)
	if !on {
		return nil
	}
	from := c.Mark
	switch {
	case from.IsZero() || from.Sub(now) > Astray:
		_, err := s.Log.Save(ctx, c.ID, now, nil) // from here on; nobody is asked about yesterday on the first day
		return err
	case !p.awake(now).Equal(now):
		return nil // the mark stays where it is, and the morning looks at the night
	case now.Sub(from) > longest:
		from = now.Add(-longest)
	}
	if err := s.again(ctx, c, p, now); err != nil || !now.After(from) {
		return err
	}
	entries, err := (&look{Service: s, plan: p, tenant: c.Tenant, from: from, to: now}).decide(ctx)
	if err != nil {
		return err
	}
	fresh, err := s.Log.Save(ctx, c.ID, now, written(entries))
	if err != nil {
		return err
	}
	s.tally(entries, fresh)
	return nil
}
