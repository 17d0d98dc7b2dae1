package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
)

func seed(ctx context.Context, c console, args []string) error {
	var effective, reason string
	var dry bool
	files, err := flags("seed", args, true, func(f *flag.FlagSet) {
		f.StringVar(&effective, "effective", "", "")
		f.StringVar(&reason, "reason", "", "")
		f.BoolVar(&dry, "dry-run", false, "")
	})
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return errUsage{"which company file"}
	}
	if _, err := calendar.ParseDate(effective); err != nil && effective != "" {
		return errUsage{"--effective " + err.Error()}
	}
	return with(ctx, func(a *app) error {
		one := func(name string) error { return a.seedFile(ctx, c, name, calendar.Date(effective), reason) }
		if dry {
			if err := a.store.Current(ctx); err != nil {
				return fmt.Errorf("DAKOKU_DATABASE_URL=%s: %w", redact(a.config.DatabaseURL), err)
			}
			one = func(name string) error { return a.rehearse(ctx, c, name, calendar.Date(effective)) }
		} else if err := a.store.Migrate(ctx); err != nil {
			return err
		}
		for _, name := range files {
			if err := one(name); err != nil {
				return err
			}
		}
		return nil
	})
}

func (a *app) seedFile(ctx context.Context, c console, name string, from calendar.Date, reason string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	file, changes, err := a.applyFrom(ctx, f, name, from, reason)
	f.Close()
	if err != nil {
		return err
	}
	for _, warning := range slices.Concat(file.Warnings, changes.Notes) {
		fmt.Fprintln(c.err, warning)
	}
	fmt.Fprintln(c.out, changes)
	return nil
}

// rehearse tells what a file would change: in the masters, and in everybody's months that are not locked.
func (a *app) rehearse(ctx context.Context, c console, name string, from calendar.Date) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	file, err := readFile(f, name, from)
	f.Close()
	if err != nil {
		return err
	}
	p, err := company.Look(ctx, a.store.Masters(), file, a.tools(""))
	if err != nil {
		return err
	}
	for _, d := range p.Details {
		fmt.Fprintln(c.out, d)
	}
	months, people, err := a.foresee(ctx, c, p)
	if err != nil {
		return err
	}
	for _, note := range slices.Concat(file.Warnings, p.Notes) {
		fmt.Fprintln(c.err, note)
	}
	_, err = fmt.Fprintf(c.out, "dry run, nothing was written: %s; %d open months of %d people would come out differently\n", p.Changes, months, people)
	return err
}

// foresee prints whose open months would come out differently, a line a month.
func (a *app) foresee(ctx context.Context, c console, p company.Prospect) (months, people int, err error) {
	was, will := settings(p.Before), settings(p.After)
	after := map[domain.ID]org.Employee{}
	for _, e := range p.After.Employees {
		after[e.ID] = e
	}
	for _, e := range p.Before.Employees {
		list, err := a.punches.Foresee(ctx, was, will, e, after[e.ID], a.clock())
		if err != nil {
			return 0, 0, err
		}
		for _, f := range list {
			if f.Before != f.After {
				fmt.Fprintf(c.out, "%s %s %s: from %s to %s → from %s to %s\n", e.Code, e.Name, f.Month, f.Before.From, f.Before.To, f.After.From, f.After.To)
			}
			if len(f.Differences) > 0 {
				fmt.Fprintf(c.out, "%s %s %s: %s\n", e.Code, e.Name, f.Month, totals(f))
			}
		}
		months += len(list)
		if len(list) > 0 {
			people++
		}
	}
	return months, people, nil
}

// totals are the differences of a month in one line, and on how many days it has some.
func totals(f attendance.Foreseen) string {
	var said []string
	days := map[calendar.Date]bool{}
	for _, d := range f.Differences {
		if d.Date == "" {
			said = append(said, fmt.Sprintf("%s %d → %d", d.Field, d.Locked, d.Now))
			continue
		}
		days[d.Date] = true
	}
	if len(said) == 0 {
		said = []string{"the same totals, other days"}
	}
	return fmt.Sprintf("%s (%d days)", strings.Join(said, ", "), len(days))
}

func settings(m company.Masters) attendance.Settings {
	return attendance.Settings{Tenant: m.Tenant, Patterns: m.Patterns, Groups: m.Groups}
}
