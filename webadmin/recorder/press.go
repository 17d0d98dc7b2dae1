package recorder

import (
	"net/http"
	"strconv"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Press is the page with what somebody can punch now.
type Press struct {
	Page
	Name    string
	State   ui.Badge
	Since   string
	Buttons []ui.Submit
	Ticket  string
}

func (p *Pages) press(v *visit, e org.Employee, way terminal.Way) error {
	today, err := p.Records.Today(v.Request().Context(), v.device.Tenant.ID, e.ID, p.Now())
	if err != nil {
		return err
	}
	t := v.teller()
	page := Press{Page: v.page(v.T("door.press.title", "name", e.DisplayName(v.lang))), Name: e.DisplayName(v.lang),
		State: ui.Badge{State: string(today.Status), Word: t.Status(today.Standing)}, Ticket: p.Recorders.Issue(v.device, e.ID, way)}
	if s := today.Standing.Since; s != nil {
		page.Since = t.Clock(s.At, s.Date) + " " + t.Kind(*s)
	}
	for _, k := range today.Possible {
		page.Buttons = append(page.Buttons, ui.Submit{Label: t.T("name." + string(k)), Name: "kind", Value: string(k), Quiet: k != worktime.In && k != worktime.Out})
	}
	return v.Show(http.StatusOK, page)
}

// holder finds who a ticket is of. ok false: its time is over, and the clock is shown.
func (p *Pages) holder(v *visit) (t terminal.Ticket, e org.Employee, ok bool, err error) {
	t, err = p.Recorders.Open(v.device, v.FormValue("ticket"))
	if domain.Is(err, domain.Expired) {
		return t, e, false, p.done(v, http.StatusGone, ui.Notice{Tone: ui.Alert, Title: v.T("door.expired"), Lines: []string{v.T("refuse.nothing")}}, Done{})
	}
	if err != nil {
		return t, e, false, err
	}
	e, err = p.People.Employee(v.Request().Context(), v.device.Tenant.ID, t.Employee)
	return t, e, err == nil, err
}

func (p *Pages) punchPost(v *visit) error {
	ticket, e, ok, err := p.holder(v)
	if !ok {
		return err
	}
	press := terminal.Press{Ref: ticket.Ref, Kind: worktime.Kind(v.FormValue("kind")), Way: ticket.Way, DeviceAt: v.deviceTime()}
	got, err := p.Recorders.Punch(v.Request().Context(), v.device, e, press)
	if err != nil {
		return p.entered(v, e, ticket.Way, err)
	}
	n := v.told(got)
	done := Done{Name: e.DisplayName(v.lang)}
	if n.Tone == ui.Good {
		done.Message = v.device.Recorder.Messages[got.Punch.Kind].In(v.lang)
		done.Ticket, done.Punch = v.FormValue("ticket"), got.Punch.ID
		if line := v.apart(got.Punch.At, press.DeviceAt); line != "" {
			n.Lines = append(n.Lines, line)
		}
	}
	return p.done(v, http.StatusOK, n, done)
}

// told is what chat says about the punch.
func (v *visit) told(got attendance.Result) ui.Notice {
	t := v.teller()
	switch got.Punch.State {
	case worktime.Void:
		return ui.Notice{Tone: ui.Alert, Title: t.Punch("punch.void", got.Punch, "")}
	case worktime.Held:
		return ui.Notice{Tone: ui.Alert, Title: t.Punch("punch.held", got.Punch, ""), Lines: []string{t.Held(got.Punch, t.T("name.in"))}}
	}
	n := ui.Notice{Tone: ui.Good, Title: t.Punch("punch.done", got.Punch, ""), Lines: t.Done(got)}
	if f := got.Forgotten; f != nil {
		n.Lines = append(n.Lines, t.T("punch.forgotten", "date", t.Date(f.Date)))
	}
	return n
}

// deviceTime is what the device's own clock said when the button was pressed; nil without a script.
func (v *visit) deviceTime() *time.Time {
	ms, err := strconv.ParseInt(v.FormValue("device"), 10, 64)
	if err != nil || ms <= 0 {
		return nil
	}
	at := time.UnixMilli(ms).UTC()
	return &at
}

// apart says what the device's clock shows where that is another time of day than was recorded: another zone, or wrong.
func (v *visit) apart(recorded time.Time, device *time.Time) string {
	west, err := strconv.Atoi(v.FormValue("zone"))
	if device == nil || err != nil {
		return ""
	}
	shown := device.Add(-time.Duration(west) * time.Minute)
	here := recorded.In(v.device.Tenant.Zone())
	wall := time.Date(here.Year(), here.Month(), here.Day(), here.Hour(), here.Minute(), here.Second(), 0, time.UTC)
	if shown.Sub(wall).Abs() < time.Minute {
		return ""
	}
	return v.T("door.apart", "time", locale.Clock(shown.Hour()*60+shown.Minute()))
}

// undoPost takes back the punch that was just made.
func (p *Pages) undoPost(v *visit) error {
	ticket, e, ok, err := p.holder(v)
	if !ok {
		return err
	}
	actor := domain.Actor{Tenant: v.device.Tenant.ID, Employee: e.ID, Role: e.Role, Door: domain.Web}
	ref := attendance.Ref{Source: domain.Web, ID: string(v.device.Recorder.ID) + "/" + ticket.Ref + "/undo"}
	got, err := p.Ledger.Void(v.Request().Context(), actor, domain.ID(v.FormValue("punch")), ref)
	switch domain.CodeOf(err) {
	case domain.Expired, domain.NotFound, domain.Forbidden:
		return p.done(v, http.StatusConflict, ui.Notice{Tone: ui.Alert, Title: v.T("undo.none"), Lines: []string{v.T("refuse.nothing")}}, Done{})
	}
	if err != nil {
		return p.entered(v, e, ticket.Way, err)
	}
	t := v.teller()
	n := ui.Notice{Tone: ui.Good, Title: t.Punch("undo.done", got.Punch, "")}
	for _, r := range got.Restored {
		n.Lines = append(n.Lines, t.Punch("undo.restored", r, ""))
	}
	return p.done(v, http.StatusOK, n, Done{Name: e.DisplayName(v.lang)})
}
