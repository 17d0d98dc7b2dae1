package attendance

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Today is what a person asks most: what am I doing, since when, how long already.
type Today struct {
	worktime.Day // of the shift that is going on, else of the business date of now
	worktime.Standing
	Forgotten *worktime.Forgotten // an earlier day to ask about
}

// Today tells a person's state and day at an instant.
func (s *Service) Today(ctx context.Context, tenant, employee domain.ID, now time.Time) (Today, error) {
	who, err := s.person(ctx, tenant, employee)
	if err != nil {
		return Today{}, err
	}
	date := who.rules.Date(now)
	from, to := window(date)
	rules, punches, err := s.page(ctx, who, from, to)
	if err != nil {
		return Today{}, err
	}
	locked, err := s.Closing.LockedDays(ctx, who.group, who.ID, from, date)
	if err != nil {
		return Today{}, err
	}
	seq := rules.Read(punches)
	if l := seq.Last(); l.Open(now) {
		date = l.Date
	}
	t := Today{
		Day:       rules.DayOf(date, seq, punches, now),
		Standing:  rules.Standing(seq, now),
		Forgotten: open(rules.Forgotten(seq, now), locked),
	}
	return t, s.posted(ctx, who, t.Forgotten)
}
