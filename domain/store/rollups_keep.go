package store

import (
	"cmp"
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
)

var (
	reachColumns  = columns("tenant, employee, first, last")
	rollupColumns = columns("tenant_id, employee_id, month, from_date, to_date, basis, live_until number, totals, days")
)

// Keep implements attendance.Rollups.
func (s rollupStore) Keep(ctx context.Context, counts []attendance.Count) error {
	if len(counts) == 0 {
		return nil
	}
	err := s.on(ctx).Transaction(func(tx *gorm.DB) error {
		fresh, err := s.claim(tx, counts)
		if err != nil || len(fresh) == 0 {
			return err
		}
		if err := s.makeWay(tx, fresh); err != nil {
			return err
		}
		var rows batch
		for _, c := range fresh {
			for _, r := range c.Months {
				rows.add(string(r.Tenant), string(r.Employee), string(r.Month), string(r.From), string(r.To), r.Basis, r.LiveUntil, r.Totals, r.Days)
			}
		}
		if len(rows) == 0 {
			return nil
		}
		return tx.Exec(s.engine.insert("day_rollup", rollupColumns)+` ON CONFLICT (tenant_id, employee_id, month) DO UPDATE
			SET from_date = excluded.from_date, to_date = excluded.to_date, basis = excluded.basis, live_until = excluded.live_until,
			totals = excluded.totals, days = excluded.days`, rows.bind()).Error
	})
	return fault("keep the roll-up", err)
}

// makeWay deletes the months that were kept of periods which touch the days of counts, except those that are kept anew.
// They are claimed: nobody else writes them.
func (s rollupStore) makeWay(tx *gorm.DB, counts []attendance.Count) error {
	var reach batch
	anew := map[monthKey]bool{}
	for _, c := range counts {
		reach.add(string(c.Seen.Tenant), string(c.Seen.Employee), string(c.From), string(c.To))
		for _, r := range c.Months {
			anew[monthKey{personKey{r.Tenant, r.Employee}, r.Month}] = true
		}
	}
	var rows []attendance.Rollup
	err := tx.Raw("SELECT t.tenant_id, t.employee_id, t.month FROM "+s.engine.sought(s.engine.wanted(reachColumns), "day_rollup t",
		"t.tenant_id = d.tenant AND t.employee_id = d.employee AND t.from_date <= d.last AND t.to_date >= d.first"), reach.bind()).Find(&rows).Error
	if err != nil {
		return err
	}
	type part struct {
		tenant domain.ID
		month  calendar.Month
	}
	gone := map[part][]domain.ID{} // few months: each is one statement that the key alone can serve
	for _, r := range rows {
		if !anew[monthKey{personKey{r.Tenant, r.Employee}, r.Month}] {
			gone[part{r.Tenant, r.Month}] = append(gone[part{r.Tenant, r.Month}], r.Employee)
		}
	}
	for p, people := range gone {
		err := tx.Exec("DELETE FROM day_rollup WHERE tenant_id = ? AND month = ? AND employee_id IN ?", string(p.tenant), string(p.month), people).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// claim takes those whose record is still as it was seen, in the order in which writes take them, and notes that their
// days are counted.
func (s rollupStore) claim(tx *gorm.DB, counts []attendance.Count) ([]attendance.Count, error) {
	order := func(a, b attendance.Count) int {
		return cmp.Or(cmp.Compare(a.Seen.Tenant, b.Seen.Tenant), cmp.Compare(a.Seen.Employee, b.Seen.Employee))
	}
	var seen batch
	for _, c := range slices.SortedFunc(slices.Values(counts), order) {
		seen.add(string(c.Seen.Tenant), string(c.Seen.Employee), c.Seen.N, "", "")
	}
	var same []attendance.Touch // who has no row, to whom nothing was written since touches are noted, gets one
	err := tx.Raw(s.engine.insert("ledger_touch", touchColumns)+` ON CONFLICT (tenant_id, employee_id) DO UPDATE SET from_date = '', to_date = ''
		WHERE ledger_touch.n = excluded.n RETURNING tenant_id, employee_id`, seen.bind()).Find(&same).Error
	still := make(map[personKey]bool, len(same))
	for _, t := range same {
		still[personKey{t.Tenant, t.Employee}] = true
	}
	return slices.DeleteFunc(slices.Clone(counts), func(c attendance.Count) bool {
		return !still[personKey{c.Seen.Tenant, c.Seen.Employee}]
	}), err
}
