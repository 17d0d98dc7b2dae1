package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// requestLine is one request as the verb prints it.
type requestLine struct {
	Number    int            `json:"number"`
	Employee  string         `json:"employee"`
	By        string         `json:"by"`
	Date      calendar.Date  `json:"date"`
	State     workflow.State `json:"state"`
	Changes   []changePart   `json:"changes"`
	Reasons   []string       `json:"reasons,omitempty"`
	Note      *string        `json:"note,omitempty"`
	Evidence  string         `json:"evidence,omitempty"`
	Approver  string         `json:"approver,omitempty"`
	DecidedBy string         `json:"decided_by,omitempty"` // of an approved one, missing: a rule of the company
	DecidedAt string         `json:"decided_at,omitempty"`
	Comment   string         `json:"comment,omitempty"`
	CreatedAt string         `json:"created_at"`
}

type changePart struct {
	Op     attendance.Op `json:"op"`
	Kind   worktime.Kind `json:"kind"`
	Before string        `json:"before,omitempty"`
	At     string        `json:"at,omitempty"`
}

var requestStates = []workflow.State{workflow.Pending, workflow.Approved, workflow.Returned, workflow.Rejected, workflow.Withdrawn, workflow.Undone}

// requests prints the corrections that were asked for.
func requests(ctx context.Context, c console, args []string) error {
	var state string
	declare := func(f *flag.FlagSet) { f.StringVar(&state, "state", "", "") }
	check := func() error {
		if state != "" && !slices.Contains(requestStates, workflow.State(state)) {
			return errUsage{fmt.Sprintf("--state %q is not one of %v", state, requestStates)}
		}
		return nil
	}
	return forCompany(ctx, "requests", args, declare, nil, check, func(a *app, tenant org.Tenant) error {
		codes, err := a.codes(ctx, tenant)
		if err != nil {
			return err
		}
		out := json.NewEncoder(c.out)
		out.SetEscapeHTML(false)
		return a.store.Workflow().Each(ctx, tenant.ID, "", "", func(r workflow.Request) error {
			if state != "" && r.State != workflow.State(state) {
				return nil
			}
			return out.Encode(requestOf(r, codes, tenant.Zone()))
		})
	})
}

func requestOf(r workflow.Request, codes map[domain.ID]string, zone *time.Location) requestLine {
	line := requestLine{
		Number: r.Number, Employee: codes[r.Employee], By: codes[r.By], Date: r.Date, State: r.State, Changes: []changePart{}, Reasons: r.Reasons,
		Note: r.Note, Approver: codes[r.Approver], DecidedBy: codes[r.DecidedBy], Comment: r.Comment, CreatedAt: r.CreatedAt.In(zone).Format(time.RFC3339),
	}
	clock := func(at time.Time) string {
		if at.IsZero() {
			return ""
		}
		return calendar.ClockOn(at, r.Date, zone).String()
	}
	for _, e := range r.Changes {
		line.Changes = append(line.Changes, changePart{e.Op, e.Kind, clock(e.Before), clock(e.At)})
	}
	if r.Evidence != nil {
		line.Evidence = string(r.Evidence.Kind) + " " + clock(r.Evidence.At)
	}
	if r.DecidedAt != nil {
		line.DecidedAt = r.DecidedAt.In(zone).Format(time.RFC3339)
	}
	return line
}

// rehearse shows what a rule that approves without a person would have approved, before it is switched on.
func rehearse(ctx context.Context, c console, args []string) error {
	var missing, before string
	var within int
	var rule org.AutoRule
	declare := func(f *flag.FlagSet) {
		f.StringVar(&missing, "missing", "", "")
		f.StringVar(&before, "before", "", "")
		f.IntVar(&within, "within", 0, "")
	}
	check := func() error {
		rule = org.AutoRule{Missing: strings.Split(missing, ","), Within: within}
		for _, kind := range rule.Missing {
			if kind != string(worktime.In) && kind != string(worktime.Out) {
				return errUsage{fmt.Sprintf("--missing %q is not in, out or in,out", missing)}
			}
		}
		if before == "" {
			return nil
		}
		at, err := calendar.ParseClock(before)
		if err != nil {
			return errUsage{"--before " + err.Error()}
		}
		rule.Before = at
		return nil
	}
	return forCompany(ctx, "rehearse", args, declare, []string{"missing"}, check, func(a *app, tenant org.Tenant) error {
		codes, err := a.codes(ctx, tenant)
		if err != nil {
			return err
		}
		all, would := 0, map[workflow.State]int{}
		err = a.work.Rehearse(ctx, tenant.ID, rule, func(r workflow.Request, approves bool) error {
			all++
			if !approves {
				return nil
			}
			would[r.State]++
			line := requestOf(r, codes, tenant.Zone())
			_, err := fmt.Fprintf(c.out, "%d %s %s %s: %s\n", r.Number, line.Employee, r.Date, line.Evidence, r.State)
			return err
		})
		if err != nil {
			return err
		}
		n := 0
		var parts []string
		for _, s := range requestStates {
			if n += would[s]; would[s] > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", would[s], s))
			}
		}
		_, err = fmt.Fprintln(c.out, strings.TrimSuffix(fmt.Sprintf("the rule would have approved %d of %d requests: %s", n, all, strings.Join(parts, ", ")), ": "))
		return err
	})
}
