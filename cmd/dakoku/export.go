package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/org"
)

// exportOptions are the options of the verb export.
type exportOptions struct {
	month, layout, group, employee, out, since string
	preview                                    bool
}

func exportFile(ctx context.Context, c console, args []string) error {
	if len(args) > 0 && args[0] == "employees" {
		return exportEmployees(ctx, c, args[1:])
	}
	var o exportOptions
	var layout *export.Layout
	declare := func(f *flag.FlagSet) {
		f.StringVar(&o.month, "month", "", "")
		f.StringVar(&o.layout, "layout", "", "")
		f.StringVar(&o.group, "group", "", "")
		f.StringVar(&o.employee, "employee", "", "")
		f.StringVar(&o.out, "out", "", "")
		f.StringVar(&o.since, "since", "", "")
		f.BoolVar(&o.preview, "preview", false, "")
	}
	check := func() (err error) {
		if _, err := calendar.ParseMonth(o.month); err != nil {
			return errUsage{"--month " + err.Error()}
		}
		if o.preview && (o.out != "" || o.since != "") {
			return errUsage{"--preview only shows: it takes neither --out nor --since"}
		}
		layout, err = findLayout(o.layout)
		return err
	}
	return forCompany(ctx, "export", args, declare, []string{"month", "layout"}, check, func(a *app, tenant org.Tenant) error {
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
		if o.preview {
			return a.preview(ctx, c, people, layout)
		}
		return a.export(ctx, c, people, layout, o)
	})
}

// findLayout is a preset or, when its name is that of a file, the company's own.
func findLayout(name string) (*export.Layout, error) {
	if !strings.ContainsRune(name, filepath.Separator) && filepath.Ext(name) != ".yaml" {
		l, _, err := export.Preset(name)
		return l, err
	}
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return export.Parse(name, content)
}

// export writes the whole file, or with --since what an earlier one does not have.
func (a *app) export(ctx context.Context, c console, people *roster, layout *export.Layout, o exportOptions) error {
	earlier, err := readEarlier(o.since, layout)
	if err != nil {
		return err
	}
	var report export.Report
	err = into(c, o.out, func(w io.Writer) error {
		out, err := export.NewWriter(w, layout, earlier)
		if err != nil {
			return err
		}
		if err := a.rows(ctx, people, layout, out.Write); err != nil {
			return err
		}
		report, err = out.Close()
		return err
	})
	if err != nil {
		return err
	}
	for _, cell := range report.Cells {
		fmt.Fprintf(c.err, "row %d, %s: %q has letters %s lacks: %s\n", cell.Row, cell.Column, cell.Text, layout.Encoding, cell.Letters)
	}
	if o.since != "" {
		fmt.Fprintf(c.err, "%d lines are as they were, %d of the earlier file are so no more\n", report.Same, report.Gone)
	}
	if open := people.open(); open > 0 {
		fmt.Fprintf(c.err, "not final: %s is not locked for %d of %d people\n", people.month, open, len(people.list))
	}
	fmt.Fprintf(c.err, "%s: %d lines, %d texts made harmless, %d cells with lost letters, sha256 %s\n",
		layout.Name, report.Rows, report.Guarded, report.Lost, report.SHA256)
	return nil
}

// readEarlier reads the file --since names; nil when there is none.
func readEarlier(name string, layout *export.Layout) (*export.Earlier, error) {
	if name == "" {
		return nil, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return export.ReadEarlier(f, layout)
}

// into writes a file that is there whole or not at all; without a name it goes to standard output as it comes.
func into(c console, name string, write func(io.Writer) error) error {
	if name == "" {
		return write(c.out)
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	err = errors.Join(write(f), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

var errEnough = errors.New("export: the preview is full")

// preview shows the first lines, every time in both readings.
func (a *app) preview(ctx context.Context, c console, people *roster, layout *export.Layout) error {
	p := export.NewPreview(layout)
	err := a.rows(ctx, people, layout, func(row export.Row) error {
		if p.Full() {
			return errEnough
		}
		return p.Add(layout, row)
	})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	fmt.Fprintf(c.out, "%s: %s, %s, confidence %s\n", layout.Name, layout.Title, layout.Encoding, layout.Confidence)
	if layout.Note != "" {
		fmt.Fprintln(c.out, layout.Note)
	}
	for i, row := range p.Rows {
		fmt.Fprintf(c.out, "%d\n", i+1)
		for n, cell := range row {
			fmt.Fprintf(c.out, "  %s: %s%s\n", p.Titles[n], cell.Text, readings(cell))
		}
	}
	return sayCheck(c, p.Check)
}

// sayCheck says whether the columns of hours hold the work once.
func sayCheck(c console, check export.Check) error {
	if check.Columns == 0 {
		return nil
	}
	what := "each minute once"
	switch n := check.Difference(); {
	case n > 0:
		what = fmt.Sprintf("%d min more: some columns are parts of others, see that the program does not pay them twice", n)
	case n < 0:
		what = fmt.Sprintf("%d min less: some of the work is in no column", -n)
	}
	_, err := fmt.Fprintf(c.out, "check: %d columns of hours hold %d min of %d min worked, %s\n", check.Columns, check.Sum, check.Worked, what)
	return err
}

// readings says what a time means and what a program that expects the other kind would take it for.
func readings(cell export.PreviewCell) string {
	if !cell.Timed || cell.Text == "" {
		return ""
	}
	said := fmt.Sprintf("  (%d min", cell.Minutes)
	r := cell.Reading
	switch {
	case r.Impossible:
		said += fmt.Sprintf("; no sexagesimal time; %d min as a decimal", r.Decimal)
	case r.Either:
		said += fmt.Sprintf("; %d min as hours", r.Decimal)
	default:
		said += fmt.Sprintf("; %d min as sexagesimal, %d min as a decimal", r.Sexagesimal, r.Decimal)
	}
	return said + ")"
}
