package attendance

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Month calculates a person's closing period named month; an empty month is the period of now. A shift that is going
// on counts up to now. A month that is locked is what its snapshot says.
func (s *Service) Month(ctx context.Context, tenant, employee domain.ID, month calendar.Month, now time.Time) (worktime.Aggregate, error) {
	who, err := s.person(ctx, tenant, employee)
	if err != nil {
		return worktime.Aggregate{}, err
	}
	period := who.group.PeriodOf(who.rules.Date(now))
	if month != "" {
		period = who.group.Period(month)
	}
	switch kept, err := s.Snapshots.Frozen(ctx, tenant, employee, period.Month); {
	case err == nil:
		return s.thaw(ctx, kept)
	case !domain.Is(err, domain.NotFound):
		return worktime.Aggregate{}, err
	}
	a, err := s.aggregate(ctx, who, period, now)
	if err != nil {
		return worktime.Aggregate{}, err
	}
	// A lock without a snapshot of his: he came into a group whose month had been locked before.
	lock, err := s.Closing.State(ctx, who.group, period.Month, who.ID)
	if lock.Locked {
		a.Locked = lock.Version
	}
	return a, err
}

// thaw reads a locked month.
func (s *Service) thaw(ctx context.Context, kept Snapshot) (worktime.Aggregate, error) {
	from, to := worktime.Window(kept.Period())
	punches, err := s.Book.Punches(ctx, kept.Tenant, kept.Employee, from, to)
	if err != nil {
		return worktime.Aggregate{}, err
	}
	return kept.thaw(punches)
}

// aggregate reads a period as far as it has gone; whether it is locked is left to whoever knows.
func (s *Service) aggregate(ctx context.Context, who person, period closing.Period, now time.Time) (worktime.Aggregate, error) {
	from, to := worktime.Window(period)
	rules, punches, err := s.page(ctx, who, from, to)
	if err != nil {
		return worktime.Aggregate{}, err
	}
	return rules.Aggregate(period, punches, now), nil
}
