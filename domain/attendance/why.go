package attendance

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Why explains a figure of the person's own record. A locked month is explained by the rules it was locked with.
// Without a day it looks at the period of now, from today back. NotFound: no figure there has those minutes.
func (s *Service) Why(ctx context.Context, tenant, employee domain.ID, q worktime.Question, now time.Time) (worktime.Explanation, error) {
	who, err := s.person(ctx, tenant, employee)
	if err != nil {
		return worktime.Explanation{}, err
	}
	today := who.rules.Date(now)
	period := who.group.PeriodOf(today)
	switch {
	case q.Period && q.Month != "":
		period = who.group.Period(q.Month)
	case q.Date != "":
		period = who.group.PeriodOf(q.Date)
	}
	until := now
	switch kept, err := s.Snapshots.Frozen(ctx, tenant, employee, period.Month); {
	case err == nil:
		f, err := kept.open()
		if err != nil {
			return worktime.Explanation{}, err
		}
		period, until = kept.Period(), kept.MadeAt
		who.rules, who.frozen = f.Rules, true
	case !domain.Is(err, domain.NotFound):
		return worktime.Explanation{}, err
	}
	a, err := s.aggregate(ctx, who, period, until)
	if err != nil {
		return worktime.Explanation{}, err
	}
	return a.Explain(q, today, who.rules.Zone)
}
