package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/export/timesheet"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// sheets is a form the timesheet is written in.
type sheets interface {
	Add(timesheet.Sheet) error
	Close() error
}

// timesheetOptions are the options of the verb timesheet.
type timesheetOptions struct {
	month, group, employee, format, lang, out string
}

func timesheets(ctx context.Context, c console, args []string) error {
	var o timesheetOptions
	declare := func(f *flag.FlagSet) {
		f.StringVar(&o.month, "month", "", "")
		f.StringVar(&o.group, "group", "", "")
		f.StringVar(&o.employee, "employee", "", "")
		f.StringVar(&o.format, "format", "pdf", "")
		f.StringVar(&o.lang, "lang", locale.Japanese, "")
		f.StringVar(&o.out, "out", "", "")
	}
	check := func() error {
		if _, err := calendar.ParseMonth(o.month); err != nil {
			return errUsage{"--month " + err.Error()}
		}
		if o.lang != locale.Japanese && o.lang != locale.English {
			return errUsage{fmt.Sprintf("--lang %q is neither ja nor en", o.lang)}
		}
		if o.format != "pdf" && o.format != "html" && o.format != "csv" {
			return errUsage{fmt.Sprintf("--format %q is none of pdf, html and csv", o.format)}
		}
		return nil
	}
	return forCompany(ctx, "timesheet", args, declare, []string{"month"}, check, func(a *app, tenant org.Tenant) error {
		people, err := a.roster(ctx, tenant, calendar.Month(o.month), o.employee)
		if err != nil {
			return err
		}
		if o.group != "" {
			g, err := a.closing.GroupByCode(ctx, tenant.ID, o.group)
			if err != nil {
				return err
			}
			people.only(g.ID)
		}
		return a.timesheets(ctx, c, people, o)
	})
}

// begin opens the form that was asked for.
func (o timesheetOptions) begin(w io.Writer, tenant org.Tenant, made time.Time) (sheets, error) {
	title := locale.T(o.lang, "timesheet.title", "month", locale.Month(o.lang, calendar.Month(o.month).First().At(0, time.UTC))) + " " + tenant.Name
	switch o.format {
	case "html":
		return timesheet.NewWeb(w, title, o.lang)
	case "csv":
		return timesheet.NewTable(w, o.lang)
	}
	return timesheet.NewPaper(w, title, o.lang, made)
}

// timesheets prints everybody's month, by code, and says what an operator must know.
func (a *app) timesheets(ctx context.Context, c console, people *roster, o timesheetOptions) error {
	count, now := 0, a.clock()
	var lost []timesheet.Lost
	err := into(c, o.out, func(w io.Writer) error {
		out, err := o.begin(w, people.tenant, now)
		if err != nil {
			return err
		}
		asked, err := a.corrections(ctx, people)
		if err != nil {
			return err
		}
		desk := desk{a, people, now, asked, map[domain.ID]string{}, map[domain.ID]string{}}
		err = a.months(ctx, people, func(who *export.Person, m worktime.Aggregate) error {
			sheet, err := desk.sheet(ctx, who, m)
			if err != nil {
				return err
			}
			count++
			return out.Add(sheet)
		})
		switch {
		case err != nil:
			return err
		case count == 0:
			return domain.Errorf(domain.NotFound, "nobody has a timesheet of %s", people.month)
		}
		if paper, ok := out.(*timesheet.Paper); ok {
			lost = paper.Lost()
		}
		return out.Close()
	})
	if err != nil {
		return err
	}
	for _, l := range lost {
		fmt.Fprintf(c.err, "%s: %q has letters the font lacks: %s\n", l.Code, l.Text, l.Letters)
	}
	if open := people.open(); open > 0 {
		fmt.Fprintf(c.err, "not final: %s is not locked for %d of %d people\n", people.month, open, len(people.list))
	}
	fmt.Fprintf(c.err, "timesheets of %s: %d people, %d texts with lost letters\n", people.month, count, len(lost))
	return nil
}
