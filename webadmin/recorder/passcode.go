package recorder

import (
	"errors"
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Passcode is the page where somebody who chose his name types his passcode.
type Passcode struct {
	Page
	Name   string
	Action string
	Code   ui.Field
	New    *ui.Field // the passcode was handed out and another is to be chosen; nil: it is his own
}

// maxPasscode is more digits than a passcode has.
const maxPasscode = 16

func (p *Pages) passcode(v *visit) error { return p.passcodePage(v, http.StatusOK, "", nil) }

func (p *Pages) passcodePage(v *visit, status int, wrong string, next *ui.Field) error {
	roster, err := p.Recorders.Roster(v.Request().Context(), v.device)
	if err != nil {
		return err
	}
	name, ok := roster.Find(domain.ID(v.Param("person")))
	if !ok {
		return v.Go(v.link("")) // he was chosen on a page from before he left
	}
	page := Passcode{Page: v.page(v.T("door.passcode.title")), Name: name.In(v.lang), Action: v.base + "/who/" + string(name.ID),
		Code: ui.Field{Name: "passcode", Label: v.T("door.passcode.label"), Type: "password", Mode: "numeric", Autocomplete: "one-time-code",
			Required: true, Focus: true, Max: maxPasscode, Error: wrong}, New: next}
	if next != nil {
		page.Code.Label, page.Code.Hint = v.T("door.passcode.once"), v.T("door.passcode.once_hint")
	}
	return v.Show(status, page)
}

func (p *Pages) passcodePost(v *visit) error {
	c := terminal.Claim{Way: terminal.ByPasscode, Employee: domain.ID(v.Param("person")), Secret: v.FormValue("passcode"), Next: v.FormValue("new"), Address: v.RealIP()}
	e, err := p.Recorders.Prove(v.Request().Context(), v.device, c)
	next := ui.Field{Name: "new", Label: v.T("door.passcode.new"), Hint: v.T("door.passcode.new_hint"), Type: "password", Mode: "numeric",
		Autocomplete: "new-password", Required: true, Max: maxPasscode}
	switch {
	case domain.Is(err, domain.Expired) && arg(err, "why") == "change":
		return p.passcodePage(v, http.StatusOK, "", &next)
	case domain.Is(err, domain.Expired):
		return p.passcodePage(v, shell.StatusOf(err), v.T("door.passcode.expired"), nil)
	case domain.Is(err, domain.Invalid) && arg(err, "field") == "new":
		next.Error = v.T("door.passcode.new_wrong")
		return p.passcodePage(v, http.StatusUnprocessableEntity, "", &next)
	case domain.Is(err, domain.Invalid):
		return p.passcodePage(v, http.StatusUnprocessableEntity, v.T("door.passcode.wrong"), nil)
	case domain.Is(err, domain.TooMany):
		return p.passcodePage(v, http.StatusTooManyRequests, v.T("door.passcode.too_many", "time", v.until(err)), nil)
	case domain.Is(err, domain.NotFound):
		return v.Go(v.link(""))
	}
	return p.entered(v, e, terminal.ByPasscode, err)
}

// entered goes on with somebody who has proven who he is, or says why he may not punch here.
func (p *Pages) entered(v *visit, e org.Employee, way terminal.Way, err error) error {
	if err == nil {
		return p.press(v, e, way)
	}
	title, lines, ok := v.teller().Refused(err, domain.Web)
	if !ok {
		return err
	}
	return p.done(v, shell.StatusOf(err), ui.Notice{Tone: ui.Alert, Title: title, Lines: lines}, Done{})
}

func arg(err error, name string) any {
	var e *domain.Error
	if !errors.As(err, &e) {
		return nil
	}
	return e.Args[name]
}
