package main

import (
	"context"
	"io"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/company/staff"
	"github.com/dakoku/dakoku/domain/org"
)

// exportEmployees writes a company's people as a table.
func exportEmployees(ctx context.Context, c console, args []string) error {
	return ofDate(ctx, c, "export", args, func(w io.Writer, _ org.Tenant, m company.Masters, on calendar.Date) error {
		return staff.Write(w, m, on)
	})
}
