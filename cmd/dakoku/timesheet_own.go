package main

import (
	"context"
	"io"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// sheetPrinter prints a person's own month for the pages, as the verb timesheet prints it.
type sheetPrinter struct{ *app }

// Print implements portal.Sheets.
func (s sheetPrinter) Print(ctx context.Context, w io.Writer, who shell.Who, month calendar.Month, format, lang string) error {
	people, err := s.roster(ctx, who.Tenant, month, who.Person.Code)
	if err != nil {
		return err
	}
	asked, err := s.corrections(ctx, people)
	if err != nil {
		return err
	}
	now := s.clock()
	m, err := s.punches.Month(ctx, who.Tenant.ID, who.Person.ID, month, now)
	if err != nil {
		return err
	}
	d := desk{s.app, people, now, asked, map[domain.ID]string{}, map[domain.ID]string{}}
	sheet, err := d.sheet(ctx, people.list[0], m)
	if err != nil {
		return err
	}
	out, err := timesheetOptions{month: string(month), format: format, lang: lang}.begin(w, who.Tenant, now)
	if err != nil {
		return err
	}
	if err := out.Add(sheet); err != nil {
		return err
	}
	return out.Close()
}
