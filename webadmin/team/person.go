package team

import (
	"net/http"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Person is a person's month as whoever answers for him sees it.
type Person struct {
	ui.Page
	Tabs       ui.Tabs
	Name, Code string
	Period     string
	Prev, Next string
	Lock       ui.Badge
	Totals     []Figure
	Agreement  []string
	Rows       []PersonDay
	PDF, CSV   string
	LockPath   string // where an administrator closes this month alone; empty: the visitor is none, or no group names it
}

// Figure is a named figure.
type Figure struct{ Name, Value string }

// PersonDay is a day of it.
type PersonDay struct {
	Date, Path, Kind           string
	In, Out, Break, Worked, OT string
	Reasons                    []string
	Marks                      []ui.Badge
	Off                        bool
}

// told are the totals that are shown where there are some.
var told = []string{"worked", "ot", "ot_over60", "night", "prescribed_holiday", "legal_holiday", "late", "early_leave", "shortage"}

func (p *Pages) person(v *shell.Visit) error {
	e, err := p.who(v, domain.ID(v.Param("id")))
	if err != nil {
		return err
	}
	month, err := p.asked(v)
	if err != nil {
		return err
	}
	ctx, now, t := v.Request().Context(), p.Now(), teller(v)
	m, err := p.Records.Month(ctx, v.Tenant.ID, e.ID, month, now)
	if err != nil {
		return err
	}
	page := Person{Page: v.Page(named(t, e)), Tabs: tabs(v, ""), Name: named(t, e), Code: e.Code, Lock: lockBadge(t, m),
		Period: t.T("month.title", "month", t.Month(month), "from", t.Short(m.Period.From), "to", t.Short(m.Period.To)),
		Prev:   ownMonth(e.ID, month.Add(-1)), Next: ownMonth(e.ID, month.Add(1))}
	page.Wide = true
	page.PDF, page.CSV = sheetOf(e, month, "pdf"), sheetOf(e, month, "csv")
	page.Totals = append(page.Totals, Figure{t.T("team.column.days"), strconv.Itoa(m.Totals.DaysWorked)})
	for _, f := range told {
		if n, _ := m.Totals.Value(f); n > 0 {
			page.Totals = append(page.Totals, Figure{t.T("team.figure." + f), locale.Duration(n)})
		}
	}
	limits, known, err := p.Records.Agreement(ctx, v.Tenant.ID, e.ID, m, now)
	if err != nil {
		return err
	}
	then := e.On(m.Period.To)
	if said := t.Bounds(then.Supervisor, then.OutsideAgreement); said != "" {
		page.Agreement = []string{said}
	} else if known {
		page.Agreement = t.Agreement(limits)
	}
	if page.LockPath, err = p.lockPath(v, e, month); err != nil {
		return err
	}
	newest, err := p.newest(v, e.ID, m.Period.From, m.Period.To)
	if err != nil {
		return err
	}
	for _, d := range m.Days {
		page.Rows = append(page.Rows, personDay(t, e, d, newest))
	}
	return v.Show(http.StatusOK, page)
}

// lockPath is where an administrator closes a person's month alone.
func (p *Pages) lockPath(v *shell.Visit, e org.Employee, month calendar.Month) (string, error) {
	groups, err := p.Groups.Groups(v.Request().Context(), v.Tenant.ID)
	group := closing.Of(groups, e).In(month).ID
	if err != nil || group == "" || !closes(v) {
		return "", err
	}
	return groupAt(group, month) + "&person=" + string(e.ID), nil
}

// newest are the newest requests about a person's days.
func (p *Pages) newest(v *shell.Visit, employee domain.ID, from, to calendar.Date) (map[calendar.Date]workflow.Request, error) {
	all := map[calendar.Date]workflow.Request{}
	err := p.Requests.Each(v.Request().Context(), v.Tenant.ID, from, to, func(r workflow.Request) error {
		if r.Employee == employee {
			all[r.Date] = r
		}
		return nil
	})
	return all, err
}

func personDay(t telling.Teller, e org.Employee, d worktime.Day, newest map[calendar.Date]workflow.Request) PersonDay {
	row := PersonDay{Date: t.Date(d.Date), Path: dayOf(e.ID, d.Date), Off: d.Kind != worktime.WorkDay,
		Break: blank(d.Break, locale.Duration), Worked: blank(d.Worked, locale.Duration), OT: blank(d.OT, locale.Duration)}
	if row.Off {
		row.Kind = t.T("timesheet.kind." + string(d.Kind))
	}
	if d.In != nil {
		row.In = t.Clock(d.In.At, d.Date)
	}
	if d.Out != nil {
		row.Out = t.Clock(d.Out.At, d.Date)
	}
	for _, r := range d.Reasons {
		row.Reasons = append(row.Reasons, t.Taken(r))
	}
	for _, x := range d.Problems {
		row.Marks = append(row.Marks, ui.Badge{State: "needs", Word: "! " + t.T("timesheet.problem."+string(x))})
	}
	if d.Absent {
		row.Marks = append(row.Marks, ui.Badge{State: "needs", Word: "! " + t.T("timesheet.absent")})
	}
	if r, has := newest[d.Date]; has && r.State != workflow.Withdrawn && r.State != workflow.Undone {
		row.Marks = append(row.Marks, stateBadge(t, r.State))
	}
	return row
}

func lockBadge(t telling.Teller, m worktime.Aggregate) ui.Badge {
	if m.Locked > 0 {
		return ui.Badge{State: "locked", Word: "🔒 " + t.T("timesheet.locked", "version", m.Locked)}
	}
	return ui.Badge{State: "out", Word: "○ " + t.T("timesheet.open")}
}

// colours are those of the states of a request.
var colours = map[workflow.State]string{workflow.Pending: "waiting", workflow.Returned: "needs", workflow.Approved: "in"}

func stateBadge(t telling.Teller, s workflow.State) ui.Badge {
	return ui.Badge{State: colours[s], Word: t.T("request.state." + string(s))}
}

// dayOf is the address of a person's day.
func dayOf(id domain.ID, date calendar.Date) string {
	return personPath + string(id) + "/day?date=" + string(date)
}

// sheetOf is the address of a person's timesheet.
func sheetOf(e org.Employee, month calendar.Month, format string) string {
	return sheetsPath + "?format=" + format + "&month=" + string(month) + "&person=" + string(e.ID)
}
