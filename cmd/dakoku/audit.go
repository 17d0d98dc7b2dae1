package main

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// auditLine is one deed as the verb prints it: who, when, by which door, what it was before and after, and why.
type auditLine struct {
	At       string         `json:"at"`
	By       string         `json:"by"` // the employee code; empty: the program
	Door     domain.Door    `json:"door"`
	Act      audit.Act      `json:"act"`
	Employee string         `json:"employee"` // whose record
	Date     calendar.Date  `json:"date,omitempty"`
	Month    calendar.Month `json:"month,omitempty"`
	Request  int            `json:"request,omitempty"`
	Before   string         `json:"before"`
	After    string         `json:"after"`
	Why      string         `json:"why"`
	Ref      string         `json:"ref"`
}

// audited prints who changed what of records and masters.
func audited(ctx context.Context, c console, args []string) error {
	var from, to, employee, format string
	declare := func(f *flag.FlagSet) {
		f.StringVar(&from, "from", "", "")
		f.StringVar(&to, "to", "", "")
		f.StringVar(&employee, "employee", "", "")
		f.StringVar(&format, "format", "text", "")
	}
	check := func() error {
		for name, date := range map[string]string{"--from": from, "--to": to} {
			if _, err := calendar.ParseDate(date); date != "" && err != nil {
				return errUsage{name + " " + err.Error()}
			}
		}
		if auditWriters[format] == nil {
			return errUsage{fmt.Sprintf("--format %q is not one of text, json, csv", format)}
		}
		return nil
	}
	return forCompany(ctx, "audit", args, declare, nil, check, func(a *app, tenant org.Tenant) error {
		write, err := auditWriters[format](c.out)
		if err != nil {
			return err
		}
		return a.printAudit(ctx, tenant, employee, calendar.Date(from), calendar.Date(to), write)
	})
}

// printAudit prints the deeds of the days from..to in the order of time.
func (a *app) printAudit(ctx context.Context, tenant org.Tenant, employee string, from, to calendar.Date, write func(auditLine) error) error {
	codes, err := a.codes(ctx, tenant)
	if err != nil {
		return err
	}
	var only domain.ID
	for id, code := range codes {
		if code == employee {
			only = id
		}
	}
	if employee != "" && only == "" {
		return domain.Errorf(domain.NotFound, "%s has no employee %q", tenant.Code, employee)
	}
	zone := tenant.Zone()
	q := audit.Query{Tenant: tenant.ID, Employee: only}
	if from != "" {
		q.From = from.At(0, zone)
	}
	if to != "" {
		q.To = to.Add(1).At(0, zone)
	}
	return a.store.Audit().Each(ctx, q, func(r audit.Row) error {
		return write(auditLine{
			At: r.At.In(zone).Format(time.RFC3339), By: codes[r.By], Door: r.Door, Act: r.Act, Employee: codes[r.Employee], Date: r.Date,
			Month: r.Month, Request: r.Number, Before: stated(r.Before, r.Date, codes, zone), After: stated(r.After, r.Date, codes, zone),
			Why: r.Why, Ref: r.Ref,
		})
	})
}

// stated is a record in one line: "pending; in 9:01, out 18:02; forgot; 電車遅延".
func stated(s audit.State, date calendar.Date, codes map[domain.ID]string, zone *time.Location) string {
	var parts, punches, asked []string
	for _, p := range s.Punches {
		punches = append(punches, p.Kind+" "+calendar.ClockOn(p.At, date, zone).String())
	}
	for _, id := range s.Asked {
		asked = append(asked, codes[id])
	}
	for _, part := range []string{s.Request, strings.Join(punches, ", "), strings.Join(s.Reasons, ", "), s.Note, strings.Join(s.Lines, "; ")} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if len(asked) > 0 {
		parts = append(parts, "asked "+strings.Join(asked, ", "))
	}
	return strings.Join(parts, "; ")
}
