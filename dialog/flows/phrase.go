package flows

import (
	"context"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/vocabulary"
)

// phrase answers a sentence that is understood but records nothing: a punch with a time of its own, leave, a time that
// does not exist. It says what was understood, that nothing was recorded, and what can be done now.
func (f *Flows) phrase(ctx context.Context, t dialog.Turn, _ string) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	m := c.words.Match(t.Activity.Text, c.said(t.Activity.At))
	switch m.Intent {
	case vocabulary.Request:
		return f.timed(ctx, t, w, m, c.said(t.Activity.At).Today())
	case vocabulary.Ask:
		return answer(w.unclearPhrase(m)), nil
	case vocabulary.Leave, vocabulary.LeaveCancel:
		key := "phrase.leave"
		if m.Intent == vocabulary.LeaveCancel {
			key = "phrase.leave_cancel"
		}
		kind := m.LeaveKind
		if kind == "" {
			kind = w.t("phrase.day_off")
		}
		return answer(w.private(dialog.Problem, w.t(key, "date", w.date(m.Date), "kind", kind), w.t("phrase.leave_how"))), nil
	}
	return f.Repair(ctx, t, dialog.Fallback)
}

// timed answers a punch with a time of its own. When it says exactly what is missing from that day, it can be taken as
// the person's answer about it.
func (f *Flows) timed(ctx context.Context, t dialog.Turn, w wording, m vocabulary.Match, now calendar.Date) (dialog.Answer, error) {
	kind := spoken[m.Kind].kind
	what := []any{"kind", w.t("name." + string(kind)), "date", w.date(m.Day), "time", w.clock(m.At, m.Day)}
	today, err := f.Records.Today(ctx, t.Person.Tenant, t.Person.Employee, t.Activity.At)
	if err != nil {
		return dialog.Answer{}, err
	}
	if forgotten := today.Forgotten; kind == attendance.Out && forgotten != nil && forgotten.Date == m.Day {
		r := w.private(dialog.Ask, w.t("phrase.is_it", what...))
		yes := w.choice("yes", "")
		yes.Action = dialog.Action{Name: actForgot, Arg: string(m.Day) + " " + w.clock(m.At, m.Day)}
		r.Choices = []dialog.Choice{
			yes,
			{Label: w.t("forgot.later"), Typed: w.t("forgot.later"), Action: dialog.Action{Name: actLater, Arg: string(m.Day)}},
		}
		return answer(r), nil
	}
	r := w.private(dialog.Problem, w.t("phrase.timed", what...), w.t("phrase.timed_how"))
	if m.Day == now {
		r.Lines = append(r.Lines, w.t("phrase.timed_now", "word", wordFor(w.lang, kind)))
	}
	return answer(r), nil
}

// unclearPhrase says what of a date or time could not be used.
func (w wording) unclearPhrase(m vocabulary.Match) dialog.Reply {
	kind := spoken[m.Kind].kind
	text := m.Problem.Text
	switch {
	case m.Problem.Why == calendar.NotYet && !m.At.IsZero() && kind != "":
		return w.private(dialog.Problem, w.t("phrase.not_yet", "date", w.date(m.Day), "time", w.clock(m.At, m.Day)),
			w.t("phrase.not_yet_how", "word", wordFor(w.lang, kind)))
	case m.Problem.Why == calendar.NoTime && m.Day != "" && kind != "":
		return w.private(dialog.Problem, w.t("phrase.no_time", "date", w.date(m.Day), "kind", w.t("name."+string(kind))),
			w.t("phrase.timed_how"))
	case m.Problem.Why == calendar.OtherWeekday:
		return w.private(dialog.Problem, w.t("phrase.other_weekday", "text", text), w.t("refuse.nothing"))
	case m.Problem.Why == calendar.NoSuchDate, m.Problem.Why == calendar.NoSuchTime:
		return w.private(dialog.Problem, w.t("phrase.no_such", "text", text), w.t("refuse.nothing"))
	}
	return w.private(dialog.Problem, w.t("phrase.unclear"), w.t("refuse.nothing"))
}
