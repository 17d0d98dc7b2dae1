package flows

import (
	"context"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
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
		return f.timed(ctx, t, w, m)
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
		return answer(w.private(dialog.Problem, w.t(key, "date", w.date(m.Date), "kind", kind),
			w.t("phrase.leave_how"), w.t("refuse.ask_admin"))), nil
	}
	return f.Repair(ctx, t, dialog.Fallback)
}

// timed answers a punch with a time of its own. When it says exactly what is missing from that day, it can be taken as
// the person's answer about it.
func (f *Flows) timed(ctx context.Context, t dialog.Turn, w wording, m vocabulary.Match) (dialog.Answer, error) {
	kind := spoken[m.Kind].kind
	what := []any{"kind", w.t("name." + string(kind)), "date", w.date(m.Day), "time", w.clock(m.At, m.Day)}
	today, err := f.Records.Today(ctx, t.Person.Tenant, t.Person.Employee, t.Activity.At)
	if err != nil {
		return dialog.Answer{}, err
	}
	if forgotten := today.Forgotten; kind == attendance.Out && forgotten != nil && forgotten.Date == m.Day {
		r := w.private(dialog.Ask, w.t("phrase.is_it", what...))
		yes := w.t("phrase.yes")
		r.Choices = []dialog.Choice{
			{Label: yes, Typed: yes, Action: dialog.Action{Name: actForgot, Arg: string(m.Day) + " " + w.clock(m.At, m.Day)}},
			{Label: w.t("forgot.later"), Typed: w.t("forgot.later"), Action: dialog.Action{Name: actLater, Arg: string(m.Day)}},
		}
		return answer(r), nil
	}
	return answer(w.private(dialog.Problem, w.t("phrase.timed", what...), w.t("phrase.timed_how"),
		w.t("phrase.timed_now", "word", wordFor(w.lang, kind)))), nil
}

// unclearPhrase says what of a date or time could not be used.
func (w wording) unclearPhrase(m vocabulary.Match) dialog.Reply {
	kind := spoken[m.Kind].kind
	word := locale.Command(w.lang, "in")
	if kind != "" {
		word = wordFor(w.lang, kind)
	}
	r := w.private(dialog.Problem, "")
	switch m.Problem.Why {
	case calendar.NotYet:
		r.Title, r.Lines = w.t("phrase.not_yet", "text", m.Problem.Text), []string{w.t("phrase.not_yet_how", "word", word)}
	case calendar.NoTime:
		r.Title, r.Lines = w.t("phrase.no_time", "text", m.Problem.Text), []string{w.t("phrase.timed_now", "word", word)}
	case calendar.OtherWeekday:
		r.Title, r.Lines = w.t("phrase.other_weekday", "text", m.Problem.Text), []string{w.t("refuse.nothing")}
	default:
		r.Title, r.Lines = w.t("phrase.no_such", "text", m.Problem.Text), []string{w.t("refuse.nothing")}
	}
	return r
}
