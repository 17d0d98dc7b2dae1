package records

import (
	"net/http"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Touch is one touch a recorder told of that did not become a punch, with what can be made of it.
type Touch struct {
	Head
	Action             string
	Facts              []Fact
	State              ui.Badge
	Decided            string // who decided what, and why
	Request            string // where the correction is
	Wish, Effect, Cant string // what accepting it would ask for; or why it cannot be accepted
	Reason             ui.Field
	Open               bool
}

// Fact is a line of what is known.
type Fact struct{ Name, Value string }

func (p *Pages) touch(v *shell.Visit) error { return p.showTouch(v, http.StatusOK, "") }

func (p *Pages) showTouch(v *shell.Visit, status int, wrong string, notices ...ui.Notice) error {
	ctx, t := v.Request().Context(), teller(v)
	j, err := p.Rulings.HeldEvent(ctx, v.Tenant.ID, domain.ID(v.Param("id")))
	if err != nil {
		return err
	}
	ids := map[domain.ID]bool{j.Employee: true}
	if j.Ruling != nil {
		ids[j.Ruling.By] = true
	}
	names, err := p.names(v, ids)
	if err != nil {
		return err
	}
	doors, err := p.doors(v)
	if err != nil {
		return err
	}
	page := Touch{Head: head(v, touched(t, j, doors), heldPath), Action: heldPath + "/" + string(j.ID), State: ruled(t, j),
		Reason: ui.Field{Name: "reason", Label: t.T("records.reason"), Hint: t.T("team.lock.reason_why"), Value: v.FormValue("reason"), Error: wrong, Required: true}}
	page.Wide = false
	page.Notices = append(page.Notices, notices...)
	name := t.T("records.held.nobody")
	if e, known := names[j.Employee]; known {
		name = e.DisplayName(t.Lang) + " " + e.Code
	}
	page.Facts = []Fact{{t.T("records.name"), name}, {t.T("records.reason"), t.T("records.why." + string(j.Why))}, {t.T("records.at"), t.When(j.At)}}
	if j.DeviceAt != nil {
		page.Facts = append(page.Facts, Fact{t.T("records.held.device_at"), t.When(*j.DeviceAt)})
	}
	page.Facts = append(page.Facts, Fact{t.T("records.held.received"), t.When(j.ReceivedAt)})
	if r := j.Ruling; r != nil && (r.Verdict == terminal.Thrown || r.Number > 0) {
		page.Decided = t.T("records.held.by", "name", names[r.By].DisplayName(t.Lang), "at", t.When(r.At), "why", r.Why)
		if r.Number > 0 {
			page.Request = "/team/request/" + strconv.Itoa(r.Number)
		}
		return v.Show(status, page)
	}
	page.Open = true
	if err := p.propose(v, j, names, &page); err != nil {
		return err
	}
	return v.Show(status, page)
}

// propose says what accepting would ask for, or why it cannot be.
func (p *Pages) propose(v *shell.Visit, j terminal.Judged, names map[domain.ID]org.Employee, page *Touch) error {
	t := teller(v)
	if _, known := names[j.Employee]; !known || j.Kind == "" {
		page.Cant = t.T("records.held.unknown")
		return nil
	}
	w := wish(v, j)
	page.Wish = t.Date(w.Date) + " " + t.Changes(w.Date, w.Changes)
	look, err := p.Corrections.Preview(v.Request().Context(), actor(v), w)
	if err != nil {
		page.Cant, err = p.cannot(v, w, err)
		return err
	}
	page.Effect = t.Effect(look)
	return nil
}

// wish is what a touch asks for as a correction: the punch at its time.
func wish(v *shell.Visit, j terminal.Judged) workflow.Wish {
	return workflow.Wish{Employee: j.Employee, Date: v.Tenant.DateAt(j.At), Changes: []workflow.Change{{Op: workflow.Add, Kind: j.Kind, At: j.At}}}
}

// cannot words why a correction cannot be; what is no refusal is given back.
func (p *Pages) cannot(v *shell.Visit, w workflow.Wish, err error) (string, error) {
	t := teller(v)
	switch domain.CodeOf(err) {
	case domain.Invalid, domain.Conflict:
		return t.Impossible(err, w.Date), nil
	case domain.Locked, domain.Forbidden, domain.NotFound:
		title, _, _ := t.Refused(err, domain.Console)
		return title, nil
	}
	return "", err
}

// touchPost decides. Accepting is written down before the correction is asked for, under the event's name: a crash in
// between leaves it open, and the same press asks for the same correction.
func (p *Pages) touchPost(v *shell.Visit) error {
	ctx, t := v.Request().Context(), teller(v)
	j, err := p.Rulings.HeldEvent(ctx, v.Tenant.ID, domain.ID(v.Param("id")))
	if err != nil {
		return err
	}
	why := v.Text("reason")
	if why == "" {
		return p.showTouch(v, http.StatusUnprocessableEntity, t.T("team.lock.reason_needed"))
	}
	r := terminal.Ruling{Event: j.ID, Tenant: v.Tenant.ID, Verdict: terminal.Thrown, By: v.Person.ID, At: p.Now(), Why: why}
	deed := audit.Row{Tenant: v.Tenant.ID, At: p.Now(), By: v.Person.ID, Door: domain.Console, Act: audit.Dismissed, Employee: j.Employee, Date: v.Tenant.DateAt(j.At),
		Why: why, Ref: string(j.ID), After: audit.State{Lines: []string{string(j.Why)}}}
	if v.FormValue("do") == "accept" {
		return p.accept(v, j, r, deed)
	}
	switch err := p.Rulings.Rule(ctx, r, deed); {
	case domain.Is(err, domain.Conflict):
		return p.showTouch(v, http.StatusConflict, "", ui.Notice{Tone: ui.Alert, Title: t.T("records.held.changed")})
	case err != nil:
		return err
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: t.T("records.held.done_thrown")})
	return v.Go(heldPath)
}

