package flows

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/vocabulary"
	"github.com/dakoku/dakoku/domain/worktime"
)

// leave answers a wish for leave: it is understood, and honestly not asked for.
func (w wording) leave(m vocabulary.Match, today calendar.Date) dialog.Reply {
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

// bare reads a message that is nothing but a time. Whoever was asked about a missing clock-out answers so, also after
// the question is closed. false: it is no time, or nothing is missing.
func (f *Flows) bare(ctx context.Context, t dialog.Turn) (_ dialog.Answer, ok bool, err error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, false, err
	}
	said := c.said(t.Activity.At)
	if m, err := said.Read(t.Activity.Text, calendar.About{}); argOf(err, "why") == calendar.NotATime || err == nil && !m.Timed {
		return dialog.Answer{}, false, nil
	}
	today, err := f.Records.Today(ctx, t.Person.Tenant, t.Person.Employee, t.Activity.At)
	if err != nil || today.Forgotten == nil {
		return dialog.Answer{}, false, err
	}
	day, err := f.day(ctx, t, today.Forgotten.Date)
	if err != nil {
		return dialog.Answer{}, false, err
	}
	m, err := said.Read(t.Activity.Text, calendar.About{Day: day.Date, Side: calendar.End, English: lang(t) == locale.English, Slots: day.Regular})
	if err != nil { // a time of another day, or one that cannot be: no answer to this
		return dialog.Answer{}, false, nil
	}
	got, err := f.endsAt(ctx, t, c, day.Day, m.When, m.Other)
	if domain.Is(err, domain.Invalid) {
		w := c.wording(t)
		return answer(w.private(dialog.Problem, w.misread(err, day.Date), w.t("refuse.nothing"))), true, nil
	}
	return got, true, err
}

// stated are a punch's kind, day and time for a text.
func (w wording) stated(kind worktime.Kind, day calendar.Date, at time.Time) []any {
	return []any{"kind", w.t("name." + string(kind)), "date", w.date(day), "time", w.clock(at, day)}
}

// unclearPhrase says what of a date or time could not be used.
func (w wording) unclearPhrase(m vocabulary.Match) dialog.Reply {
	kind := spoken[m.Kind].kind
	text := m.Problem.Text
	switch {
	case m.Problem.Why == vocabulary.SeveralDays:
		return w.private(dialog.Problem, w.t("phrase.several"), w.t("phrase.several_how", "date", w.short(m.Day)))
	case m.Problem.Why == calendar.NotYet && !m.At.IsZero() && kind != "":
		return w.private(dialog.Problem, w.t("phrase.not_yet", "date", w.date(m.Day), "time", w.clock(m.At, m.Day)),
			w.t("phrase.not_yet_how", "word", wordFor(w.lang, kind)))
	case m.Problem.Why == calendar.OtherWeekday:
		return w.private(dialog.Problem, w.t("phrase.other_weekday", "text", text), w.t("refuse.nothing"))
	case m.Problem.Why == calendar.NoSchedule:
		return w.private(dialog.Problem, w.t("forgot.no_schedule", "text", text), w.t("refuse.nothing"))
	case m.Problem.Why == calendar.NoSuchDate, m.Problem.Why == calendar.NoSuchTime:
		return w.private(dialog.Problem, w.t("phrase.no_such", "text", text), w.t("refuse.nothing"))
	}
	return w.private(dialog.Problem, w.t("phrase.unclear"), w.t("refuse.nothing"))
}
