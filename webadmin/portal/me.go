package portal

import (
	"net/http"
	"strconv"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

const mePath = "/me"

// Me is My recorder (マイレコーダー): the time, who I am, what state I am in, and what can be pressed now.
type Me struct {
	ui.Page
	Date, Clock string
	Instant     string // milliseconds since 1970, for the running clock
	Offset      string // minutes the company's clock is ahead of UTC
	State       ui.Badge
	Since       string
	Buttons     []ui.Submit
	Form        string
	Today       []Line
	Hours       string
	Month       []string
	Only        bool // a device that is kept signed in: nothing else opens
}

// Line is a punch of today.
type Line struct {
	Kind, Time, Receipt string
	Held                bool
	Undo                domain.ID // the punch, while it can be taken back
	UndoLabel           string
}

func (p *Pages) me(v *shell.Visit) error {
	ctx, now := v.Request().Context(), p.Now()
	today, err := p.Records.Today(ctx, v.Tenant.ID, v.Person.ID, now)
	if err != nil {
		return err
	}
	month, err := p.Records.Month(ctx, v.Tenant.ID, v.Person.ID, "", now)
	if err != nil {
		return err
	}
	t, here := teller(v.Who, v.Lang()), now.In(v.Tenant.Zone())
	_, offset := here.Zone()
	page := Me{Page: v.Page(v.T("me.title")), Form: v.NewForm(), Only: v.Proof == shell.Device,
		Date: locale.Date(t.Lang, here), Clock: locale.Clock(here.Hour()*60 + here.Minute()),
		Instant: strconv.FormatInt(now.UnixMilli(), 10), Offset: strconv.Itoa(offset / 60),
		State: badge(t, today.Standing), Since: since(t, today), Hours: hours(t, today),
		Month: []string{t.Hours("month.hours", month.Totals.Figures), t.T("me.days", "days", month.Totals.DaysWorked)}}
	page.Notices = append(page.Notices, needs(t, today, page.Only)...)
	if err := p.allowed(v); err != nil {
		title, lines, ok := t.Refused(err, domain.Me)
		if !ok {
			return err
		}
		page.Notices = append(page.Notices, ui.Notice{Tone: ui.Info, Title: title, Lines: lines})
	} else {
		page.Buttons = buttons(t, today.Standing)
	}
	if page.Today, err = p.lines(v, t, today); err != nil {
		return err
	}
	return v.Show(http.StatusOK, page)
}

// allowed tells whether My recorder is one of the person's punch methods, and his site's.
func (p *Pages) allowed(v *shell.Visit) error {
	var site *org.Site
	if v.Person.Site != "" {
		s, err := p.Sites.Site(v.Request().Context(), v.Tenant.ID, v.Person.Site)
		if err != nil {
			return err
		}
		site = &s
	}
	return v.Person.MayUse(domain.Me, site)
}

// buttons are the punches that can be made now. The first is the large one: to come, to come back, to go home.
func buttons(t telling.Teller, s worktime.Standing) []ui.Submit {
	var all []ui.Submit
	for _, k := range s.Possible {
		b := ui.Submit{Label: t.T("name." + string(k)), Name: "kind", Value: string(k), Quiet: true}
		if k == worktime.Out && s.Status == worktime.Working {
			all = append([]ui.Submit{b}, all...)
		} else {
			all = append(all, b)
		}
	}
	if len(all) > 0 {
		all[0].Quiet = false
	}
	return all
}

func badge(t telling.Teller, s worktime.Standing) ui.Badge {
	return ui.Badge{State: string(s.Status), Word: t.Status(s)}
}

// since is when the state began.
func since(t telling.Teller, got attendance.Today) string {
	from := got.Since
	if n := len(got.Shifts); got.Status == worktime.Working && n > 0 {
		from = got.Shifts[n-1].In // back from a break, one has been at work since the clock-in
	}
	if from == nil {
		return ""
	}
	key := "today.since"
	if got.Status == worktime.Off {
		key = "today.off"
	}
	return t.T(key, "status", "", "date", t.Date(from.Date), "time", t.Clock(from.At, from.Date))
}

func hours(t telling.Teller, got attendance.Today) string {
	if got.In == nil && got.Out == nil {
		return ""
	}
	line := t.Hours("punch.today", got.Day.Figures)
	if got.Break > 0 {
		line = t.T("today.break", "hours", line, "break", locale.Duration(got.Break))
	}
	return line
}

// needs are what is missing, today and of an earlier day, with the way to put it right: past the sign-in where only My
// recorder is open.
func needs(t telling.Teller, got attendance.Today, only bool) []ui.Notice {
	fix := func(title string, date calendar.Date) ui.Notice {
		path := to(dayPath, "d", string(date))
		link := ui.Link{Path: path + "#fix", Label: t.T("portal.fix")}
		if only {
			link.Path = to(shell.SignInPath, "next", path)
		}
		return ui.Notice{Tone: ui.Alert, Title: title, To: link}
	}
	var all []ui.Notice
	for _, problem := range got.Problems {
		all = append(all, fix(t.Problem(problem, got.Day), got.Date))
	}
	if f := got.Forgotten; f != nil {
		all = append(all, fix(t.T("punch.forgotten", "date", t.Date(f.Date)), f.Date))
	}
	return all
}

// lines are the punches of today that count or may yet.
func (p *Pages) lines(v *shell.Visit, t telling.Teller, today attendance.Today) ([]Line, error) {
	punches, err := p.Book.Punches(v.Request().Context(), v.Tenant.ID, v.Person.ID, today.Date, today.Date)
	if err != nil {
		return nil, err
	}
	newest, err := p.Ledger.Newest(v.Request().Context(), v.Actor(domain.Me))
	if err != nil && !domain.Is(err, domain.NotFound) {
		return nil, err
	}
	var all []Line
	for _, punch := range punches {
		if punch.State != worktime.Effective && punch.State != worktime.Held {
			continue
		}
		line := Line{Kind: t.Kind(punch), Time: t.Clock(punch.At, punch.Date), Receipt: punch.Receipt, Held: punch.State == worktime.Held}
		if newest.Undoable && newest.Punch.ID == punch.ID {
			line.Undo, line.UndoLabel = punch.ID, t.T("me.undo_of", "kind", line.Kind, "time", line.Time)
		}
		all = append(all, line)
	}
	return all, nil
}

// punchPost records what was pressed, at the server's time, and shows the page anew.
func (p *Pages) punchPost(v *shell.Visit) error {
	form, err := v.Form()
	if err != nil {
		return err
	}
	told, err := p.PunchOnce(v.Request().Context(), v.Who, v.Lang(), v.FormValue("kind"), form, p.Now())
	if err != nil {
		return err
	}
	v.Say(told)
	if v.FormValue("back") == todayPath {
		return v.Go(todayPath)
	}
	return v.Go(mePath)
}

// undoPost takes back the punch that was shown with the button.
func (p *Pages) undoPost(v *shell.Visit) error {
	form, err := v.Form()
	if err != nil {
		return err
	}
	t := teller(v.Who, v.Lang())
	ref := attendance.Ref{Source: domain.Me, ID: reference(v.Who, form, "undo")}
	got, err := p.Ledger.Void(v.Request().Context(), v.Actor(domain.Me), domain.ID(v.FormValue("punch")), ref)
	switch domain.CodeOf(err) {
	case domain.Expired:
		v.Say(ui.Notice{Tone: ui.Alert, Title: t.T("undo.expired", "minutes", int(attendance.UndoWindow/time.Minute)), Lines: []string{t.T("refuse.ask_admin")}})
		return v.Go(mePath)
	case domain.NotFound, domain.Forbidden:
		v.Say(ui.Notice{Tone: ui.Alert, Title: t.T("undo.none"), Lines: []string{t.T("refuse.nothing")}})
		return v.Go(mePath)
	}
	if err != nil {
		title, lines, ok := t.Refused(err, domain.Me)
		if !ok {
			return err
		}
		v.Say(ui.Notice{Tone: ui.Alert, Title: title, Lines: lines})
		return v.Go(mePath)
	}
	n := ui.Notice{Tone: ui.Good, Title: t.Punch("undo.done", got.Punch, "")}
	for _, r := range got.Restored {
		n.Lines = append(n.Lines, t.Punch("undo.restored", r, ""))
	}
	v.Say(n)
	return v.Go(mePath)
}