func (p *Pages) accept(v *shell.Visit, j terminal.Judged, r terminal.Ruling, deed audit.Row) error {
	ctx, t, w := v.Request().Context(), teller(v), wish(v, j)
	if j.Employee == "" || j.Kind == "" {
		return p.showTouch(v, http.StatusUnprocessableEntity, "")
	}
	look, refused := p.Corrections.Preview(ctx, actor(v), w)
	if refused == nil && look.Before.Note == "" {
		w.Note = &r.Why // what somebody wrote about the day stays
	}
	if begun := j.Ruling != nil && j.Ruling.Verdict == terminal.Taken && j.Ruling.Number == 0; !begun {
		if refused != nil {
			said, err := p.cannot(v, w, refused)
			if err != nil {
				return err
			}
			return p.showTouch(v, http.StatusUnprocessableEntity, said)
		}
		r.Verdict = terminal.Taken
		switch err := p.Rulings.Rule(ctx, r); {
		case domain.Is(err, domain.Conflict):
			return p.showTouch(v, http.StatusConflict, "", ui.Notice{Tone: ui.Alert, Title: t.T("records.held.changed")})
		case err != nil:
			return err
		}
	}
	out, err := p.Corrections.Submit(ctx, actor(v), w, attendance.Ref{Source: domain.Console, ID: "held/" + string(j.ID)})
	if err != nil {
		said, failed := p.cannot(v, w, err)
		if failed != nil {
			return failed
		}
		if err := p.Rulings.Unrule(ctx, v.Tenant.ID, j.ID); err != nil {
			return err
		}
		return p.showTouch(v, http.StatusConflict, said)
	}
	if err := p.Herald.Tell(ctx, out); err != nil {
		return err
	}
	deed.Act, deed.Number = audit.Accepted, out.Number
	err = p.Rulings.Numbered(ctx, v.Tenant.ID, j.ID, out.Number, deed)
	if err != nil && !domain.Is(err, domain.NotFound) { // it has its number: the same press again
		return err
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: t.T("records.held.done_taken", "number", out.Number)})
	return v.Go(heldPath)
}
