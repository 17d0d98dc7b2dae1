package attendance

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Agreement tells where a person's month stands; ok is false while that is not worth telling: nothing is broken, the year's
// limit is far, and the month is not Heavy. A month without overtime and holiday work breaks nothing, and nobody's does
// whom the agreement does not bound. The months before it are read with it, as far as an average or the agreement's year
// reaches back. Where the agreement's months begin on a day of their own it is that which holds the last day of this one.
func (s *Service) Agreement(ctx context.Context, tenant, employee domain.ID, this worktime.Aggregate, now time.Time) (a worktime.Agreement, ok bool, err error) {
	who, err := s.person(ctx, tenant, employee)
	if err != nil || who.On(this.Period.To).Unbounded() {
		return worktime.Agreement{}, false, err
	}
	group, period := who.group.In(this.Period.Month), this.Period
	if group.AgreementDay == 0 && this.Load().Total() == 0 {
		return worktime.Agreement{}, false, nil
	}
	months := group.AgreementMonths()
	if group.AgreementDay > 0 {
		period = months.PeriodOf(min(period.To, who.rules.Date(now)))
	}
	begins := group.AgreementYear(period.Month)
	ofYear := begins.Until(period.Month) + 1
	first := period.Month.Add(1 - max(worktime.MostMonths, ofYear))
	var loads []worktime.Load
	if group.AgreementDay > 0 {
		loads, err = s.loadsAcross(ctx, who, months, first, period, now)
	} else if loads, err = s.loads(ctx, who, first, period.Month.Add(-1), now); err == nil {
		loads = append(loads, this.Load())
	}
	if err != nil {
		return worktime.Agreement{}, false, err
	}
	a = worktime.Agree(loads, ofYear)
	if a.Year.From = begins; period != this.Period {
		a.Period = period
	}
	return a, a.Total() > 0 && (a.Heavy() || len(a.Broken) > 0 || a.Year.Near()), nil
}

// loads are what the closing periods from first to last count, the oldest first.
func (s *Service) loads(ctx context.Context, who person, first, last calendar.Month, now time.Time) ([]worktime.Load, error) {
	var list []worktime.Load
	months, err := s.course(ctx, who, first, last, now)
	for _, a := range months {
		list = append(list, a.Load())
	}
	return list, err
}

// loadsAcross are what the agreement's months count, from the first named to the period, day by day from the closing
// periods they lie across.
func (s *Service) loadsAcross(ctx context.Context, who person, months closing.Group, first calendar.Month, period closing.Period, now time.Time) ([]worktime.Load, error) {
	list := make([]worktime.Load, first.Until(period.Month)+1)
	from, to := months.Period(first).From, min(period.To, who.rules.Date(now))
	all, err := s.course(ctx, who, who.group.PeriodOf(from).Month, who.group.PeriodOf(to).Month, now)
	for _, a := range all {
		for _, d := range a.Days {
			if from <= d.Date && d.Date <= period.To {
				load := &list[first.Until(months.PeriodOf(d.Date).Month)]
				load.OT, load.Holiday = load.OT+d.OT, load.Holiday+d.LegalHoliday
			}
		}
	}
	return list, err
}

// course are a person's closing periods from first to last, from one read of their punches.
func (s *Service) course(ctx context.Context, who person, first, last calendar.Month, now time.Time) ([]worktime.Aggregate, error) {
	from, _ := worktime.Window(who.group.Period(first))
	_, to := worktime.Window(who.group.Period(last))
	rules, punches, err := s.page(ctx, who, from, to)
	if err != nil {
		return nil, err
	}
	var list []worktime.Aggregate
	for month := first; month <= last; month = month.Add(1) {
		period := who.group.Period(month)
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
		list = append(list, a)
	}
	return list, nil
}
