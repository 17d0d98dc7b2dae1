package main

import (
	"context"
	"flag"
	"fmt"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

func lint(ctx context.Context, c console, args []string) error {
	var month, employee string
	declare := func(f *flag.FlagSet) {
		f.StringVar(&month, "month", "", "")
		f.StringVar(&employee, "employee", "", "")
	}
	check := func() error {
		if _, err := calendar.ParseMonth(month); err != nil {
			return errUsage{"--month " + err.Error()}
		}
		return nil
	}
	return forCompany(ctx, "lint", args, declare, []string{"month"}, check, func(a *app, tenant org.Tenant) error {
		people, err := a.roster(ctx, tenant, calendar.Month(month), employee)
		if err != nil {
			return err
		}
		return a.lint(ctx, c, people)
	})
}

// lintSum is what a check has found in everybody's month.
type lintSum struct{ people, days, minutes, ot, night int }

// lint prints a line for each finding, then a line for each check with its source. What the law does not forbid outright
// is no failure.
func (a *app) lint(ctx context.Context, c console, people *roster) error {
	sums := map[worktime.Check]lintSum{}
	now := a.clock()
	for _, who := range people.list {
		found, err := a.punches.Lint(ctx, people.tenant.ID, who.Employee.ID, people.month, now)
		if err != nil {
			return err
		}
		counted := map[worktime.Check]bool{}
		for _, f := range found {
			sum := sums[f.Check]
			if !counted[f.Check] {
				counted[f.Check] = true
				sum.people++
			}
			sums[f.Check] = lintSum{sum.people, sum.days + f.Days, sum.minutes + f.Minutes, sum.ot + f.OT, sum.night + f.Night}
			if _, err := fmt.Fprintf(c.out, "%s %s: %s\n", who.Employee.Code, who.Employee.Name, finding(f)); err != nil {
				return err
			}
		}
	}
	broken := 0
	for _, check := range worktime.Checks {
		sum := sums[check]
		if sum.people == 0 {
			continue
		}
		if check.Breaks() {
			broken++
		}
		if _, err := fmt.Fprintf(c.out, "%s: %s: %d people, %d days, %d minutes (overtime %d, night %d); %s\n",
			check, checked[check], sum.people, sum.days, sum.minutes, sum.ot, sum.night, worktime.Sources[check]); err != nil {
			return err
		}
	}
	if broken > 0 {
		return domain.Errorf(domain.Conflict, "%s %s: %d checks have found something that the law does not allow", people.tenant.Code, people.month, broken)
	}
	_, err := fmt.Fprintf(c.out, "%s %s: nothing of %d people's months that the law does not allow\n", people.tenant.Code, people.month, len(people.list))
	return err
}

// checked says of each check what it found.
var checked = map[worktime.Check]string{
	worktime.PunchRounding: "punches are rounded against the employee",
	worktime.MonthRounding: "totals are rounded against the employee, not by the statutory half hour",
	worktime.TakenBreak:    "breaks are taken off that nobody punched",
	worktime.ShortBreak:    "breaks are shorter than the law asks for",
	worktime.ShortRest:     "less rest between two days than the company wants, which the law asks to avoid",
	worktime.HolidayNight:  "work went on from a statutory holiday into a work day: sources differ on its overtime, have it looked at",
}

func finding(f worktime.Finding) string {
	said := string(f.Check)
	if f.Rule != "" {
		said += " " + f.Rule
	}
	if f.Days > 0 {
		said += fmt.Sprintf(", %d days", f.Days)
	}
	return fmt.Sprintf("%s, %d minutes (overtime %d, night %d)", said, f.Minutes, f.OT, f.Night)
}
