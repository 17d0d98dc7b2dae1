package flows

import (
	"context"
	"strings"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
)

// askForgotten adds the question about an earlier day's missing clock-out to a reply. Its choices are named actions:
// tomorrow's press is as good as today's, and the domain looks again.
func (w wording) askForgotten(r *dialog.Reply, f attendance.Forgotten, today calendar.Date) {
	r.Private = true
	day := w.t("punch.forgotten", "date", w.date(f.Date))
	if f.Date == today.Add(-1) {
		day = w.t("punch.forgotten_yesterday", "date", w.date(f.Date))
	}
	if f.Waiting != nil {
		r.Lines = append(r.Lines, w.t("forgot.waiting", "date", w.date(f.Date), "time", w.clock(f.Waiting.At, f.Date)))
		return
	}
	r.Lines = append(r.Lines, day)
	r.Choices = w.proposals(f)
}

// proposals are the times a shift may have ended, each with its evidence, and the ways not to take one.
func (w wording) proposals(f attendance.Forgotten) []dialog.Choice {
	var out []dialog.Choice
	for _, p := range f.Proposals {
		at := w.clock(p.At, f.Date)
		why := w.t("forgot.evidence." + string(p.Evidence))
		if p.Punch != nil {
			why = w.t("forgot.evidence.punch", "kind", w.kind(*p.Punch))
		}
		out = append(out, dialog.Choice{
			Label: w.t("forgot.proposal", "time", at, "why", why), Typed: at,
			Action: dialog.Action{Name: actForgot, Arg: string(f.Date) + " " + at},
		})
	}
	pick, later := w.t("forgot.pick"), w.t("forgot.later")
	return append(out,
		dialog.Choice{Label: pick, Typed: pick, Action: dialog.Action{Name: actPick, Arg: string(f.Date)}, Want: w.want(f)},
		dialog.Choice{Label: later, Typed: later, Action: dialog.Action{Name: actLater, Arg: string(f.Date)}})
}

// want is the picker for the end of a shift.
func (w wording) want(f attendance.Forgotten) *dialog.Want {
	const picked = "2006-01-02T15:04"
	at := f.In.At
	if n := len(f.Proposals); n > 0 {
		at = f.Proposals[n-1].At
	}
	return &dialog.Want{Kind: dialog.WantDateTime, Initial: at.In(w.zone).Format(picked),
		Min: f.In.At.In(w.zone).Format(picked), Max: f.Latest.In(w.zone).Format(picked)}
}

// forgot takes a proposed time: "2026-11-19 18:00".
func (f *Flows) forgot(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	day, at, _ := strings.Cut(arg, " ")
	date, err := calendar.ParseDate(day)
	clock, wrong := calendar.ParseClock(at)
	if err != nil || wrong != nil {
		return f.Repair(ctx, t, dialog.Unknown)
	}
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	got, err := f.tell(ctx, t, w, date, date.At(int(clock), c.Zone()))
	if because := w.misread(err, date); because != "" {
		return answer(w.private(dialog.Problem, because, w.t("refuse.nothing"))), nil
	}
	return got, err
}

// tell keeps the person's answer and says that somebody has to confirm it.
func (f *Flows) tell(ctx context.Context, t dialog.Turn, w wording, date calendar.Date, at time.Time) (dialog.Answer, error) {
	ref := attendance.Ref{Source: t.Person.Door, ID: t.Activity.Ref}
	got, err := f.Ledger.Answer(ctx, t.Person.Actor, date, attendance.Out, at, ref)
	switch domain.CodeOf(err) {
	case "":
	case domain.Conflict:
		return answer(w.private(dialog.Problem, w.t("forgot.closed", "date", w.date(date)))), nil
	case domain.Locked:
		return f.refused(t, dialog.Answer{}, err)
	default:
		return dialog.Answer{}, err
	}
	r := w.private(dialog.Success, w.punch("forgot.taken", got.Punch), w.t("forgot.confirm"))
	r.Choices = []dialog.Choice{w.undo(got.Punch.ID)}
	return changed(r, t.Person.Employee), nil
}

