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

// unnamed is the day of a sentence that names none: today, or the day whose clock-out is missing when that is what the
// person says he forgot.
func (f *Flows) unnamed(ctx context.Context, t dialog.Turn, m vocabulary.Match, today calendar.Date) (calendar.Date, error) {
	if !m.Missed || spoken[m.Kind].kind != worktime.Out {
		return today, nil
	}
	got, err := f.Records.Today(ctx, t.Person.Tenant, t.Person.Employee, t.Activity.At)
	switch {
	case err != nil:
		return today, err
	case got.Forgotten != nil:
		return got.Forgotten.Date, nil
	case got.Status != worktime.Off && got.Since != nil:
		return got.Since.Date, nil // the shift that is open began yesterday
	}
	return today, nil
}

// dayToCome says that a punch of a later day is not recorded in advance.
func (w wording) dayToCome(day calendar.Date, kind worktime.Kind) dialog.Reply {
	return w.private(dialog.Problem, w.t("phrase.day_to_come", "date", w.date(day)), w.t("phrase.day_to_come_how", "word", wordFor(w.lang, kind)))
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
