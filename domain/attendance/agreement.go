package attendance

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Agreement tells where a person's month stands; ok is false while that is not worth telling: nothing is broken, the year's
// limit is far, and the month is not Heavy. A month without overtime and holiday work breaks nothing. The months before it
// are read with it, as far as an average or the agreement's year reaches back.
func (s *Service) Agreement(ctx context.Context, tenant, employee domain.ID, this worktime.Aggregate, now time.Time) (a worktime.Agreement, ok bool, err error) {
	if this.Load().Total() == 0 {
		return worktime.Agreement{}, false, nil
	}
	who, err := s.person(ctx, tenant, employee)
	if err != nil {
		return worktime.Agreement{}, false, err
	}
	month := this.Period.Month
	begins := who.group.In(month).AgreementYear(month)
	ofYear := begins.Until(month) + 1
	before, err := s.loads(ctx, who, month, max(worktime.MostMonths, ofYear)-1, now)
	if err != nil {
		return worktime.Agreement{}, false, err
	}
	a = worktime.Agree(append(before, this.Load()), ofYear)
	a.Year.From = begins
	return a, this.Heavy() || len(a.Broken) > 0 || a.Year.Near(), nil
}

// loads are what the months before one count, the oldest first, from one read of their punches.
func (s *Service) loads(ctx context.Context, who person, month calendar.Month, months int, now time.Time) ([]worktime.Load, error) {
	from, _ := worktime.Window(who.group.Period(month.Add(-months)))
	_, to := worktime.Window(who.group.Period(month.Add(-1)))
	rules, punches, err := s.page(ctx, who, from, to)
	if err != nil {
		return nil, err
	}
	var list []worktime.Load
	for n := months; n > 0; n-- {
		period := who.group.Period(month.Add(-n))
		kept, err := s.Snapshots.Frozen(ctx, who.Tenant, who.ID, period.Month)
		var a worktime.Aggregate
		switch {
		case err == nil:
			a, err = kept.thaw(punches)
		case domain.Is(err, domain.NotFound):
			a, err = near(rules, period, punches, now), nil
		}
		if err != nil {
			return nil, err
		}
		list = append(list, a.Load())
	}
	return list, nil
}
