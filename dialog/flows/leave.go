package flows

import (
	"context"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/vocabulary"
	"github.com/dakoku/dakoku/domain/worktime"
)

// leave asks for a day's leave by the company's own reason for it, as a correction that changes no punch. Where the
// company has none, it is understood and honestly not asked for.
func (f *Flows) leave(ctx context.Context, x drafting, m vocabulary.Match, today calendar.Date) (dialog.Answer, error) {
	switch {
	case len(x.c.leaves()) == 0:
		return answer(x.w.leaveTold(m, today)), nil
	case m.Intent == vocabulary.LeaveCancel:
		r := x.w.leaveTold(m, today)
		r.Lines, r.Choices = []string{x.w.t("phrase.leave_cancel_how")}, []dialog.Choice{x.w.command("requests")}
		return answer(r), nil
	case m.Until != "":
		return answer(x.w.private(dialog.Problem, x.w.t("phrase.leave_several"),
			x.w.t("hint.leave_how", "date", x.w.short(m.Date), "kind", x.w.reason(x.c.leaves()[0])))), nil
	}
	day, err := f.day(ctx, x.t, m.Date)
	if err != nil {
		return dialog.Answer{}, err
	}
	if day.Locked != "" {
		return f.chosen(ctx, x.t, m.Date, false)
	}
	x.d = draft{Date: m.Date}
	code, ok := x.c.leaveCalled(m.LeaveKind)
	if !ok {
		return x.d.to(stepLeave), nil
	}
	x.d.Reasons = []string{code}
	return f.confirm(ctx, x, x.d)
}

// leaveTold says that a wish for leave was understood and changed nothing.
func (w wording) leaveTold(m vocabulary.Match, today calendar.Date) dialog.Reply {
	key := "phrase.leave"
	if m.Intent == vocabulary.LeaveCancel {
		key = "phrase.leave_cancel"
	}
	kind := m.LeaveKind
	if kind == "" {
		kind = w.t("phrase.day_off")
	}
	days := w.dateSeen(m.Date, today)
	if m.Until != "" {
		days = w.t("phrase.days", "from", days, "to", w.dateSeen(m.Until, today))
	}
	return w.private(dialog.Problem, w.t(key, "date", days, "kind", kind), w.t("phrase.leave_how"))
}

// leaveHow answers talk of leave that names no day.
func (f *Flows) leaveHow(ctx context.Context, t dialog.Turn) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w, how := c.wording(t), ""
	if all := c.leaves(); len(all) > 0 {
		how = w.t("hint.leave_how", "date", w.short(c.said(t.Now).Today().Add(1)), "kind", w.reason(all[0]))
	} else {
		how = w.t("phrase.leave_how")
	}
	return answer(w.private(dialog.Problem, w.t("hint.leave"), how)), nil
}

func (f *Flows) askLeave(ctx context.Context, s dialog.Scene) (dialog.Reply, error) {
	x, err := f.drafting(ctx, s)
	if err != nil {
		return dialog.Reply{}, err
	}
	r := x.w.private(dialog.Ask, x.w.t("phrase.leave_which", "date", x.w.date(x.d.Date)))
	all := x.c.leaves()
	for _, reason := range all[:min(len(all), reasonsOffered)] {
		name := x.w.reason(reason)
		r.Choices = append(r.Choices, dialog.Choice{Label: name, Typed: name, Action: dialog.Action{Arg: "=" + reason.Code}})
	}
	r.Choices = append(r.Choices, x.w.command("cancel"))
	return r, nil
}

func (f *Flows) takeLeave(ctx context.Context, s dialog.Scene, in dialog.Input) (dialog.Answer, error) {
	x, err := f.drafting(ctx, s)
	if err != nil {
		return dialog.Answer{}, err
	}
	code, ok := x.reason(in)
	if !ok {
		if code, ok = x.c.leaveCalled(vocabulary.Normalize(in.Text)); !ok {
			return dialog.Answer{Again: true}, nil
		}
	}
	return f.because(ctx, x, code)
}

// leaves are the company's reasons for leave that can be given as they are.
func (c company) leaves() (out []worktime.ReasonCode) {
	for _, r := range c.offered() {
		if r.Means.Off != worktime.NoTimeOff {
			out = append(out, r)
		}
	}
	return out
}
