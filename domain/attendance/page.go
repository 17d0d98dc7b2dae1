package attendance

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// page reads a person's punches of the days from..to, and the rules with what is said of those days.
func (s *Service) page(ctx context.Context, who person, from, to calendar.Date) (worktime.Rules, []worktime.Punch, error) {
	punches, err := s.Book.Punches(ctx, who.Tenant, who.ID, from, to)
	if err != nil || who.frozen {
		return who.rules, punches, err
	}
	notes, err := s.Book.Notes(ctx, who.Tenant, who.ID, from, to)
	if err != nil {
		return worktime.Rules{}, nil, err
	}
	rules, err := s.knowing(ctx, who.Tenant, who.rules, notes)
	return rules, punches, err
}

// knowing is the rules with notes; what reasons mean is looked up only where there are some.
func (s *Service) knowing(ctx context.Context, tenant domain.ID, rules worktime.Rules, notes []worktime.DayNote) (worktime.Rules, error) {
	if len(notes) == 0 {
		return rules, nil
	}
	master, err := s.Reasons.Reasons(ctx, tenant)
	return rules.Knowing(notes, master), err
}
