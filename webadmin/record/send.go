package record

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Send sends what was shown, or leads back to the form. What is not as it was shown, because the day has changed, is
// shown first.
func (d Desk) Send(v *shell.Visit, k Case) error {
	form, err := v.Form()
	if err != nil {
		return err
	}
	var w carried
	text := v.FormValue("wish")
	if err := json.Unmarshal([]byte(text), &w); err != nil || !w.sound() {
		return domain.Refuse(domain.Invalid, "field", "wish")
	}
	wish := k.wish(v)
	wish.Changes, wish.Reasons, wish.Note, wish.Replaces = w.Changes, w.Reasons, w.Note, w.Replaces
	if v.FormValue("do") != "edit" {
		p, err := d.Asking.Preview(v.Request().Context(), k.actor(v), wish)
		switch {
		case domain.CodeOf(err) != "": // the domain answers a form that was sent before, or refuses
		case err != nil:
			return err
		case mark(p) != v.FormValue("seen"):
			return d.check(v, k, form, wish, p)
		}
		sum := sha256.Sum256([]byte(text)) // after going back in the browser one form may send two different wishes
		ref := attendance.Ref{Source: k.Door, ID: string(v.Person.ID) + "/" + form + "/correct/" + string(k.Whose) + "/" + string(k.Date) + "/" + hex.EncodeToString(sum[:8])}
		got, err := d.Asking.Submit(v.Request().Context(), k.actor(v), wish, ref)
		if err == nil {
			return d.sent(v, k, got)
		}
		f, wrong := d.Form(v, k)
		if wrong != nil {
			return wrong
		}
		f.Fill(v, wish)
		return k.refused(v, f, err)
	}
	f, err := d.Form(v, k)
	if err != nil {
		return err
	}
	f.Fill(v, wish)
	return k.Show(v, http.StatusOK, f)
}

// sent says what became of the wish.
func (d Desk) sent(v *shell.Visit, k Case, got workflow.Outcome) error {
	if err := d.Herald.Tell(v.Request().Context(), got); err != nil {
		return err
	}
	t, r := teller(v), got.Request
	n := ui.Notice{Tone: ui.Good}
	switch {
	case r.State == workflow.Approved && r.AtOnce():
		n.Title = t.T("correct.done", "date", t.Date(r.Date), "recorded", t.Recorded(r.Date, r.Changes))
		if line := t.Effect(got.Preview); line != "" {
			n.Lines = []string{line}
		}
	case r.State == workflow.Approved:
		n.Title = t.T("request.auto", "number", r.Number)
	case r.State == workflow.Pending:
		approver := t.T("request.admins")
		if r.Approver != "" {
			who, err := d.Names.Employee(v.Request().Context(), v.Tenant.ID, r.Approver)
			if err != nil {
				return err
			}
			approver = who.DisplayName(t.Lang)
		}
		n.Title = t.T("request.sent", "number", r.Number, "approver", approver)
	default: // an old form once more, and something has happened since
		n = ui.Notice{Tone: ui.Info, Title: t.T("decide.closed", "number", r.Number, "state", t.T("request.state."+string(r.State)))}
	}
	v.Say(n)
	return v.Go(k.Back)
}
