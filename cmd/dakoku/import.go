package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

func importFile(ctx context.Context, c console, args []string) error {
	if len(args) == 0 || !slices.Contains([]string{"punches", "holidays", "employees"}, args[0]) {
		if len(args) > 0 && (args[0] == "-h" || args[0] == "--help") {
			return flag.ErrHelp
		}
		return errUsage{"what to import: punches, holidays or employees"}
	}
	options, files := sorted(args[1:])
	if len(files) != 1 {
		return errUsage{fmt.Sprintf("one file, not %d", len(files))}
	}
	switch args[0] {
	case "holidays":
		return importHolidays(ctx, c, files[0], options)
	case "employees":
		return importEmployees(ctx, c, files[0], options)
	}
	var dry bool
	declare := func(f *flag.FlagSet) { f.BoolVar(&dry, "dry-run", false, "") }
	return forCompany(ctx, "import", options, declare, nil, nil, func(a *app, tenant org.Tenant) error {
		f, err := os.Open(files[0])
		if err != nil {
			return err
		}
		defer f.Close()
		list, err := export.OpenPunches(f, tenant.Zone())
		if err != nil {
			return fmt.Errorf("%s: %w", files[0], err)
		}
		if len(list.Ignored) > 0 {
			fmt.Fprintf(c.err, "columns that are not read: %s\n", strings.Join(list.Ignored, ", "))
		}
		return a.importPunches(ctx, c, tenant, files[0], list, dry)
	})
}

// valued are the options of import that have a value.
var valued = []string{"company", "map", "lines", "empty", "effective", "reason"}

// sorted parts options from files, which may stand among them.
func sorted(args []string) (options, files []string) {
	for i := 0; i < len(args); i++ {
		switch {
		case !strings.HasPrefix(args[i], "-"):
			files = append(files, args[i])
		case slices.Contains(valued, strings.TrimLeft(args[i], "-")) && i+1 < len(args):
			options = append(options, args[i], args[i+1])
			i++
		default:
			options = append(options, args[i])
		}
	}
	return options, files
}

// importer takes the punches of a file into the ledger.
type importer struct {
	service attendance.Service
	actor   domain.Actor
	file    string
	people  map[string]domain.ID
}

// importing is how many lines are on their way at once: enough to share commits, few enough to hold in memory.
const importing = 500

func (a *app) importPunches(ctx context.Context, c console, tenant org.Tenant, name string, list *export.PunchFile, dry bool) error {
	all, err := a.store.Org().Employees(ctx, tenant.ID)
	if err != nil {
		return err
	}
	im := importer{service: *a.punches, file: filepath.Base(name), people: map[string]domain.ID{}}
	// Whoever may run the binary on the database may do what an administrator may.
	im.actor = domain.Actor{Tenant: tenant.ID, Role: domain.Admin, Door: domain.CLI}
	for _, e := range all {
		im.people[e.Code] = e.ID
	}
	if dry {
		im.service.Book = attendance.Rehearse(im.service.Book)
	}
	var sum tally
	for done := false; !done; {
		var lines []export.PunchLine
		if lines, done, err = take(list, importing); err != nil {
			return err
		}
		for i, fate := range im.all(ctx, lines) {
			if code := domain.CodeOf(fate.err); fate.err != nil && code != domain.Invalid && code != domain.NotFound {
				return fmt.Errorf("line %d: %w; what came before it is recorded, run it again", lines[i].Line, fate.err)
			}
			sum.add(c, lines[i], fate)
		}
	}
	return sum.say(c, name, dry)
}

// take reads up to n lines; done: there are no more.
func take(list *export.PunchFile, n int) (lines []export.PunchLine, done bool, err error) {
	for len(lines) < n {
		l, err := list.Next()
		if errors.Is(err, io.EOF) {
			return lines, true, nil
		} else if err != nil {
			return lines, true, err
		}
		lines = append(lines, l)
	}
	return lines, false, nil
}

// fate is what became of a line.
type fate struct {
	attendance.Imported
	err error
}

// all imports lines, those of different people at once, so that they share commits, and each person's in their order.
func (im *importer) all(ctx context.Context, lines []export.PunchLine) []fate {
	fates := make([]fate, len(lines))
	queues := map[domain.ID][]int{}
	for i, l := range lines {
		id, known := im.people[l.Entry.Code]
		switch {
		case l.Err != nil:
			fates[i].err = l.Err
		case l.Entry.Left != "":
		case !known:
			fates[i].err = im.nobody(l.Entry.Code)
		default:
			queues[id] = append(queues[id], i)
		}
	}
	var running sync.WaitGroup
	for id, queue := range queues {
		running.Go(func() {
			for _, i := range queue {
				fates[i].Imported, fates[i].err = im.one(ctx, id, lines[i])
			}
		})
	}
	running.Wait()
	return fates
}

// nobody says that a code is no one's; one that lacks its leading zeros has been through a spreadsheet.
func (im *importer) nobody(code string) error {
	for known := range im.people {
		if code != "" && strings.TrimLeft(known, "0") == code {
			return domain.Errorf(domain.NotFound, "no employee %q, but %q: spreadsheets take leading zeros away", code, known)
		}
	}
	return domain.Errorf(domain.NotFound, "no employee %q", code)
}

func (im *importer) one(ctx context.Context, employee domain.ID, l export.PunchLine) (attendance.Imported, error) {
	e := l.Entry
	return im.service.Import(ctx, im.actor, employee, attendance.Command{
		Kind: e.Kind, Mark: e.Mark, At: e.At, Ref: attendance.Ref{ID: e.Ref()}, Message: fmt.Sprintf("%s:%d", im.file, l.Line),
	})
}

// tally counts what became of the lines of a file.
type tally struct{ lines, recorded, same, held, left, wrong int }

func (t *tally) add(c console, l export.PunchLine, f fate) {
	t.lines++
	switch {
	case f.err != nil:
		t.wrong++
		fmt.Fprintf(c.err, "line %d: %s\n", l.Line, strings.Join(explain(f.err), "; "))
	case l.Entry.Left != "":
		t.left++
		fmt.Fprintf(c.err, "line %d: left out, its state is %s\n", l.Line, l.Entry.Left)
	case f.Outcome == attendance.Recorded:
		t.recorded++
	case f.Outcome == attendance.Kept:
		t.held++
		fmt.Fprintf(c.err, "line %d: held, does not count: %s\n", l.Line, holds[f.Punch.Hold])
	default:
		t.same++
	}
}

// holds say to an operator why a punch is kept without counting.
var holds = map[worktime.Hold]string{
	worktime.LockedMonth: "the month is locked",
	worktime.NotOpen:     "no break or outing was open",
	worktime.Repeated:    "an in while already in",
	worktime.TooLong:     "the shift it would end began more than 24 hours before",
}

func (t *tally) say(c console, name string, dry bool) error {
	would := ""
	if dry {
		would = "dry run, nothing is written: "
	}
	fmt.Fprintf(c.out, "%s%s: %d lines, %d recorded, %d there already, %d held, %d left out, %d wrong\n",
		would, name, t.lines, t.recorded, t.same, t.held, t.left, t.wrong)
	if t.wrong > 0 {
		return domain.Errorf(domain.Invalid, "%d of the lines are wrong; the others are not concerned", t.wrong)
	}
	return nil
}
