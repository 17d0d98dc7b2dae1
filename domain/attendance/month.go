package attendance

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
)

// Month calculates a person's closing period named month; an empty month is the period of now. A shift that is going
// on counts up to now.
func (s *Service) Month(ctx context.Context, tenant, employee domain.ID, month calendar.Month, now time.Time) (Aggregate, error) {
	who, err := s.person(ctx, tenant, employee)
	if err != nil {
		return Aggregate{}, err
	}
	period := who.group.PeriodOf(who.rules.date(now))
	if month != "" {
		period = who.group.Period(month)
	}
	a, err := s.aggregate(ctx, who, period, now)
	if err != nil {
		return Aggregate{}, err
	}
	lock, err := s.Closing.State(ctx, who.group, period.Month, who.ID)
	if lock.Locked {
		a.Locked = lock.Version
	}
	return a, err
}

// aggregate reads a period as far as it has gone; whether it is locked is left to whoever knows.
func (s *Service) aggregate(ctx context.Context, who person, period closing.Period, now time.Time) (Aggregate, error) {
	from, to := Window(period)
	punches, err := s.Book.Punches(ctx, who.Tenant, who.ID, from, to)
	if err != nil {
		return Aggregate{}, err
	}
	return who.rules.Aggregate(period, punches, now), nil
}
