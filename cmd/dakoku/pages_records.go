package main

import (
	"context"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/records"
)

// recordsPages wires the console's section about what was recorded.
func (a *app) recordsPages() *records.Pages {
	o := a.store.Org()
	return &records.Pages{People: o, Groups: a.store.Closing(), Requests: a.store.Workflow(), Records: a.rolls, Reminders: a.reminders, Told: a.store.Reminders(),
		Outlook: a.notices.Outlook, Rows: fileRows{a}, Exports: a.store.Exports(), Audit: a.store.Audit(), Rulings: a.store.Rulings(), Recorders: a.store.Recorders(),
		Lookup: a.store.Lookup(), Reasons: a.store.Reasons(), Corrections: a.work, Herald: herald{a, newDirectory(o, a.clock)}, Now: a.clock, NewID: a.newID}
}

// fileRows reads the lines of a file for the pages, as the verb export reads them.
type fileRows struct{ *app }

// Rows implements records.Rows.
func (f fileRows) Rows(ctx context.Context, tenant org.Tenant, list []org.Employee, month calendar.Month, layout *export.Layout, each func(export.Row) error) (int, error) {
	people, err := f.rosterOf(ctx, tenant, list, month)
	if err != nil {
		return 0, err
	}
	return people.open(), f.rows(ctx, people, layout, each)
}
