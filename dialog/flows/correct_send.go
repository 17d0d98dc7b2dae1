package flows

import (
	"context"
	"slices"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Reasons on offer: after a forgotten punch the first one and "another", else as many as fit above a keyboard.
const (
	reasonsOffered = 10
	noReason       = "none"
	otherReason    = "other"
)

// askReason asks for a reason of the company; two may be given, one after the other.
func (f *Flows) askReason(ctx context.Context, s dialog.Scene) (dialog.Reply, error) {
	x, err := f.drafting(ctx, s)
	if err != nil {
		return dialog.Reply{}, err
	}
	r := x.w.private(dialog.Ask, x.w.t("correct.which_reason"))
	if len(x.d.Reasons) > 0 {
		r.Lines = []string{x.w.t("correct.reasons", "reasons", x.w.reasonList(x.c, x.d.Reasons))}
	}
	r.Choices = append(x.reasonChoices(reasonsOffered), x.w.noReason(), x.w.command("cancel"))
	return r, nil
}

func (x drafting) reasonChoices(most int) []dialog.Choice {
	var out []dialog.Choice
	all := x.c.offered()
	for _, r := range all[:min(len(all), most)] {
		name := x.w.reason(r)
		out = append(out, dialog.Choice{Label: name, Typed: name, Action: dialog.Action{Arg: "=" + r.Code}})
	}
	return out
}

func (w wording) noReason() dialog.Choice {
	none := w.t("correct.no_reason")
	return dialog.Choice{Label: none, Typed: none, Action: dialog.Action{Arg: noReason}}
}

func (f *Flows) takeReason(ctx context.Context, s dialog.Scene, in dialog.Input) (dialog.Answer, error) {
	x, err := f.drafting(ctx, s)
	if err != nil {
		return dialog.Answer{}, err
	}
	if in.Choice == noReason {
		x.d.Reasons = nil
		return x.d.to(stepConfirm), nil
	}
	code, ok := x.reason(in)
	if !ok {
		return dialog.Answer{Again: true}, nil
	}
	return f.because(ctx, x, code)
}

// reason is the code that an answer names.
func (x drafting) reason(in dialog.Input) (code string, ok bool) {
	if in.Choice != "" && in.Choice[0] == '=' {
		return in.Choice[1:], true
	}
	return x.c.reasonCalled(in.Text)
}

// because adds a reason and shows the correction again.
func (f *Flows) because(ctx context.Context, x drafting, code string) (dialog.Answer, error) {
	if !slices.Contains(x.d.Reasons, code) {
		if len(x.d.Reasons) >= worktime.MaxReasons {
			return dialog.Answer{Again: true, Because: x.w.t("correct.reasons_most", "count", worktime.MaxReasons)}, nil
		}
		x.d.Reasons = append(x.d.Reasons, code)
	}
	return f.confirm(ctx, x, x.d)
}

// askWhyIt asks why a forgotten punch was forgotten. The answer sends the request: nothing else is left to say.
func (f *Flows) askWhyIt(ctx context.Context, s dialog.Scene) (dialog.Reply, error) {
	x, err := f.drafting(ctx, s)
	if err != nil {
		return dialog.Reply{}, err
	}
	w := x.w
	r := w.private(dialog.Ask, w.t("correct.why_it", "date", w.date(x.d.Date), "changes", w.changes(x.d.Date, x.d.Changes)))
	if x.d.Said == otherReason || len(x.c.offered()) <= 2 {
		r.Choices = x.reasonChoices(reasonsOffered)
	} else {
		other := w.t("correct.other_reason")
		r.Choices = append(x.reasonChoices(1), dialog.Choice{Label: other, Typed: other, Action: dialog.Action{Arg: otherReason}})
	}
	r.Choices = append(r.Choices, w.noReason(), w.command("cancel"))
	return r, nil
}

func (f *Flows) takeWhyIt(ctx context.Context, s dialog.Scene, in dialog.Input) (dialog.Answer, error) {
	x, err := f.drafting(ctx, s)
	if err != nil {
		return dialog.Answer{}, err
	}
	switch in.Choice {
	case noReason:
		return f.send(ctx, x, x.d)
	case otherReason:
		x.d.Said = otherReason
		return x.d.to(stepWhy), nil
	}
	code, ok := x.reason(in)
	if !ok {
		return dialog.Answer{Again: true}, nil
	}
	x.d.Reasons = []string{code}
	return f.send(ctx, x, x.d)
}

// send asks for the correction, or makes it where nobody has to decide.
func (f *Flows) send(ctx context.Context, x drafting, d draft) (dialog.Answer, error) {
	got, err := f.Requests.Submit(ctx, x.t.Person.Actor, d.wish(), eventRef(x.t))
	if err != nil {
		return f.refusedWish(x, d, err)
	}
	w := x.w
	approver, err := f.approver(ctx, x.t, w, got.Request)
	if err != nil {
		return dialog.Answer{}, err
	}
	r := w.private(dialog.Success, w.t("request.sent", "number", got.Number, "approver", approver))
	switch {
	case got.State == workflow.Approved && got.AtOnce():
		r.Title = w.t("correct.done", "date", w.date(got.Date), "recorded", w.recorded(got.Date, got.Changes))
		r.Lines = appendLine(r.Lines, w.effect(got.Preview))
		r.Choices = []dialog.Choice{w.takeBack(got.Number)}
	case got.State == workflow.Approved: // by a rule of the company
		r.Title = w.t("request.auto", "number", got.Number)
	default:
		r.Choices = []dialog.Choice{w.withdraws(got.Number)}
	}
	a := changed(r, x.t.Person.Employee)
	a.Closes = whichTime(got.Request.Date) // whatever was asked about the day's end is answered
	a.Tells, err = f.tells(ctx, x.t, x.c, got, func(w wording) dialog.Reply { return w.asked(x.c, got.Card) })
	return a, err
}

// approver names who is asked: the request's own approver, or the administrators.
func (f *Flows) approver(ctx context.Context, t dialog.Turn, w wording, r workflow.Request) (string, error) {
	if r.Approver == "" {
		return w.t("request.admins"), nil
	}
	e, err := f.People.Employee(ctx, t.Person.Tenant, r.Approver)
	return e.DisplayName(w.lang), err
}

func appendLine(lines []string, line string) []string {
	if line == "" {
		return lines
	}
	return append(lines, line)
}
