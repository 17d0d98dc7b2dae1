package attendance

import (
	"context"
	"slices"

	"github.com/dakoku/dakoku/domain"
)

// most is how many people one refresh counts: what is left is counted by the next one, or by whoever reads it.
const most = 10_000

// Refresh counts again what was written to since it was counted, of all companies, and returns of how many people. It may
// be killed anywhere and run in several processes at once: what was not kept is still pending.
func (m *Months) Refresh(ctx context.Context) (int, error) {
	n := 0
	for n < most {
		pending, err := m.Rollups.Pending(ctx, together)
		if err != nil || len(pending) == 0 {
			return n, err
		}
		for len(pending) > 0 {
			tenant := pending[0].Tenant
			end := slices.IndexFunc(pending, func(t Touch) bool { return t.Tenant != tenant })
			if end < 0 {
				end = len(pending)
			}
			if err := m.refresh(ctx, tenant, pending[:end]); err != nil {
				return n, err
			}
			n, pending = n+end, pending[end:]
		}
	}
	return n, nil
}

// refresh counts the pending days of some people of a company.
func (m *Months) refresh(ctx context.Context, tenant domain.ID, touches []Touch) error {
	h, err := m.hall(ctx, tenant)
	if err != nil {
		return err
	}
	var jobs []*job
	for _, t := range touches {
		e, err := m.People.Employee(ctx, tenant, t.Employee)
		if err != nil {
			return err
		}
		j := &job{seen: t, now: m.Now()}
		if j.person, err = h.person(ctx, m.Patterns, e); err != nil {
			return err
		}
		if err := j.again(h); err != nil {
			return err
		}
		jobs = append(jobs, j)
	}
	return m.count(ctx, h, jobs)
}
