package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
)

// importHolidays gives a company the Cabinet Office's list of national holidays. A list with a wrong line is not taken.
func importHolidays(ctx context.Context, c console, file string, options []string) error {
	var dry bool
	declare := func(f *flag.FlagSet) { f.BoolVar(&dry, "dry-run", false, "") }
	return forCompany(ctx, "import", options, declare, nil, nil, func(a *app, tenant org.Tenant) error {
		in, err := os.Open(file)
		if err != nil {
			return err
		}
		defer in.Close()
		list, wrong, err := calendar.ReadHolidays(in)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		for _, w := range wrong {
			where := file
			if w.Line > 0 {
				where = fmt.Sprintf("line %d", w.Line)
			}
			fmt.Fprintf(c.err, "%s: %s\n", where, w.Why)
		}
		if len(wrong) > 0 {
			return domain.Errorf(domain.Invalid, "%s: %d mistakes; the holidays stay as they are", file, len(wrong))
		}
		h := company.HolidaysOf(list)
		changed, err := company.SetHolidays(ctx, a.store.Masters(), tenant.Code, h, a.tools(""), dry)
		if err != nil {
			return err
		}
		return sayHolidays(c, tenant.Code, list, h, changed, dry)
	})
}

// sayHolidays prints a line for each day that is not what the law computes to, and what became of the list.
func sayHolidays(c console, code string, list []calendar.ListedHoliday, h org.Holidays, changed, dry bool) error {
	names := map[calendar.Date]string{}
	for _, l := range list {
		names[l.Date] = l.Name
	}
	for _, d := range h.Added {
		fmt.Fprintf(c.out, "%s %s: a holiday by the list, not by the rule\n", d, names[d])
	}
	for _, d := range h.Removed {
		fmt.Fprintf(c.out, "%s: a holiday by the rule, not by the list\n", d)
	}
	what := "nothing changed"
	switch {
	case changed && dry:
		what = "dry run, nothing is written; it would be taken"
	case changed:
		what = "taken"
	}
	_, err := fmt.Fprintf(c.out, "%s: national holidays of %d to %d, %d days differ from the rule; %s\n", code, h.First, h.Last, len(h.Added)+len(h.Removed), what)
	return err
}
