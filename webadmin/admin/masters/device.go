package masters

import (
	"net/http"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Device is the device that stands for a recorder, and the code that pairs another with it.
type Device struct {
	ui.Page
	State         ui.Badge
	Name, Seen    string
	Address       string
	Issue, Revoke string // the addresses of the buttons
	Code, Until   string // a code that was just made: it is shown once
}

// deviceRoutes are what can be done with a recorder's device.
func deviceRoutes(p *Pages) []shell.Route {
	own := at("recorders") + "/:id"
	return []shell.Route{
		{Method: http.MethodPost, Path: own + "/code", Need: shell.AsAdmin, Do: p.issue},
		{Method: http.MethodPost, Path: own + "/revoke", Need: shell.AsAdmin, Do: p.revoke},
	}
}

// device tells which device stands for the recorder.
func device(p *Pages, v *shell.Visit, _ company.Masters, r terminal.Recorder, f *Form) error {
	pairing, err := p.Pairings.Pairing(v.Request().Context(), v.Tenant.ID, r.ID)
	if err != nil {
		return err
	}
	own := at("recorders") + "/" + string(r.ID)
	d := &Device{Page: f.Page, Address: p.Address(v.Tenant, r), Issue: own + "/code", Revoke: own + "/revoke", State: ui.Badge{State: "out", Word: "○ " + v.T("masters.device.none")}}
	if pairing.Digest != "" {
		d.State, d.Name, d.Seen = ui.Badge{State: "in", Word: "● " + v.T("masters.device.paired")}, pairing.Device, clock(v, pairing.SeenAt)
	}
	f.Device = d
	return nil
}

func clock(v *shell.Visit, at *time.Time) string {
	if at == nil {
		return ""
	}
	t := at.In(v.Tenant.Zone())
	return locale.Date(v.Lang(), t) + " " + locale.Clock(t.Hour()*60+t.Minute())
}

// recorder finds the recorder of the address. NotFound: another company's, or none.
func (p *Pages) recorder(v *shell.Visit) (company.Masters, terminal.Recorder, kind[company.Recorder, terminal.Recorder], error) {
	k := recorders().(kind[company.Recorder, terminal.Recorder])
	m, err := p.Desk.Masters(v)
	if err != nil {
		return m, terminal.Recorder{}, k, err
	}
	r, ok := k.find(m, domain.ID(v.Param("id")))
	if !ok {
		return m, r, k, domain.Errorf(domain.NotFound, "masters: no recorder %s", v.Param("id"))
	}
	return m, r, k, nil
}

// issue makes a pairing code and shows it, once.
func (p *Pages) issue(v *shell.Visit) error {
	m, r, k, err := p.recorder(v)
	if err != nil {
		return err
	}
	code, until, err := p.Doors.IssueCode(v.Request().Context(), v.Actor(domain.Console), r)
	if err != nil {
		return err
	}
	page, err := k.editing(p, r.ID, r.Code).page(v, m)
	if err == nil {
		err = device(p, v, m, r, &page)
	}
	if err != nil {
		return err
	}
	page.Device.Code, page.Device.Until = code, clock(v, &until)
	return v.Show(http.StatusOK, page)
}

// revoke takes the recorder away from its device.
func (p *Pages) revoke(v *shell.Visit) error {
	_, r, _, err := p.recorder(v)
	if err != nil {
		return err
	}
	if err := p.Doors.Revoke(v.Request().Context(), v.Actor(domain.Console), r); err != nil {
		return err
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: v.T("masters.device.revoked", "name", r.Name)})
	return v.Go(at("recorders") + "/" + string(r.ID))
}
