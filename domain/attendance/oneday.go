package attendance

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// OneDay is a person's business day with what a correction of it has to know.
type OneDay struct {
	worktime.Day
	Locked  calendar.Month                   // the month that is locked and holds it; empty: it can be changed
	Regular map[calendar.Slot]calendar.Clock // 定時: the named times of the day, as far as the work pattern has them
	Lacks   *worktime.Forgotten              // a shift of the day without an out, going on or forgotten; nil: there is none
}

// Day reads one business day of a person as it is at an instant; a shift that is going on counts up to then.
func (s *Service) Day(ctx context.Context, tenant, employee domain.ID, date calendar.Date, now time.Time) (OneDay, error) {
	who, err := s.person(ctx, tenant, employee)
	if err != nil {
		return OneDay{}, err
	}
	from, to := window(date)
	rules, punches, err := s.page(ctx, who, from, to)
	if err != nil {
		return OneDay{}, err
	}
	locked, err := s.Closing.LockedDays(ctx, who.group, who.ID, date, date)
	if err != nil {
		return OneDay{}, err
	}
	seq := rules.Read(punches)
	d := OneDay{Day: rules.DayOf(date, seq, punches, now), Regular: map[calendar.Slot]calendar.Clock{}}
	if month, shut := locked.Locked(date); shut {
		d.Locked = month
	}
	if p := rules.PatternOn(date); p != nil {
		d.Regular[calendar.ShiftStart], d.Regular[calendar.ShiftEnd] = p.Start, p.End
		if len(p.Breaks) > 0 {
			d.Regular[calendar.BreakStart] = p.Breaks[0].From
		}
	}
	for _, shift := range seq.Shifts {
		if shift.Date == date && shift.In != nil && shift.Out == nil {
			d.Lacks = rules.Lacks(shift, seq.Ends(shift))
			return d, s.posted(ctx, who, d.Lacks)
		}
	}
	return d, nil
}

// Forgotten finds the latest earlier day whose out is missing and about which nothing has been answered yet; nil when there
// is none.
func (s *Service) Forgotten(ctx context.Context, tenant, employee domain.ID, answered []calendar.Date, now time.Time) (*worktime.Forgotten, error) {
	who, err := s.person(ctx, tenant, employee)
	if err != nil {
		return nil, err
	}
	date := who.rules.Date(now)
	from, to := window(date)
	rules, punches, err := s.page(ctx, who, from, to)
	if err != nil {
		return nil, err
	}
	locked, err := s.Closing.LockedDays(ctx, who.group, who.ID, from, date)
	if err != nil {
		return nil, err
	}
	f := open(rules.Forgotten(rules.Read(punches), now, answered...), locked)
	return f, s.posted(ctx, who, f)
}
