package main

import (
	"context"
	"io"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/team"
)

// teamPages wires the pages of whoever answers for others.
func (a *app) teamPages() *team.Pages {
	o := a.store.Org()
	return &team.Pages{Records: a.rolls, Book: a.store.Book(), Decisions: a.work, Corrections: a.work, Requests: a.store.Workflow(), Reasons: a.store.Reasons(),
		People: o, Sight: &org.Sight{People: o, Departments: o}, Locks: a.closing, Groups: a.store.Closing(), Audit: a.store.Audit(),
		Herald: herald{a, newDirectory(o, a.clock)}, Sheets: teamPrinter{a}, Bell: a.bell, Now: a.clock}
}

// teamPrinter prints the months of some of a company's people for the pages, as the verb timesheet prints them.
type teamPrinter struct{ *app }

// PrintAll implements team.Sheets.
func (s teamPrinter) PrintAll(ctx context.Context, w io.Writer, tenant org.Tenant, list []org.Employee, month calendar.Month, format, lang string) error {
	people, err := s.rosterOf(ctx, tenant, list, month)
	if err != nil {
		return err
	}
	asked, err := s.corrections(ctx, people)
	if err != nil {
		return err
	}
	now := s.clock()
	out, err := timesheetOptions{month: string(month), format: format, lang: lang}.begin(w, tenant, now)
	if err != nil {
		return err
	}
	d := desk{s.app, people, now, asked, map[domain.ID]string{}, map[domain.ID]string{}}
	err = s.months(ctx, people, func(who *export.Person, m worktime.Aggregate) error {
		sheet, err := d.sheet(ctx, who, m)
		if err != nil {
			return err
		}
		return out.Add(sheet)
	})
	if err != nil {
		return err
	}
	return out.Close()
}
