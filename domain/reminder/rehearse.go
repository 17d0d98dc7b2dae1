package reminder

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain/org"
)

// Rehearse lists what a company's people would be reminded of in (from, to] as the record is now, without writing or
// saying anything. What was said before is left out. Nothing when the company has switched reminders off.
func (s *Service) Rehearse(ctx context.Context, tenant org.Tenant, from, to time.Time) ([]Reminder, error) {
	p, on := planOf(tenant, to)
	if !on {
		return nil, nil
	}
	l := &look{Service: s, plan: p, tenant: tenant, from: from, to: to, dry: true}
	found, err := l.decide(ctx)
	list := make([]Reminder, len(found))
	for i, m := range found {
		list[i] = m.Reminder
	}
	return list, err
}