// pick asks for another time; a picker may have brought it already: "2026-11-19 2026-11-19T19:30".
func (f *Flows) pick(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	day, picked, _ := strings.Cut(arg, " ")
	date, err := calendar.ParseDate(day)
	if err != nil {
		return f.Repair(ctx, t, dialog.Unknown)
	}
	q := dialog.Put(forgotName, "time", date)
	if picked == "" {
		return dialog.Answer{Next: q}, nil
	}
	got, err := f.takeTime(ctx, dialog.Scene{Turn: t, Data: q.Data}, dialog.Input{Value: picked})
	if got.Again {
		w := wording{lang: lang(t)}
		because := got.Because
		if because == "" {
			because = w.t("engine.unread")
		}
		got = answer(w.private(dialog.Problem, because))
		got.Next = q
	}
	return got, err
}

func (f *Flows) later(_ context.Context, t dialog.Turn, _ string) (dialog.Answer, error) {
	w := wording{lang: lang(t)}
	return answer(w.private(dialog.Plain, w.t("forgot.later_ok"))), nil
}

const forgotName = "forgot"

func (f *Flows) forgotDialog() dialog.Dialog {
	return dialog.Dialog{Edition: 1, Steps: map[string]dialog.Step{"time": {Ask: f.askTime, Take: f.takeTime}}}
}

func (f *Flows) askTime(ctx context.Context, s dialog.Scene) (dialog.Reply, error) {
	var date calendar.Date
	if err := s.Read(&date); err != nil {
		return dialog.Reply{}, err
	}
	c, err := f.company(ctx, s.Turn.Person.Tenant, s.Turn.Now)
	if err != nil {
		return dialog.Reply{}, err
	}
	w := c.wording(s.Turn)
	r := w.private(dialog.Ask, w.t("forgot.when", "date", w.date(date)))
	r.Want = &dialog.Want{Kind: dialog.WantTime, Initial: "18:00", Hint: w.t("forgot.example")}
	r.Choices = []dialog.Choice{w.command("cancel")}
	return r, nil
}

// takeTime reads a time as people write it and keeps it as the answer.
func (f *Flows) takeTime(ctx context.Context, s dialog.Scene, in dialog.Input) (dialog.Answer, error) {
	var date calendar.Date
	if err := s.Read(&date); err != nil {
		return dialog.Answer{}, err
	}
	c, err := f.company(ctx, s.Turn.Person.Tenant, s.Turn.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(s.Turn)
	var at time.Time
	if in.Value != "" {
		at, err = pickedTime(in.Value, date, c.Zone())
	} else {
		var when calendar.When
		when, err = c.said(s.Turn.Activity.At).ReadTime(in.Text, date)
		at = when.At
	}
	if err == nil {
		var got dialog.Answer
		if got, err = f.tell(ctx, s.Turn, w, date, at); err == nil {
			return got, nil
		}
	}
	if !domain.Is(err, domain.Invalid) {
		return f.refused(s.Turn, dialog.Answer{}, err)
	}
	return dialog.Answer{Again: true, Because: w.misread(err, date)}, nil
}

// pickedTime is what a picker brought: a time on the date, or a date and time.
func pickedTime(value string, date calendar.Date, zone *time.Location) (time.Time, error) {
	if strings.Contains(value, "T") {
		at, err := time.ParseInLocation("2006-01-02T15:04", value, zone)
		if err != nil {
			return at, calendar.Refusal(calendar.NotATime, value)
		}
		return at, nil
	}
	clock, err := calendar.ParseClock(value)
	if err != nil {
		return time.Time{}, calendar.Refusal(calendar.NotATime, value)
	}
	return date.At(int(clock), zone), nil
}

// misread says what is wrong with a time; empty where no more can be said than that it was not understood.
func (w wording) misread(err error, date calendar.Date) string {
	at := func(name string) string {
		when, _ := argOf(err, name).(time.Time)
		return w.clock(when, date)
	}
	switch why := argOf(err, "why"); why {
	case "future", calendar.NotYet:
		return w.t("forgot.future")
	case "before_in":
		return w.t("forgot.before_in", "time", at("in"))
	case "too_late":
		return w.t("forgot.too_late", "time", at("latest"))
	case calendar.TwoDays:
		return w.t("forgot.other_day", "date", w.date(date))
	case calendar.NoSuchTime:
		return w.t("forgot.no_such_time", "text", argOf(err, "text"))
	}
	return ""
}
