package attendance

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/closing"
)

// Check counts every month of a company that is kept once more and tells of each that would be read and is not what
// counting gives: somebody changed it, or the record behind it, past the program. It changes nothing. It returns how many
// were compared.
func (m *Months) Check(ctx context.Context, tenant domain.ID, each func(Rollup) error) (int, error) {
	h, err := m.hall(ctx, tenant)
	if err != nil {
		return 0, err
	}
	n := 0
	err = m.Rollups.EachRollup(ctx, tenant, func(kept Rollup) error {
		again, counts, err := m.again(ctx, h, kept)
		if err != nil || !counts {
			return err
		}
		if n++; again != kept {
			return each(kept)
		}
		return nil
	})
	return n, err
}

// again counts a row once more; counts tells whether the kept one would be read.
func (m *Months) again(ctx context.Context, h *hall, kept Rollup) (again Rollup, counts bool, err error) {
	only := []domain.ID{kept.Employee}
	e, err := m.People.Employee(ctx, kept.Tenant, kept.Employee)
	if err != nil {
		return again, false, err
	}
	j := &job{now: m.Now()}
	if j.person, err = h.person(ctx, m.Patterns, e); err != nil {
		return again, false, err
	}
	touches, err := m.Rollups.Touches(ctx, kept.Tenant, only)
	if err != nil {
		return again, false, err
	}
	heads, err := m.Rollups.Heads(ctx, kept.Tenant, kept.Month, only)
	if err != nil {
		return again, false, err
	}
	j.seen = touches[e.ID]
	done, err := j.take(h, j.group.Period(kept.Month), heads[e.ID], kept)
	if err != nil || !done && !j.live {
		return again, false, err
	}
	j.live, j.periods, j.bases = false, []closing.Period{j.period}, []string{kept.Basis}
	pages, err := m.Rollups.Pages(ctx, kept.Tenant, []Page{j.page()})
	if err != nil {
		return again, false, err
	}
	if err := j.count(ctx, m.Snapshots, h, pages[e.ID]); err != nil || len(j.counted.Months) == 0 {
		return again, false, err
	}
	return j.counted.Months[0], true, nil
}
