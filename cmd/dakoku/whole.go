package main

import (
	"context"
	"flag"
	"io"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
)

// wholeCompany writes a company as a company file.
func wholeCompany(ctx context.Context, c console, args []string) error {
	return ofDate(ctx, c, "company", args, func(w io.Writer, tenant org.Tenant, m company.Masters, on calendar.Date) error {
		return m.Whole(on).Write(w, locale.T(locale.English, "masters.file.comment", "name", tenant.Name, "date", string(on)))
	})
}

// ofDate is a verb that writes a company's masters as they are on a date, today if none is given.
func ofDate(ctx context.Context, c console, verb string, args []string, write func(io.Writer, org.Tenant, company.Masters, calendar.Date) error) error {
	var date, out string
	declare := func(f *flag.FlagSet) {
		f.StringVar(&date, "date", "", "")
		f.StringVar(&out, "out", "", "")
	}
	check := func() error {
		if _, err := calendar.ParseDate(date); err != nil && date != "" {
			return errUsage{"--date " + err.Error()}
		}
		return nil
	}
	return forCompany(ctx, verb, args, declare, nil, check, func(a *app, tenant org.Tenant) error {
		m, err := a.store.Masters().Masters(ctx, tenant.Code)
		if err != nil {
			return err
		}
		on := calendar.Date(date)
		if on == "" {
			on = tenant.DateAt(a.clock())
		}
		return into(c, out, func(w io.Writer) error { return write(w, tenant, m, on) })
	})
}
