package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// forecast tells before a lock what would be frozen unfinished, and after it what came too late.
func forecast(ctx context.Context, c console, args []string) error {
	collectAt(counting)
	var group, month string
	declare := func(f *flag.FlagSet) {
		f.StringVar(&group, "group", "", "")
		f.StringVar(&month, "month", "", "")
	}
	check := func() error {
		if _, err := calendar.ParseMonth(month); err != nil {
			return errUsage{"--month " + err.Error()}
		}
		return nil
	}
	return forCompany(ctx, "forecast", args, declare, []string{"group", "month"}, check, func(a *app, tenant org.Tenant) error {
		g, err := a.closing.GroupByCode(ctx, tenant.ID, group)
		if err != nil {
			return err
		}
		people, err := a.roster(ctx, tenant, calendar.Month(month), "")
		if err != nil {
			return err
		}
		people.only(g.ID)
		return a.forecast(ctx, c, people, fmt.Sprintf("%s %s", group, month), a.today(tenant) <= g.Period(people.month).To)
	})
}

// forecast prints a line for each person about whom something is to be done or looked at. running: the period is not over yet.
func (a *app) forecast(ctx context.Context, c console, people *roster, what string, running bool) error {
	all, blocked := 0, 0
	pending, err := a.store.Workflow().Pending(ctx, people.tenant.ID, "")
	if err != nil {
		return err
	}
	asked := map[domain.ID][]calendar.Date{}
	for _, r := range pending {
		asked[r.Employee] = append(asked[r.Employee], r.Date)
	}
	err = a.everybody(ctx, people, true, func(who *export.Person, m worktime.Aggregate) error {
		all++
		list := m.Blockers(asked[who.Employee.ID]...)
		if len(list) == 0 {
			return nil
		}
		if slices.ContainsFunc(list, func(b worktime.Blocker) bool { return b.What != worktime.NoPunch }) {
			blocked++ // a day without a punch may well be a day off
		}
		_, err := fmt.Fprintf(c.out, "%s %s: %s\n", who.Employee.Code, who.Employee.Name, obstacles(list))
		return err
	})
	switch {
	case err != nil:
		return err
	case blocked > 0:
		return domain.Errorf(domain.Conflict, "%s: %d of %d people are not ready; a lock would freeze their months as they are", what, blocked, all)
	case running:
		_, err = fmt.Fprintf(c.out, "so far nothing blocks %s for %d people; the period is not over\n", what, all)
	default:
		_, err = fmt.Fprintf(c.out, "nothing blocks %s for %d people\n", what, all)
	}
	return err
}

func (a *app) today(tenant org.Tenant) calendar.Date {
	return calendar.BusinessDate(a.clock(), tenant.Zone(), tenant.Boundary)
}

// advice says of each kind what it is and what to do.
var advice = map[worktime.Obstacle]string{
	worktime.NoIn:       "no clock-in, ask when the day began",
	worktime.NoOut:      "no clock-out, ask when the day ended",
	worktime.Unanswered: "a correction waits to be decided, see dakoku requests",
	worktime.Undecided:  "a punch was kept without counting, see dakoku punches; a correction to its time lets it count",
	worktime.GoingOn:    "still at work, lock after the clock-out",
	worktime.NoPunch:    "no punch on a work day, a day off or forgotten",
	worktime.NotFrozen:  "came into the group after its lock, lock it again to freeze this person's month too",
	worktime.AfterLock:  "a punch came after the lock, unlock and correct the day to its time to count it, or carry the difference over",
}

// obstacles gathers a person's days by kind, with what to do about each kind.
func obstacles(list []worktime.Blocker) string {
	days := map[worktime.Obstacle][]string{}
	for _, b := range list {
		days[b.What] = append(days[b.What], string(b.Date[5:]))
	}
	var said []string
	for _, what := range worktime.Obstacles {
		if d := days[what]; len(d) > 0 {
			said = append(said, strings.Join(d, " ")+" "+advice[what])
		}
	}
	return strings.Join(said, "; ")
}
