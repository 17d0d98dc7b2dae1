package flows

import (
	"context"
	"unicode/utf8"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/workflow"
)

// confirm shows a correction before it is sent, or says at once why it cannot be.
func (f *Flows) confirm(ctx context.Context, x drafting, d draft) (dialog.Answer, error) {
	if _, err := f.Requests.Preview(ctx, x.t.Person.Actor, d.wish()); err != nil {
		return f.refusedWish(x, d, err)
	}
	return d.to(stepConfirm), nil
}

// refusedWish says why a correction cannot be. What can be put right is asked again.
func (f *Flows) refusedWish(x drafting, d draft, err error) (dialog.Answer, error) {
	w := x.w
	switch domain.CodeOf(err) {
	case domain.Invalid:
		a := answer(w.private(dialog.Problem, w.impossible(err, d.Date), w.t("refuse.nothing")))
		a.Next = draft{Date: d.Date, Reasons: d.Reasons, Note: d.Note, Replaces: d.Replaces}.to(stepHow).Next
		return a, nil
	case domain.Forbidden:
		title := w.t("refuse.forbidden")
		if argOf(err, "why") == "workflow_admins" {
			title = w.t("correct.admins_only")
		}
		return answer(w.private(dialog.Problem, title, w.t("refuse.tell_admin"))), nil
	case domain.Conflict:
		return answer(w.private(dialog.Problem, w.t("refuse.conflict"), w.t("refuse.look"))), nil
	}
	return f.refused(x.t, dialog.Answer{}, err)
}

// impossible says what of a correction cannot be.
func (w wording) impossible(err error, date calendar.Date) string {
	return w.tell().Impossible(err, date)
}

func (f *Flows) askConfirm(ctx context.Context, s dialog.Scene) (dialog.Reply, error) {
	x, err := f.drafting(ctx, s)
	if err != nil {
		return dialog.Reply{}, err
	}
	w, d := x.w, x.d
	fix, why, note := w.t("correct.fix"), w.t("correct.why"), w.t("correct.write_note")
	p, err := f.Requests.Preview(ctx, x.t.Person.Actor, d.wish())
	if domain.CodeOf(err) != "" && !domain.Is(err, domain.Unavailable) { // the day or the rules changed since it was shown
		r := w.private(dialog.Problem, w.impossible(err, d.Date))
		r.Choices = []dialog.Choice{{Label: fix, Typed: fix, Action: dialog.Action{Arg: "fix"}}, w.command("cancel")}
		return r, nil
	}
	if err != nil {
		return dialog.Reply{}, err
	}
	what, grounds := w.changes(d.Date, d.Changes), w.grounds(x.c, d.Reasons, noteShown.Cut(d.Note), d.Evidence, d.Date)
	if len(d.Changes) == 0 && len(grounds) > 0 {
		what, grounds = locale.List(w.lang, grounds), nil // the reason is all that is asked for
	}
	r := w.private(dialog.Ask, w.t("correct.is_it", "date", w.date(d.Date), "changes", what))
	if line := w.effect(p); line != "" {
		r.Lines = append(r.Lines, line)
	}
	if len(grounds) > 0 {
		r.Lines = append(r.Lines, locale.List(w.lang, grounds))
	}
	send := w.t("correct.send")
	if p.Direct {
		send = w.t("correct.do")
	}
	r.Choices = []dialog.Choice{
		{Label: send, Typed: send, Action: dialog.Action{Arg: "send"}, Strong: true},
		{Label: fix, Typed: fix, Action: dialog.Action{Arg: "fix"}},
	}
	if len(x.c.offered()) > 0 {
		r.Choices = append(r.Choices, dialog.Choice{Label: why, Typed: why, Action: dialog.Action{Arg: stepReason}})
	}
	r.Choices = append(r.Choices, dialog.Choice{Label: note, Typed: note, Action: dialog.Action{Arg: stepNote}}, w.command("cancel"))
	return r, nil
}

func (f *Flows) takeConfirm(ctx context.Context, s dialog.Scene, in dialog.Input) (dialog.Answer, error) {
	x, err := f.drafting(ctx, s)
	if err != nil {
		return dialog.Answer{}, err
	}
	switch {
	case in.Choice == "send", says(in.Text, "yes"):
		return f.send(ctx, x, x.d)
	case in.Choice == "fix":
		x.d.Sheet = true
		return x.d.to(stepHow), nil
	case in.Choice == stepReason, in.Choice == stepNote:
		return x.d.to(in.Choice), nil
	case says(in.Text, "no"):
		return f.Repair(ctx, x.t, dialog.Cancel)
	}
	if code, ok := x.c.reasonCalled(in.Text); ok {
		return f.because(ctx, x, code)
	}
	return f.said(ctx, x, in.Text)
}

// noteShown is how much of his own note a person is shown again.
var noteShown = dialog.Limit{Max: 60, Unit: dialog.Runes}

func (f *Flows) askNote(ctx context.Context, s dialog.Scene) (dialog.Reply, error) {
	x, err := f.drafting(ctx, s)
	if err != nil {
		return dialog.Reply{}, err
	}
	r := x.w.private(dialog.Ask, x.w.t("correct.note_what", "count", workflow.MaxComment))
	x.w.freely(&r, x.t, x.d.Said)
	r.Form = x.w.words(x.w.t("correct.write_note"), x.w.t("form.note"))
	return r, nil
}

func (f *Flows) takeNote(ctx context.Context, s dialog.Scene, in dialog.Input) (dialog.Answer, error) {
	x, err := f.drafting(ctx, s)
	if err != nil {
		return dialog.Answer{}, err
	}
	filledIn(&x.t, &in)
	note, kept, because := x.w.freeText(x.t, in, x.d.Said)
	if note == "" {
		if kept == x.d.Said {
			return dialog.Answer{Again: true, Because: because}, nil
		}
		x.d.Said = kept
		a := answer(x.w.private(dialog.Problem, because))
		a.Next = x.d.to(stepNote).Next
		return a, nil
	}
	x.d.Note, x.d.Said = note, ""
	return f.confirm(ctx, x, x.d)
}

// freely adds to a question for free text how to answer it: what was kept of one that was too long, and where people talk
// to each other, that the bot must be addressed.
func (w wording) freely(r *dialog.Reply, t dialog.Turn, kept string) {
	if !t.Activity.Direct && t.Caps.Whisper {
		r.Lines = append(r.Lines, w.t("decide.address"))
	}
	if kept != "" {
		label := w.t("decide.use_kept", "count", workflow.MaxComment)
		r.Choices = append(r.Choices, dialog.Choice{Label: label, Typed: label, Action: dialog.Action{Arg: "kept"}})
	}
	r.Choices = append(r.Choices, w.command("cancel"))
}

// freeText is the text of an answer in one's own words. In a room where nobody addressed the bot it is talk and no answer.
// One that is too long is cut and kept, to be used or to be written anew.
func (w wording) freeText(t dialog.Turn, in dialog.Input, kept string) (text, keep, because string) {
	switch n := utf8.RuneCountInString(in.Text); {
	case in.Choice == "kept" && kept != "":
		return kept, "", ""
	case in.Text == "" || quiet(t):
		return "", kept, ""
	case n > workflow.MaxComment:
		short := string([]rune(in.Text)[:workflow.MaxComment])
		return "", short, w.t("decide.comment_length", "count", workflow.MaxComment, "length", n)
	}
	return in.Text, "", ""
}
