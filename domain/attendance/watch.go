package attendance

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Watch is what a person's schedule and punches say around an instant: what a reminder looks at.
type Watch struct {
	Person org.Employee
	Group  closing.Group
	Days   []worktime.Expected // oldest first; the last is the business date of the instant
	worktime.Standing
}

// On is the day of a date; the zero Expected when the watch does not reach it.
func (w Watch) On(date calendar.Date) worktime.Expected {
	for _, d := range w.Days {
		if d.Date == date {
			return d
		}
	}
	return worktime.Expected{}
}

// Watch reads a person's last days, back days before the business date of now and that itself.
func (s *Service) Watch(ctx context.Context, tenant, employee domain.ID, now time.Time, back int) (Watch, error) {
	who, err := s.person(ctx, tenant, employee)
	if err != nil {
		return Watch{}, err
	}
	today := who.rules.Date(now)
	from, _ := window(today.Add(-back))
	_, to := window(today)
	rules, punches, err := s.page(ctx, who, from, to)
	if err != nil {
		return Watch{}, err
	}
	seq := rules.Read(punches)
	w := Watch{Person: who.Employee, Group: who.group, Standing: rules.Standing(seq, now)}
	for date := today.Add(-back); date <= today; date = date.Add(1) {
		day := rules.Expect(date, seq, punches, now)
		if err := s.posted(ctx, who, day.Lacks); err != nil {
			return Watch{}, err
		}
		w.Days = append(w.Days, day)
	}
	return w, nil
}
