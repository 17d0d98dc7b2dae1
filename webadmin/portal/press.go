package portal

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// reference names the event of a form: the person is part of it, so that nobody's form can stand for another's, and what
// was pressed is, so that a page from the morning still punches the evening's out.
func reference(who shell.Who, form, what string) string {
	return string(who.Person.ID) + "/" + form + "/" + what
}

// PunchOnce punches at an instant for somebody who is signed in; the same form does it once. What is said is what chat
// says. A form that was used before and comes again much later, out of the browser's memory, is told so: its person
// means a punch now, and would take the old receipt for it.
func (p *Pages) PunchOnce(ctx context.Context, who shell.Who, lang, kind, form string, at time.Time) (ui.Notice, error) {
	t := teller(who, lang)
	actor := domain.Actor{Tenant: who.Tenant.ID, Employee: who.Person.ID, Role: who.Person.Role, Door: domain.Me}
	got, err := p.Ledger.Punch(ctx, actor, attendance.Command{Kind: worktime.Kind(kind), At: at,
		Ref: attendance.Ref{Source: domain.Me, ID: reference(who, form, kind)}})
	if err != nil {
		title, lines, ok := t.Refused(err, domain.Me)
		if !ok {
			return ui.Notice{}, err
		}
		return ui.Notice{Tone: ui.Alert, Title: title, Lines: lines}, nil
	}
	word := t.T("name.in")
	switch {
	case got.Outcome == attendance.Same && at.Sub(got.Punch.At) > attendance.RepeatWindow:
		return ui.Notice{Tone: ui.Alert, Title: t.Punch("me.before", got.Punch, ""), Lines: []string{t.T("me.before_next")}}, nil
	case got.Punch.State == worktime.Void:
		return ui.Notice{Tone: ui.Alert, Title: t.Punch("punch.void", got.Punch, "")}, nil
	case got.Punch.State == worktime.Held:
		return ui.Notice{Tone: ui.Alert, Title: t.Punch("punch.held", got.Punch, ""), Lines: []string{t.Held(got.Punch, word)}}, nil
	}
	return ui.Notice{Tone: ui.Good, Title: t.Punch("punch.done", got.Punch, ""), Lines: t.Done(got)}, nil
}
