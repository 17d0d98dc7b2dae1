package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company/staff"
	"github.com/dakoku/dakoku/domain/org"
)

// importEmployees adds and changes people by a list (社員CSV). With a wrong line nothing is done, unless the lines to be
// taken were named.
func importEmployees(ctx context.Context, c console, file string, options []string) error {
	var mapped, lines, empty, effective, reason string
	var dry bool
	var o staff.Options
	var mapping map[string]string
	declare := func(f *flag.FlagSet) {
		f.StringVar(&mapped, "map", "", "")
		f.StringVar(&lines, "lines", "", "")
		f.StringVar(&empty, "empty", "keep", "")
		f.StringVar(&effective, "effective", "", "")
		f.StringVar(&reason, "reason", "", "")
		f.BoolVar(&dry, "dry-run", false, "")
	}
	check := func() (err error) {
		if empty != "keep" && empty != "clear" {
			return errUsage{"--empty is keep or clear"}
		}
		if _, err := calendar.ParseDate(effective); err != nil && effective != "" {
			return errUsage{"--effective " + err.Error()}
		}
		o.From, o.EmptyClears, o.OnlyGood = calendar.Date(effective), empty == "clear", lines == "good"
		if lines != "" && lines != "good" {
			if o.Lines, err = staff.ParsePick(lines); err != nil {
				return errUsage{"--lines " + err.Error()}
			}
		}
		mapping, err = mappingOf(mapped)
		return err
	}
	return forCompany(ctx, "import", options, declare, nil, check, func(a *app, tenant org.Tenant) error {
		in, err := os.Open(file)
		if err != nil {
			return err
		}
		defer in.Close()
		table, err := staff.Read(in, filepath.Base(file), mapping)
		if err != nil {
			return err
		}
		p, err := staff.Look(ctx, a.store.Masters(), tenant.Code, table, o, a.tools(reason))
		if err != nil {
			return err
		}
		say := sayPeople{c, p.Report, dry}
		say.lines()
		if dry {
			return say.end("dry run, nothing is written: ")
		}
		if err := p.Apply(ctx, a.store.Masters()); err != nil {
			_ = say.end("nothing was written: ")
			return err
		}
		return say.end("")
	})
}

// mappingOf reads which title stands for which column: "社員No=社員コード,苗字=姓".
func mappingOf(text string) (map[string]string, error) {
	mapping := map[string]string{}
	for part := range strings.SplitSeq(text, ",") {
		if text == "" {
			break
		}
		from, to, ok := strings.Cut(part, "=")
		if !ok || strings.TrimSpace(from) == "" {
			return nil, errUsage{fmt.Sprintf("--map %q is no TITLE=COLUMN", part)}
		}
		mapping[from] = to
	}
	return mapping, nil
}

// sayPeople prints what a list of people does.
type sayPeople struct {
	console
	staff.Report
	dry bool
}

// lines prints what is wrong, what was read differently and what changes, in the order of the file. Of a list that is
// applied only the faults and the folds are told; the audit has the rest.
func (s sayPeople) lines() {
	if len(s.Ignored) > 0 {
		fmt.Fprintf(s.err, "columns that are not read: %s\n", strings.Join(s.Ignored, ", "))
	}
	if len(s.Unkept) > 0 {
		fmt.Fprintf(s.err, "columns that there is no place for yet: %s\n", strings.Join(s.Unkept, ", "))
	}
	for _, l := range s.Lines {
		for _, f := range l.Faults {
			fmt.Fprintf(s.err, "line %d, employee %s: %s\n", l.Number, l.Code, f)
		}
		for _, f := range l.Folds {
			fmt.Fprintf(s.err, "line %d, employee %s: %s %s is read as %s\n", l.Number, l.Code, f.Column, f.Written, f.Read)
		}
		if !s.dry || l.State != staff.New && l.State != staff.Changed {
			continue
		}
		var cells []string
		for _, cell := range l.Cells {
			if l.State == staff.New {
				cells = append(cells, fmt.Sprintf("%s %s", cell.Column, cell.After))
			} else {
				cells = append(cells, fmt.Sprintf("%s %s → %s", cell.Column, orNone(cell.Before), orNone(cell.After)))
			}
		}
		fmt.Fprintf(s.out, "line %d, employee %s, %s: %s\n", l.Number, l.Code, l.State, strings.Join(cells, ", "))
	}
}

func orNone(text string) string {
	if text == "" {
		return "(none)"
	}
	return text
}

// end prints who is not in the list, and how many lines did what.
func (s sayPeople) end(prefix string) error {
	for _, n := range s.Notes {
		fmt.Fprintln(s.err, n)
	}
	for _, p := range s.Absent {
		fmt.Fprintf(s.err, "not in the list, stays as it is: %s %s\n", p.Code, p.Name)
	}
	wrong := s.Count(staff.Wrong)
	_, err := fmt.Fprintf(s.out, "%s%s from %s: %d new, %d changed, %d unchanged, %d wrong, %d people not in it; sha256 %s\n", prefix, s.Table, s.From,
		s.Count(staff.New), s.Count(staff.Changed), s.Count(staff.Unchanged), wrong, len(s.Absent), s.SHA256)
	if good := s.Good(); wrong > 0 && len(good) > 0 {
		fmt.Fprintf(s.err, "--lines good takes the %d lines that are right and leaves the others out\n", len(s.Lines)-wrong)
	}
	return err
}
