package main

import (
	"context"
	"slices"
	"sync"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// rows hands out the lines of a layout one by one, while the next are read. No line is to be kept.
func (a *app) rows(ctx context.Context, people *roster, layout *export.Layout, each func(export.Row) error) error {
	if layout.Rows == export.PerPunch {
		return a.punchRows(ctx, people, each)
	}
	put, done := beside(each)
	read := a.dayRows
	if layout.Rows == export.PerEmployee {
		read = a.monthRows
	}
	err := read(ctx, people, put)
	if failed := done(); failed != nil {
		return failed
	}
	return err
}

// monthRows are the people's months.
func (a *app) monthRows(ctx context.Context, people *roster, each func(export.Row) error) error {
	return a.everybody(ctx, people, false, func(person *export.Person, m worktime.Aggregate) error {
		return each(&export.MonthRow{Person: within(person, m), Totals: m.Totals, Version: m.Locked, Digest: m.Digest})
	})
}

// dayRows are the days of the people's months.
func (a *app) dayRows(ctx context.Context, people *roster, each func(export.Row) error) error {
	asked, err := a.corrections(ctx, people)
	if err != nil {
		return err
	}
	zone := people.tenant.Zone()
	return a.months(ctx, people, func(person *export.Person, m worktime.Aggregate) error {
		who := within(person, m)
		var punches []worktime.Punch
		if len(asked.newest[who.Employee.ID]) > 0 {
			if punches, err = a.store.Book().Punches(ctx, people.tenant.ID, who.Employee.ID, m.Period.From, m.Period.To); err != nil {
				return err
			}
		}
		for _, d := range m.Days {
			row := &export.DayRow{Person: who, Day: d, Version: m.Locked, Zone: zone, Punches: punches,
				Request: string(asked.newest[who.Employee.ID][d.Date].State)}
			if err := each(row); err != nil {
				return err
			}
		}
		return nil
	})
}

// within is a person with the period of his month: a locked month keeps its days when his closing group is another now.
func within(person *export.Person, m worktime.Aggregate) *export.Person {
	who := new(*person)
	who.Span = export.Span{Month: m.Period.Month, From: m.Period.From, To: m.Period.To}
	return who
}

// everybody hands out the month of each, by code, with its days only if days are wanted. Who left and did nothing in the
// month is not in it.
func (a *app) everybody(ctx context.Context, people *roster, days bool, each func(*export.Person, worktime.Aggregate) error) error {
	list := make([]org.Employee, len(people.list))
	for i, who := range people.list {
		list[i] = who.Employee
	}
	return a.rolls.Each(ctx, people.tenant.ID, people.month, list, days, a.clock(), func(e org.Employee, m worktime.Aggregate) error {
		if !e.Active && m.Totals.DaysWorked == 0 && m.Totals.Problems == 0 {
			return nil
		}
		return each(people.byID[e.ID], m)
	})
}

// together is how many people's months are calculated at once: enough for their reads to share statements, few enough
// to hold.
const together = 100

// months calculates everybody's month with its punches, for whoever shows them, by code. Who left and did nothing in the month is not in it.
func (a *app) months(ctx context.Context, people *roster, each func(*export.Person, worktime.Aggregate) error) error {
	now := a.clock()
	for some := range slices.Chunk(people.list, together) {
		months, errs := make([]worktime.Aggregate, len(some)), make([]error, len(some))
		var running sync.WaitGroup
		for i, who := range some {
			running.Go(func() {
				months[i], errs[i] = a.punches.Month(ctx, people.tenant.ID, who.Employee.ID, people.month, now)
			})
		}
		running.Wait()
		for i, who := range some {
			if errs[i] != nil {
				return errs[i]
			}
			totals := &months[i].Totals
			if !who.Employee.Active && totals.DaysWorked == 0 && totals.Problems == 0 {
				continue
			}
			if err := each(who, months[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// punchRows are the month's punches in the order of the ledger, which reads ahead by itself. It is one row, filled again and again.
func (a *app) punchRows(ctx context.Context, people *roster, each func(export.Row) error) error {
	asked, err := a.corrections(ctx, people)
	if err != nil {
		return err
	}
	var only domain.ID
	if len(people.list) == 1 {
		only = people.list[0].Employee.ID
	}
	row := &export.PunchRow{Zone: people.tenant.Zone()}
	return a.store.Unsealed(ctx, people.tenant.ID, only, people.from, people.to, func(p worktime.Punch) error {
		who := people.byID[p.Employee]
		if who == nil || p.Date < who.From || p.Date > who.To {
			return nil // of another closing group's month
		}
		row.Person, row.Punch, row.Correction, row.Corrected = who, p, asked.of(p), asked.gone[p.ID]
		return each(row)
	})
}
