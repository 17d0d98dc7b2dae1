package main

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/export"
)

// rows hands out the lines of a layout one by one.
func (a *app) rows(ctx context.Context, people *roster, layout *export.Layout, each func(export.Row) error) error {
	if layout.Rows == export.PerPunch {
		return a.punchRows(ctx, people, each)
	}
	zone := people.tenant.Zone()
	return a.months(ctx, people, func(who *export.Person, m attendance.Aggregate) error {
		if layout.Rows == export.PerEmployee {
			return each(export.MonthRow{Person: who, Totals: m.Totals, Version: m.Locked})
		}
		for _, d := range m.Days {
			if err := each(export.DayRow{Person: who, Day: d, Version: m.Locked, Zone: zone}); err != nil {
				return err
			}
		}
		return nil
	})
}

// months calculates everybody's month, by code. Who left and did nothing in the month is not in it.
func (a *app) months(ctx context.Context, people *roster, each func(*export.Person, attendance.Aggregate) error) error {
	now := a.clock()
	for _, who := range people.list {
		m, err := a.punches.Month(ctx, people.tenant.ID, who.Employee.ID, people.month, now)
		if err != nil {
			return err
		}
		if !who.Employee.Active && m.Totals.DaysWorked == 0 && m.Totals.Problems == 0 {
			continue
		}
		if err := each(who, m); err != nil {
			return err
		}
	}
	return nil
}

// punchRows are the month's punches in the order of the ledger.
func (a *app) punchRows(ctx context.Context, people *roster, each func(export.Row) error) error {
	var only domain.ID
	if len(people.list) == 1 {
		only = people.list[0].Employee.ID
	}
	zone := people.tenant.Zone()
	return a.store.Book().Chain(ctx, people.tenant.ID, only, people.from, people.to, func(p attendance.Punch) error {
		who := people.byID[p.Employee]
		if who == nil || p.Date < who.From || p.Date > who.To {
			return nil // of another closing group's month
		}
		return each(export.PunchRow{Person: who, Punch: p, Zone: zone})
	})
}
