package team

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// dayPost shows what a correction would make of the day, and sends it once it is sent as it was shown.
func (p *Pages) dayPost(v *shell.Visit) error {
	e, date, err := p.whoseDay(v)
	if err != nil {
		return err
	}
	ctx, t := v.Request().Context(), teller(v)
	form, err := v.Form()
	if err != nil {
		return err
	}
	day, err := p.Records.Day(ctx, v.Tenant.ID, e.ID, date, p.Now())
	if err != nil {
		return err
	}
	w, wrong := wish(v, t, e, day)
	if wrong != "" {
		return p.showDay(v, http.StatusUnprocessableEntity, &Correction{Error: wrong})
	}
	event := ref(v, form, "correct")
	if v.FormValue("do") == "send" {
		seen, err := p.seen(v, w, form)
		if err != nil {
			return err
		}
		if seen {
			out, err := p.Corrections.Submit(ctx, actor(v), w, event)
			if err == nil {
				return p.corrected(v, t, e, out)
			}
			return p.refused(v, t, w, err)
		}
	}
	seen, err := p.Corrections.Preview(ctx, actor(v), w)
	if err != nil {
		return p.refused(v, t, w, err)
	}
	s := shown(t, seen, t.Changes(date, w.Changes))
	s.Seen, s.Do = mark(seen), t.T("correct.send")
	if seen.Direct {
		s.Do = t.T("correct.do")
	} else if len(seen.Approvers) > 0 {
		s.Who = t.T("team.correct.asks", "names", names(t, seen.Approvers))
	}
	return p.showDay(v, http.StatusOK, &Correction{Shown: s})
}

// seen tells whether the wish is the one that was shown, on the same day; or has been sent by this very form before.
func (p *Pages) seen(v *shell.Visit, w workflow.Wish, form string) (bool, error) {
	shown, err := p.Corrections.Preview(v.Request().Context(), actor(v), w)
	if domain.CodeOf(err) != "" {
		return true, nil // the domain answers the form that was sent before, or refuses
	}
	return mark(shown) == v.FormValue("seen"), err
}

// mark names a wish and the version of the day it is about.
func mark(p workflow.Preview) string {
	text, _ := json.Marshal([]any{p.Wish, p.Before.Version}) // structs of texts and times
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:12])
}

// refused shows the form again with what is wrong.
func (p *Pages) refused(v *shell.Visit, t telling.Teller, w workflow.Wish, err error) error {
	said := ""
	switch domain.CodeOf(err) {
	case domain.Invalid, domain.Conflict:
		said = t.Impossible(err, w.Date)
	case domain.Locked, domain.Forbidden:
		if why(err) == "workflow_admins" {
			said = t.T("correct.admins_only")
			break
		}
		said, _, _ = t.Refused(err, domain.Console)
	}
	if said == "" {
		return err
	}
	return p.showDay(v, shell.StatusOf(err), &Correction{Error: said})
}

// corrected says what became of it and tells whoever must hear of it.
func (p *Pages) corrected(v *shell.Visit, t telling.Teller, e org.Employee, out workflow.Outcome) error {
	if err := p.Herald.Tell(v.Request().Context(), out); err != nil {
		return err
	}
	date := out.Request.Date
	n := ui.Notice{Tone: ui.Good, Title: t.T("correct.done", "date", t.Date(date), "recorded", t.Recorded(date, out.Request.Changes))}
	if out.State == workflow.Pending {
		asked := t.T("request.admins")
		if len(out.Approvers) > 0 {
			asked = names(t, out.Approvers)
		}
		n.Title = t.T("request.sent", "number", out.Number, "approver", asked)
	}
	n.Lines = append(n.Lines, t.Effect(out.Preview))
	if n.Lines[0] == "" {
		n.Lines = nil
	}
	v.Say(n)
	return v.Go(dayOf(e.ID, date))
}
