package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"io"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

func punches(ctx context.Context, c console, args []string) error {
	var from, to, employee, format string
	var first, last calendar.Date
	var begin printer
	declare := func(f *flag.FlagSet) {
		f.StringVar(&from, "from", "", "")
		f.StringVar(&to, "to", "", "")
		f.StringVar(&employee, "employee", "", "")
		f.StringVar(&format, "format", "json", "")
	}
	check := func() (err error) {
		if first, err = calendar.ParseDate(from); err != nil {
			return errUsage{"--from " + err.Error()}
		}
		if last, err = calendar.ParseDate(to); err != nil {
			return errUsage{"--to " + err.Error()}
		}
		if last < first {
			return errUsage{"--to is before --from"}
		}
		switch format {
		case "json":
			begin = writeJSON
		case "csv":
			begin = writeCSV
		default:
			return errUsage{fmt.Sprintf("--format %q is neither json nor csv", format)}
		}
		return nil
	}
	return forCompany(ctx, "punches", args, declare, []string{"from", "to"}, check, func(a *app, tenant org.Tenant) error {
		write, err := begin(c.out)
		if err != nil {
			return err
		}
		return a.printLedger(ctx, tenant, employee, first, last, write)
	})
}

func (a *app) printLedger(ctx context.Context, tenant org.Tenant, employee string, from, to calendar.Date, write func(attendance.EntryLine) error) error {
	people, err := a.whose(ctx, tenant, employee)
	if err != nil {
		return err
	}
	codes := map[domain.ID]string{}
	var only domain.ID
	for _, e := range people {
		codes[e.ID] = e.Code
		if employee != "" {
			only = e.ID
		}
	}
	zone := tenant.Zone()
	return a.store.Book().Chain(ctx, tenant.ID, only, from, to, func(p worktime.Punch) error {
		return write(attendance.Line(p, codes[p.Employee], zone))
	})
}

// printer begins a ledger and returns what prints a line of it.
type printer func(io.Writer) (line func(attendance.EntryLine) error, err error)

func writeJSON(w io.Writer) (func(attendance.EntryLine) error, error) {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return func(p attendance.EntryLine) error { return out.Encode(p) }, nil
}

// writeCSV begins with the head of the table, which is there also when there is nothing to tell.
func writeCSV(w io.Writer) (func(attendance.EntryLine) error, error) {
	out := csv.NewWriter(w)
	row := func(fields ...string) error {
		if err := out.Write(fields); err != nil {
			return err
		}
		out.Flush()
		return out.Error()
	}
	err := row("id", "employee", "kind", "at", "received_at", "business_date", "source", "source_ref", "state", "supersedes", "receipt", "hash", "prev_hash")
	return func(p attendance.EntryLine) error {
		return row(string(p.ID), export.Harmless(p.Employee), string(p.Kind), p.At, p.ReceivedAt, string(p.BusinessDate), string(p.Source), export.Harmless(p.SourceRef),
			string(p.State), string(p.Supersedes), p.Receipt, p.Hash, p.PrevHash)
	}, err
}
