package flows

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/worktime"
)

// undo takes back a punch: the one of the button, or the person's newest one. A newest punch that was taken back
// before is answered so; 取消 said twice never reaches for the one before it.
func (f *Flows) undo(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	punch := domain.ID(arg)
	if punch == "" {
		newest, err := f.Ledger.Newest(ctx, t.Person.Actor)
		if err == nil || domain.Is(err, domain.NotFound) {
			if number, err := f.justSent(ctx, t, newest.Punch.ReceivedAt); err != nil || number > 0 {
				if err != nil {
					return dialog.Answer{}, err
				}
				return f.ended(ctx, t, number, f.Requests.Withdraw)
			}
		}
		if domain.Is(err, domain.NotFound) {
			return answer(w.say(dialog.Problem, w.t("undo.none"), w.t("refuse.look"))), nil
		}
		if err != nil {
			return dialog.Answer{}, err
		}
		punch = newest.Punch.ID
	}
	ref := attendance.Ref{Source: t.Person.Door, ID: t.Activity.Ref}
	got, err := f.Ledger.Void(ctx, t.Person.Actor, punch, ref)
	switch domain.CodeOf(err) {
	case "":
	case domain.Expired:
		return answer(w.say(dialog.Problem, w.t("undo.expired", "minutes", undoMinutes), w.t("refuse.ask_admin"))), nil
	case domain.NotFound, domain.Forbidden:
		return answer(w.say(dialog.Problem, w.t("undo.none"), w.t("refuse.look"))), nil
	default:
		return dialog.Answer{}, err
	}
	r := w.say(dialog.Success, w.punch("undo.done", got.Punch))
	for _, p := range got.Restored {
		r.Lines = append(r.Lines, w.punch("undo.restored", p))
	}
	if slices.Contains(got.Day.Problems, worktime.HeldPunch) {
		r.Lines = append(r.Lines, w.t("today.problem.held"))
	}
	r.Lines = append(r.Lines, w.status(got.Standing))
	r.Choices, r.State = w.possible(got.Standing), menu(got.Standing)
	return changed(r, t.Person.Employee), nil
}

// undoMinutes is attendance.UndoWindow as people are told it.
const undoMinutes = int(attendance.UndoWindow / time.Minute)

// undo is the button that takes back one punch, whatever else was punched since.
func (w wording) undo(punch domain.ID) dialog.Choice {
	c := w.command("undo")
	c.Action.Arg = string(punch)
	return c
}

// withdrawn offers to take back the punch of a message that is gone. Nothing is taken back by itself.
func (f *Flows) withdrawn(ctx context.Context, t dialog.Turn, _ string) (dialog.Answer, error) {
	return f.offerUndo(ctx, t, "undo.withdrawn")
}

// edited offers the same for a message that now says something else. A punch word written into an old message does
// not punch, and the person is told: he will think it did.
func (f *Flows) edited(ctx context.Context, t dialog.Turn, _ string) (dialog.Answer, error) {
	said, err := f.Ledger.ByMessage(ctx, t.Person.Actor, t.Activity.Message)
	if err != nil && !domain.Is(err, domain.NotFound) {
		return dialog.Answer{}, err
	}
	a, heard, wrong := f.Hear(ctx, t)
	if wrong != nil {
		return dialog.Answer{}, wrong
	}
	punches := heard && (a.Name == actPunch || a.Name == actGreet)
	switch {
	case err == nil && punches && means(a, said.Punch):
		return silent("edited, but it says the same"), nil
	case err == nil && said.Punch.State != worktime.Void:
		return f.offerUndo(ctx, t, "undo.edited")
	case punches:
		w := wording{lang: lang(t)}
		return answer(w.private(dialog.Problem, w.t("undo.edit_no_punch"), w.t("undo.send_again"))), nil
	}
	return f.editedVote(ctx, t)
}

// means tells whether a punch word says what a punch is. 戻り is either of two kinds.
func means(a dialog.Action, p worktime.Punch) bool {
	kind, mark, _ := strings.Cut(a.Arg, " ")
	if kind == backArg {
		return p.Kind == worktime.BreakEnd || p.Kind == worktime.Return
	}
	return kind == string(p.Kind) && mark == string(p.Mark)
}

func (f *Flows) offerUndo(ctx context.Context, t dialog.Turn, key string) (dialog.Answer, error) {
	said, err := f.Ledger.ByMessage(ctx, t.Person.Actor, t.Activity.Message)
	if domain.Is(err, domain.NotFound) {
		return silent("the message was no punch"), nil
	}
	if err != nil {
		return dialog.Answer{}, err
	}
	if said.Punch.State == worktime.Void {
		return silent("its punch was taken back before"), nil
	}
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	r := w.private(dialog.Ask, w.punch(key, said.Punch))
	if !said.Undoable {
		why := w.t("undo.expired", "minutes", undoMinutes)
		if !t.Now.After(said.UndoUntil) {
			why = w.t("refuse.locked", "month", w.t("refuse.that_month"))
		}
		r.Tone, r.Lines = dialog.Plain, []string{why, w.t("refuse.ask_admin")}
		return answer(r), nil
	}
	void, keep := w.t("undo.void"), w.t("undo.keep")
	id := string(said.Punch.ID)
	r.Choices = []dialog.Choice{
		{Label: void, Typed: void, Action: dialog.Action{Name: actUndo, Arg: id}},
		{Label: keep, Typed: keep, Action: dialog.Action{Name: actKeep, Arg: w.kept(said.Punch)}},
	}
	return answer(r), nil
}

// kept is what the button that keeps a punch remembers: enough to say what stays.
func (w wording) kept(p worktime.Punch) string { return string(p.Date) + " " + w.clock(p.At, p.Date) }

// keep leaves a punch as it is.
func (f *Flows) keep(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	date, clock, ok := onDate(arg)
	if !ok {
		return f.Repair(ctx, t, dialog.Unknown)
	}
	w := wording{lang: lang(t)}
	return answer(w.private(dialog.Plain, w.t("undo.kept", "date", w.date(date), "time", clock))), nil
}
