package flows

import (
	"context"
	"time"

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
		return f.timed(ctx, t, c, m)
	case vocabulary.Ask:
		if m.Problem.Why == calendar.Unsure {
			return f.timed(ctx, t, c, m)
		}
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
		days := w.date(m.Date)
		if m.Until != "" {
			days = w.t("phrase.days", "from", days, "to", w.date(m.Until))
		}
		return answer(w.private(dialog.Problem, w.t(key, "date", days, "kind", kind), w.t("phrase.leave_how"))), nil
	}
	return f.Repair(ctx, t, dialog.Fallback)
}

// timed answers a punch with a time of its own. When it says exactly what is missing from that day, it can be taken as
// the person's answer about it.
func (f *Flows) timed(ctx context.Context, t dialog.Turn, c company, m vocabulary.Match) (dialog.Answer, error) {
	kind, w := spoken[m.Kind].kind, c.wording(t)
	today, err := f.Records.Today(ctx, t.Person.Tenant, t.Person.Employee, t.Activity.At)
	if err != nil {
		return dialog.Answer{}, err
	}
	meant := calendar.When{Day: m.Day, At: m.At, Timed: true}
	if missing := today.Forgotten; kind == attendance.Out && missing != nil {
		if ends := c.endsOf(*missing, meant, m.Other); len(ends) > 0 {
			return answer(w.isIt(*missing, ends)), nil
		}
	}
	stated := w.stated(kind, m.Day, m.At)
	r := w.private(dialog.Problem, w.t("phrase.timed", stated...), w.t("phrase.timed_how"))
	if m.Other.Timed {
		r.Title = w.t("phrase.either", append(stated, "other_date", w.date(m.Other.Day), "other", w.clock(m.Other.At, m.Other.Day))...)
	}
	if m.Basis == calendar.LastNight {
		r.Lines = append(r.Lines, w.t("phrase.last_night"))
	}
	if m.Day == c.said(t.Activity.At).Today() {
		r.Lines = append(r.Lines, w.t("phrase.timed_now", "word", wordFor(w.lang, kind)))
	}
	return answer(r), nil
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
	missing := *today.Forgotten
	m, err := said.Read(t.Activity.Text, c.missingEnd(t, missing.Date, today.Forgotten))
	if err != nil { // a time of another day, or one that cannot be: no answer to this
		return dialog.Answer{}, false, nil
	}
	return answer(c.wording(t).isIt(missing, c.endsOf(missing, m.When, m.Other))), true, nil
}

// stated are a punch's kind, day and time for a text.
func (w wording) stated(kind attendance.Kind, day calendar.Date, at time.Time) []any {
	return []any{"kind", w.t("name." + string(kind)), "date", w.date(day), "time", w.clock(at, day)}
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
	case m.Problem.Why == calendar.NoSchedule:
		return w.private(dialog.Problem, w.t("forgot.no_schedule", "text", text), w.t("refuse.nothing"))
	case m.Problem.Why == calendar.NoSuchDate, m.Problem.Why == calendar.NoSuchTime:
		return w.private(dialog.Problem, w.t("phrase.no_such", "text", text), w.t("refuse.nothing"))
	}
	return w.private(dialog.Problem, w.t("phrase.unclear"), w.t("refuse.nothing"))
}
