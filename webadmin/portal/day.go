package portal

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/record"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Day is one business day: every punch of it with its receipt, what it adds up to, what happened to it, and the form that
// corrects it.
type Day struct {
	ui.Page
	Prev, Next string
	Month      ui.Link
	Problems   []string
	Figures    []Figure
	Reasons    []string
	Note       string
	Punches    []DayPunch
	Deeds      []Deed
	Locked     string // why it cannot be corrected; empty: it can
	Correction record.Form
}

// DayPunch is a punch of the day, whether it counts or not.
type DayPunch struct {
	Kind, Time, Door, Receipt string
	State                     ui.Badge // empty: it counts
	Why                       string   // of one that does not count
}

// daysBack is how long ago a day may be that the page opens: as long as records must be kept (労働基準法109条 附則143条: three
// years, five in time) and a little more.
const daysBack = 6 * 366

// dayAsked is the day in the address or the form; today when there is none. NotFound: it is none, or it is still to come.
func (o *Own) dayAsked(v *shell.Visit) (calendar.Date, error) {
	today := calendar.BusinessDate(o.Now(), v.Tenant.Zone(), v.Tenant.Boundary)
	text := v.FormValue("d")
	if text == "" {
		return today, nil
	}
	date, err := calendar.ParseDate(text)
	if err != nil || date > today.Add(1) || date < today.Add(-daysBack) {
		return "", domain.Errorf(domain.NotFound, "portal: no day %q", text)
	}
	return date, nil
}

func (o *Own) day(v *shell.Visit) error {
	date, err := o.dayAsked(v)
	if err != nil {
		return err
	}
	c, err := o.desk().Form(v, o.own(v, date))
	if err != nil {
		return err
	}
	if text := v.QueryParam("again"); text != "" {
		number, _ := strconv.Atoi(text)
		if err := o.again(v, &c, number); err != nil {
			return err
		}
	}
	return o.showDay(v, http.StatusOK, c)
}

// showDay shows the day with a form as it is filled in.
func (o *Own) showDay(v *shell.Visit, status int, c record.Form) error {
	ctx, date, t := v.Request().Context(), c.Day.Date, teller(v.Who, v.Lang())
	punches, err := o.Book.Punches(ctx, v.Tenant.ID, v.Person.ID, date, date)
	if err != nil {
		return err
	}
	deeds, err := o.deeds(v, t, date)
	if err != nil {
		return err
	}
	page := Day{Page: v.Page(v.T("portal.day", "date", t.Date(date))), Prev: to(dayPath, "d", string(date.Add(-1))), Deeds: deeds,
		Month: ui.Link{Path: monthPath, Label: v.T("portal.open_month")}, Correction: c, Note: c.Day.Note}
	page.Correction.Page = page.Page
	if today := calendar.BusinessDate(o.Now(), v.Tenant.Zone(), v.Tenant.Boundary); date < today {
		page.Next = to(dayPath, "d", string(date.Add(1)))
	}
	for _, p := range c.Day.Problems {
		page.Problems = append(page.Problems, t.Problem(p, c.Day.Day))
	}
	for _, r := range c.Day.Reasons {
		page.Reasons = append(page.Reasons, t.Taken(r))
	}
	for _, f := range worktime.Explained {
		if n, _ := c.Day.Value(f); n > 0 {
			page.Figures = append(page.Figures, Figure{t.T("why.figure." + f), locale.Duration(n), to(whyPath, "d", string(date), "f", f)})
		}
	}
	if c.Day.Locked != "" {
		page.Locked = t.T("refuse.locked", "month", t.Month(c.Day.Locked))
	}
	slices.SortStableFunc(punches, func(a, b worktime.Punch) int { return a.At.Compare(b.At) })
	for _, p := range punches {
		page.Punches = append(page.Punches, dayPunch(t, p))
	}
	return v.Show(status, page)
}

func dayPunch(t telling.Teller, p worktime.Punch) DayPunch {
	d := DayPunch{Kind: t.Kind(p), Time: t.Clock(p.At, p.Date), Door: t.Door(p.Source), Receipt: p.Receipt}
	switch p.State {
	case worktime.Held:
		d.State = ui.Badge{State: "needs", Word: "! " + t.T("me.held")}
		d.Why = t.Held(p, t.T("name.in"))
	case worktime.Void, worktime.Superseded:
		d.State = ui.Badge{State: "out", Word: t.T("portal.punch." + string(p.State))}
	}
	return d
}

// Check is what a correction would make of the day.
type Check struct{ record.Check }

// desk is what days are put right with.
func (o *Own) desk() record.Desk {
	return record.Desk{Days: o.Records, Reasons: o.Reasons, Asking: o.Asking, Herald: o.Herald, Names: o.Names, Now: o.Now}
}

// own is one's own day.
func (o *Own) own(v *shell.Visit, date calendar.Date) record.Case {
	return record.Case{Whose: v.Person.ID, Date: date, Door: door, Path: dayPath, Field: "d", Back: requestsPath, Show: o.showDay,
		Check: func(v *shell.Visit, c record.Check) error { return v.Show(http.StatusOK, Check{c}) }}
}

// dayPost shows what the form would make of the day.
func (o *Own) dayPost(v *shell.Visit) error {
	date, err := o.dayAsked(v)
	if err != nil {
		return err
	}
	return o.desk().Look(v, o.own(v, date))
}

// sendPost sends what was shown, or leads back to the form.
func (o *Own) sendPost(v *shell.Visit) error {
	date, err := o.dayAsked(v)
	if err != nil {
		return err
	}
	return o.desk().Send(v, o.own(v, date))
}
