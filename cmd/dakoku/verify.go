package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

func verify(ctx context.Context, c console, args []string) error {
	return forCompany(ctx, "verify", args, func(*flag.FlagSet) {}, nil, nil, func(a *app, tenant org.Tenant) error {
		report, err := a.punches.Verify(ctx, tenant.ID)
		if err != nil {
			return err
		}
		if b := report.Broken; b != nil {
			return domain.Errorf(domain.Conflict, "the chain of %s breaks at entry %d (punch %s, %s); the %d before it hold, up to %s",
				tenant.Code, b.Seq, b.Punch, b.Fault, report.Count, report.Head)
		}
		if _, err := fmt.Fprintf(c.out, "ok %s: %d punches, head %s\n", tenant.Code, report.Count, report.Head); err != nil {
			return err
		}
		if err := a.recount(ctx, c, tenant); err != nil {
			return err
		}
		return a.checkRollups(ctx, c, tenant)
	})
}

// checkRollups counts again the months that are kept for whoever reads everybody's.
func (a *app) checkRollups(ctx context.Context, c console, tenant org.Tenant) error {
	codes, err := a.codes(ctx, tenant)
	if err != nil {
		return err
	}
	failed := 0
	n, err := a.rolls.Check(ctx, tenant.ID, func(r attendance.Rollup) error {
		failed++
		_, err := fmt.Fprintf(c.err, "%s employee %s: the figures that are kept are not what counting gives; deleting its row of day_rollup lets them be counted again\n",
			r.Month, codes[r.Employee])
		return err
	})
	switch {
	case err != nil:
		return err
	case failed > 0:
		return domain.Errorf(domain.Conflict, "%d of %d kept months of %s are not what counting gives; nothing was changed", failed, n, tenant.Code)
	}
	_, err = fmt.Fprintf(c.out, "ok %s: %d kept months as counting gives them\n", tenant.Code, n)
	return err
}

// doubts say the causes to an operator.
var doubts = map[attendance.Cause]string{
	attendance.BadDigest: "its snapshot is not the one that was sealed",
	attendance.BadLedger: "its punches give other figures than when it was locked",
	attendance.NewEngine: "this version of the program would give other figures; it keeps its own",
	attendance.NewRules:  "by the masters of today it would have other figures; it keeps its own",
}

// alarms are the causes that fail: somebody or something changed what was sealed. A newer calculation and newer masters are
// told, but each locked month keeps its figures, and an alarm that rings after every upgrade would not be heard any more.
var alarms = []attendance.Cause{attendance.BadDigest, attendance.BadLedger}

// recount calculates the locked months again.
func (a *app) recount(ctx context.Context, c console, tenant org.Tenant) error {
	codes, err := a.codes(ctx, tenant)
	if err != nil {
		return err
	}
	failed := 0
	n, err := a.punches.Recount(ctx, tenant.ID, func(d attendance.Doubt) error {
		out := c.out
		if slices.Contains(alarms, d.Cause) {
			out = c.err
			failed++
		}
		_, err := fmt.Fprintf(out, "%s employee %s, version %d: %s%s\n", d.Month, codes[d.Employee], d.Version, doubts[d.Cause], differences(d.Differences))
		return err
	})
	switch {
	case err != nil:
		return err
	case failed > 0:
		return domain.Errorf(domain.Conflict, "%d of %d locked months of %s are not what they were; nothing was changed", failed, n, tenant.Code)
	}
	_, err = fmt.Fprintf(c.out, "ok %s: %d locked months as they were locked\n", tenant.Code, n)
	return err
}

// codes are the codes of a company's people by their ids.
func (a *app) codes(ctx context.Context, tenant org.Tenant) (map[domain.ID]string, error) {
	people, err := a.store.Org().Employees(ctx, tenant.ID)
	codes := map[domain.ID]string{}
	for _, e := range people {
		codes[e.ID] = e.Code
	}
	return codes, err
}

// mostDifferences is how many figures of a month are told: the totals come first.
const mostDifferences = 6

func differences(list []worktime.Difference) string {
	var said []string
	for i, d := range list {
		if i == mostDifferences {
			said = append(said, fmt.Sprintf("%d more", len(list)-i))
			break
		}
		said = append(said, strings.TrimSpace(fmt.Sprintf("%s %s %d → %d", d.Date, d.Field, d.Locked, d.Now)))
	}
	if len(said) == 0 {
		return ""
	}
	return " (" + strings.Join(said, ", ") + ")"
}
