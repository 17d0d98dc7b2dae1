package workflow

import (
	"context"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// matches tells whether every time a wish adds or moves to is what its evidence says, to the minute. What the ledger and
// the schedule can say was looked up (preview); what a room or a beacon saw is taken from the door that saw it.
func matches(w Wish) bool {
	if w.Evidence == nil || len(w.Changes) == 0 {
		return false
	}
	return !slices.ContainsFunc(w.Changes, func(c Change) bool {
		return c.Op == Remove || !minute(c.At).Equal(minute(w.Evidence.At))
	})
}

func minute(t time.Time) time.Time { return t.Truncate(time.Minute) }

// auto tells whether a rule approves a request without a person: he adds what his own day is missing, near its evidence
// and soon. A rule that is nil approves nothing, and none rests on a post: that can be written from anywhere, for the purpose.
func auto(rule *org.AutoRule, r Request, zone *time.Location) bool {
	if rule == nil || r.By != r.Employee || r.Evidence == nil || r.Evidence.Kind == worktime.LastPost || len(r.Changes) == 0 {
		return false
	}
	for _, c := range r.Changes {
		near := c.At.Sub(r.Evidence.At).Abs() <= time.Duration(rule.Within)*time.Minute
		if c.Op != Add || !near || !slices.Contains(rule.Missing, string(c.Kind)) {
			return false
		}
	}
	if rule.Before == 0 {
		return true
	}
	return r.CreatedAt.Before(r.Date.Add(1).At(int(rule.Before), zone))
}

// Rehearse says of each request of a company whether a rule would have approved it without a person, whatever became of
// it (自動承認の試算). It changes nothing.
func (s *Service) Rehearse(ctx context.Context, tenant domain.ID, rule org.AutoRule, each func(r Request, approves bool) error) error {
	t, err := s.Tenants.Tenant(ctx, tenant)
	if err != nil {
		return err
	}
	return s.Store.Each(ctx, tenant, "", "", func(r Request) error { return each(r, auto(&rule, r, t.Zone())) })
}
