package team

import (
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/record"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Day is a person's day: all that was ever recorded of it, and the form that corrects it where that is permitted.
type Day struct {
	ui.Page
	Tabs       ui.Tabs
	Name, Back string
	Date       string
	Hours      string
	Note       string
	Marks      []ui.Badge
	Punches    []Recorded
	Requests   []Asked
	Correct    *record.Form // nil: the visitor may not
	Why        string       // why he may not
}

// Recorded is a line of the ledger about the day.
type Recorded struct {
	Kind, Time, Door, Receipt string
	State                     string // empty: it counts
}

// Asked is a request about the day.
type Asked struct {
	Path, Text string
	State      ui.Badge
}

func (p *Pages) day(v *shell.Visit) error {
	e, date, err := p.whoseDay(v)
	if err != nil {
		return err
	}
	return p.showDay(v, http.StatusOK, e, date, nil)
}

// showDay shows a day, with a correction as far as it was filled in; nil: with an empty one.
func (p *Pages) showDay(v *shell.Visit, status int, e org.Employee, date calendar.Date, begun *record.Form) error {
	ctx, t := v.Request().Context(), teller(v)
	day, err := p.Records.Day(ctx, v.Tenant.ID, e.ID, date, p.Now())
	if err != nil {
		return err
	}
	page := Day{Page: v.Page(named(t, e) + " " + t.Date(date)), Tabs: tabs(v, ""), Name: named(t, e), Date: t.Date(date), Note: day.Note,
		Back: ownMonth(e.ID, calendar.MonthOf(date))}
	if day.In != nil || day.Out != nil {
		page.Hours = t.Hours("month.hours", day.Figures)
		if day.Break > 0 {
			page.Hours = t.T("today.break", "hours", page.Hours, "break", locale.Duration(day.Break))
		}
	}
	page.Marks = personDay(t, e, day.Day, nil).Marks
	if page.Punches, err = p.recorded(v, t, e, date); err != nil {
		return err
	}
	err = p.Requests.Each(ctx, v.Tenant.ID, date, date, func(r workflow.Request) error {
		if r.Employee == e.ID {
			page.Requests = append(page.Requests, Asked{requestAt(r.Number), t.T("team.numbered", "number", r.Number, "changes", t.Changes(r.Date, r.Changes)), stateBadge(t, r.State)})
		}
		return nil
	})
	if err != nil {
		return err
	}
	may, err := p.Sight.May(ctx, actor(v), e.ID, org.Correct)
	switch {
	case err != nil:
		return err
	case e.ID == v.Person.ID:
		page.Why = t.T("team.correct.own")
	case day.Locked != "":
		page.Why = t.T("refuse.locked", "month", t.Month(day.Locked))
	case !may:
		page.Why = t.T("team.correct.not_yours")
	case begun == nil:
		f, err := p.corrects().Form(v, p.of(e, date))
		if err != nil {
			return err
		}
		begun = &f
		fallthrough
	default:
		begun.Page, page.Correct = page.Page, begun
	}
	return v.Show(status, page)
}

// whoseDay reads whose day the address names.
func (p *Pages) whoseDay(v *shell.Visit) (org.Employee, calendar.Date, error) {
	e, err := p.who(v, domain.ID(v.Param("id")))
	if err != nil {
		return e, "", err
	}
	date, err := calendar.ParseDate(v.FormValue("date"))
	if err != nil {
		return e, "", domain.Errorf(domain.NotFound, "team: %w", err)
	}
	return e, date, nil
}

// recorded lists the day's punches, those that count no more among them.
func (p *Pages) recorded(v *shell.Visit, t telling.Teller, e org.Employee, date calendar.Date) ([]Recorded, error) {
	punches, err := p.Book.Punches(v.Request().Context(), v.Tenant.ID, e.ID, date, date)
	var all []Recorded
	for _, x := range punches {
		line := Recorded{Kind: t.Kind(x), Time: t.Clock(x.At, date), Door: t.Door(x.Source), Receipt: x.Receipt}
		if x.State != worktime.Effective {
			line.State = t.T("team.punch." + string(x.State))
		}
		all = append(all, line)
	}
	return all, err
}
