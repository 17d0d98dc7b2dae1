package portal

import (
	"net/http"
	"slices"

	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Today is where a person begins: what state he is in, what needs him, and where the month stands.
type Today struct {
	ui.Page
	State   ui.Badge
	Since   string
	Hours   string
	Buttons []ui.Submit
	Form    string
	Punches []Line
	Needs   []Step // what only he can put right
	Waits   []Step // what others have to decide
	Month   string
	Sums    []string
	DayPath string
	Bell    string // where news come from
}

// Step is one thing to be done, and where.
type Step struct{ Text, Do, Path string }

// mostNeeded is how many days are listed; whoever has more looks at the month.
const mostNeeded = 5

// allMine is how many of a person's newest requests are looked at.
const allMine = 200

func (o *Own) today(v *shell.Visit) error {
	ctx, now := v.Request().Context(), o.Now()
	today, err := o.Records.Today(ctx, v.Tenant.ID, v.Person.ID, now)
	if err != nil {
		return err
	}
	month, err := o.Records.Month(ctx, v.Tenant.ID, v.Person.ID, "", now)
	if err != nil {
		return err
	}
	mine, err := o.Asking.Mine(ctx, v.Actor(door), allMine)
	if err != nil {
		return err
	}
	t := teller(v.Who, v.Lang())
	page := Today{Page: v.Page(v.T("web.nav.today")), Form: v.NewForm(), State: badge(t, today.Standing), Since: since(t, today), Hours: hours(t, today),
		Month: t.T("month.title", "month", t.Month(month.Period.Month), "from", t.Short(month.Period.From), "to", t.Short(month.Period.To)),
		Sums:  []string{t.T("month.worked", "hours", t.Hours("month.hours", month.Totals.Figures), "days", month.Totals.DaysWorked)},
		Bell:  eventsPath, DayPath: to(dayPath, "d", string(today.Date))}
	if o.allowed(v) == nil {
		page.Buttons = buttons(t, today.Standing)
	}
	page.Needs = needed(t, today, month, mine)
	for _, r := range mine {
		if r.State == workflow.Pending && r.Employee == v.Person.ID {
			page.Waits = append(page.Waits, Step{Text: t.T("request.waiting", "number", r.Number, "changes", t.Date(r.Date)+" "+t.Brief(r.Date, r.Changes))})
		}
	}
	if month.Locked > 0 {
		page.Sums = append(page.Sums, t.T("month.locked", "version", month.Locked))
	}
	a, told, err := o.Records.Agreement(ctx, v.Tenant.ID, v.Person.ID, month, now)
	if err != nil {
		return err
	}
	if told {
		page.Sums = append(page.Sums, t.Agreement(a)...)
	}
	if page.Punches, err = o.lines(v, t, today); err != nil {
		return err
	}
	return v.Show(http.StatusOK, page)
}

// needed lists what only the person can put right: requests that came back, then days, oldest first.
func needed(t telling.Teller, today attendance.Today, month worktime.Aggregate, mine []workflow.Request) []Step {
	var all []Step
	var asked []calendar.Date
	for _, r := range mine {
		switch r.State {
		case workflow.Returned:
			all = append(all, Step{t.T("portal.returned", "number", r.Number, "date", t.Date(r.Date), "comment", r.Comment), t.T("portal.again"), againPath(r)})
			asked = append(asked, r.Date)
		case workflow.Pending:
			asked = append(asked, r.Date)
		}
	}
	fix := t.T("portal.fix")
	if f := today.Forgotten; f != nil && f.Date < month.Period.From && !slices.Contains(asked, f.Date) {
		all = append(all, Step{t.T("punch.forgotten", "date", t.Date(f.Date)), fix, to(dayPath, "d", string(f.Date))})
	}
	own := []worktime.Obstacle{worktime.NoIn, worktime.NoOut, worktime.Undecided, worktime.NoPunch}
	days := slices.DeleteFunc(month.Blockers(asked...), func(b worktime.Blocker) bool {
		return slices.Contains(asked, b.Date) || !slices.Contains(own, b.What)
	})
	older := max(len(days)-mostNeeded, 0)
	for _, b := range days[older:] {
		all = append(all, Step{t.T("portal.lacks."+string(b.What), "date", t.Date(b.Date)), fix, to(dayPath, "d", string(b.Date))})
	}
	slices.Reverse(all[len(all)-len(days)+older:]) // the newest is remembered best
	if older > 0 {
		all = append(all, Step{t.T("month.more", "count", older), t.T("portal.month"), monthPath})
	}
	return all
}
