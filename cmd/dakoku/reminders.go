package main

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
)

// undeliveredFor is how far back undeliverable notices are listed.
const undeliveredFor = 7 * 24 * time.Hour

// reminders shows whom a company would remind of what in the day up to an instant, and what could not be delivered.
func reminders(ctx context.Context, c console, args []string) error {
	var given string
	at := domain.System()
	check := func() (err error) {
		if given == "" {
			return nil
		}
		if at, err = time.Parse(time.RFC3339, given); err != nil {
			return errUsage{fmt.Sprintf("--at %q is not like 2026-11-20T18:30:00+09:00", given)}
		}
		return nil
	}
	declare := func(f *flag.FlagSet) { f.StringVar(&given, "at", "", "") }
	return forCompany(ctx, "reminders", args, declare, nil, check, func(a *app, tenant org.Tenant) error {
		list, err := a.reminders.Rehearse(ctx, tenant, at.Add(-24*time.Hour), at)
		if err != nil {
			return err
		}
		name := func(id domain.ID) (string, error) {
			e, err := a.store.Org().Employee(ctx, tenant.ID, id)
			return e.Code + " " + e.Name, err
		}
		for _, r := range list {
			who, err := name(r.Employee)
			if err != nil {
				return err
			}
			fmt.Fprintln(c.out, strings.TrimSpace(fmt.Sprintf("%s %s %s %s %s %s", r.DueAt.In(tenant.Zone()).Format("2006-01-02 15:04"), who, r.Kind, r.Date, r.Step,
				map[bool]string{true: "(" + string(r.State) + ")"}[r.State != "told"])))
		}
		lost, err := a.store.Reminders().Undelivered(ctx, tenant.ID, at.Add(-undeliveredFor))
		if err != nil {
			return err
		}
		for _, row := range lost {
			who, err := name(row.Employee)
			if err != nil {
				return err
			}
			fmt.Fprintf(c.out, "%s %s not told: %s\n", row.CreatedAt.In(tenant.Zone()).Format("2006-01-02 15:04"), who, strings.TrimPrefix(row.Note, outbox.Undeliverable))
		}
		if len(list)+len(lost) == 0 {
			fmt.Fprintln(c.out, "nobody is reminded of anything, and everybody was told")
		}
		return nil
	})
}
