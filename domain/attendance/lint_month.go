package attendance

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Lint looks at a person's closing period: a locked one by the rules it was locked with, an open one by today's.
func (s *Service) Lint(ctx context.Context, tenant, employee domain.ID, month calendar.Month, now time.Time) ([]worktime.Finding, error) {
	who, err := s.person(ctx, tenant, employee)
	if err != nil {
		return nil, err
	}
	period := who.group.Period(month)
	switch kept, err := s.Snapshots.Frozen(ctx, tenant, employee, month); {
	case err == nil:
		f, err := kept.open()
		if err != nil {
			return nil, err
		}
		period, now = kept.Period(), kept.MadeAt
		who.rules, who.frozen = f.Rules, true
	case !domain.Is(err, domain.NotFound):
		return nil, err
	}
	from, to := worktime.Window(period)
	rules, punches, err := s.page(ctx, who, from, to)
	if err != nil {
		return nil, err
	}
	return rules.Lint(period, punches, now), nil
}
