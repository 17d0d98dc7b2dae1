package flows

import (
	"context"
	"strings"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

const correctName = "correct"

// The steps of a correction.
const (
	stepDay     = "day"     // which day
	stepHow     = "how"     // what of that day
	stepKind    = "kind"    // which kind of punch is added
	stepTime    = "time"    // when it was
	stepEither  = "either"  // which of several readings
	stepConfirm = "confirm" // before → after
	stepReason  = "reason"  // why, before the confirmation
	stepWhy     = "why"     // why, and then it is sent
	stepNote    = "note"
	stepLeave   = "leave" // which kind of leave the day is
)

// correctDialog leads from a day to a correction that is sent. It is held as long as it takes, also by one sentence.
func (f *Flows) correctDialog() dialog.Dialog {
	return dialog.Dialog{Edition: 1, Steps: map[string]dialog.Step{
		stepDay:     {Ask: f.askDay, Take: f.takeDay, Claims: []string{actToday}},
		stepHow:     {Ask: f.askHow, Take: f.takeHow},
		stepKind:    {Ask: f.askKind, Take: f.takeKind},
		stepTime:    {Ask: f.askWhen, Take: f.takeWhen},
		stepEither:  {Ask: f.askEither, Take: f.takeEither},
		stepConfirm: {Ask: f.askConfirm, Take: f.takeConfirm},
		stepReason:  {Ask: f.askReason, Take: f.takeReason},
		stepWhy:     {Ask: f.askWhyIt, Take: f.takeWhyIt},
		stepNote:    {Ask: f.askNote, Take: f.takeNote},
		stepLeave:   {Ask: f.askLeave, Take: f.takeLeave},
	}}
}

// correct begins a correction: of a day that the button names, else of one that is asked for.
func (f *Flows) correct(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	date, err := calendar.ParseDate(arg)
	if err != nil {
		return draft{Sheet: true}.to(stepDay), nil
	}
	return f.chosen(ctx, t, date, true)
}

// chosen goes on with a day, unless it cannot be changed; sheet: nothing was asked for yet.
func (f *Flows) chosen(ctx context.Context, t dialog.Turn, date calendar.Date, sheet bool) (dialog.Answer, error) {
	day, err := f.day(ctx, t, date)
	if err != nil {
		return dialog.Answer{}, err
	}
	if day.Locked != "" {
		w := wording{lang: lang(t)}
		return answer(w.private(dialog.Problem, w.t("refuse.locked", "month", w.monthName(day.Locked)), w.t("refuse.tell_admin"))), nil
	}
	return draft{Date: date, Sheet: sheet}.to(stepHow), nil
}

// daysOffered is how many days that miss something are offered besides today and yesterday.
const daysOffered = 3

func (f *Flows) askDay(ctx context.Context, s dialog.Scene) (dialog.Reply, error) {
	x, err := f.drafting(ctx, s)
	if err != nil {
		return dialog.Reply{}, err
	}
	r := x.w.private(dialog.Ask, x.w.t("correct.which_day"))
	today := x.c.said(x.t.Now).Today()
	days := []calendar.Date{today, today.Add(-1)}
	month, err := f.Records.Month(ctx, x.t.Person.Tenant, x.t.Person.Employee, "", x.t.Now)
	if err != nil {
		return dialog.Reply{}, err
	}
	missing := month.Missing()
	for _, d := range missing[max(len(missing)-daysOffered, 0):] {
		if d < today.Add(-1) {
			days = append(days, d)
		}
	}
	for _, d := range days {
		label := x.w.date(d)
		r.Choices = append(r.Choices, dialog.Choice{Label: label, Typed: label, Action: dialog.Action{Arg: string(d)}})
	}
	r.Choices = append(r.Choices, x.w.command("cancel"))
	r.Want = &dialog.Want{Kind: dialog.WantDate, Initial: string(today.Add(-1)), Max: string(today), Hint: x.w.t("correct.day_example")}
	if x.d.Sheet {
		day, err := f.day(ctx, x.t, today.Add(-1))
		if err != nil {
			return dialog.Reply{}, err
		}
		r.Form = x.form(day)
	}
	return r, nil
}

func (f *Flows) takeDay(ctx context.Context, s dialog.Scene, in dialog.Input) (dialog.Answer, error) {
	x, err := f.drafting(ctx, s)
	if err != nil {
		return dialog.Answer{}, err
	}
	if in.Form != nil {
		return f.formed(ctx, x, in.Form)
	}
	said := x.c.said(x.t.Activity.At)
	named := in.Choice + in.Value
	day, err := calendar.ParseDate(named)
	if in.Text != "" {
		m, wrong := said.Read(in.Text, calendar.About{English: x.w.lang == locale.English})
		switch why, text := calendar.WhyOf(wrong); {
		case why == calendar.NoSuchDate || why == calendar.OtherWeekday:
			return dialog.Answer{Again: true, Because: x.w.t("correct.no_such_day", "text", text)}, nil
		case wrong != nil || m.Timed:
			return dialog.Answer{Again: true}, nil
		}
		day, err = m.Day, nil
	}
	switch {
	case err != nil:
		return dialog.Answer{Again: true}, nil
	case day > said.Today():
		return dialog.Answer{Again: true, Because: x.w.t("correct.day_to_come")}, nil
	}
	return f.chosen(ctx, x.t, day, false)
}

// punchesOffered is how many punches of a day have a button; a day has seldom more.
const punchesOffered = 6

func (f *Flows) askHow(ctx context.Context, s dialog.Scene) (dialog.Reply, error) {
	x, err := f.drafting(ctx, s)
	if err != nil {
		return dialog.Reply{}, err
	}
	day, err := f.day(ctx, x.t, x.d.Date)
	if err != nil {
		return dialog.Reply{}, err
	}
	w := x.w
	r := w.private(dialog.Ask, w.t("correct.how", "date", w.date(x.d.Date), "record", w.recordLine(day.Day)))
	if len(x.d.Changes) > 0 {
		r.Lines = append(r.Lines, w.t("correct.so_far", "changes", w.changes(x.d.Date, x.d.Changes)))
	}
	if x.d.Replaces == 0 {
		lines, err := f.waitingLines(ctx, x.t, w, x.d.Date)
		if err != nil {
			return dialog.Reply{}, err
		}
		r.Lines = append(r.Lines, lines[:min(len(lines), 2)]...)
	}
	r.Lines = append(r.Lines, w.t("correct.how_example"))
	punches := day.Counting()
	for _, p := range punches[:min(len(punches), punchesOffered)] {
		label := w.t("correct.recorded", "kind", w.t("name."+string(p.Kind)), "time", w.clock(p.At, x.d.Date))
		r.Choices = append(r.Choices, dialog.Choice{Label: label, Typed: label, Action: dialog.Action{Arg: "punch " + string(p.ID)}})
	}
	for _, k := range []worktime.Kind{worktime.In, worktime.Out} {
		if len(of(day.Day, k)) == 0 {
			r.Choices = append(r.Choices, w.adds(k))
		}
	}
	more, why := w.t("correct.add_other"), w.t("correct.why")
	r.Choices = append(r.Choices, dialog.Choice{Label: more, Typed: more, Action: dialog.Action{Arg: "add"}})
	if len(x.d.Changes) == 0 && len(x.c.offered()) > 0 {
		r.Choices = append(r.Choices, dialog.Choice{Label: why, Typed: why, Action: dialog.Action{Arg: stepReason}})
	}
	r.Choices = append(r.Choices, w.command("cancel"))
	if x.d.Sheet {
		r.Form = x.form(day)
	}
	return r, nil
}

// adds is the choice of a punch that is to be added.
func (w wording) adds(k worktime.Kind) dialog.Choice {
	label := w.t("correct.add", "kind", w.t("name."+string(k)))
	return dialog.Choice{Label: label, Typed: label, Action: dialog.Action{Arg: "add " + string(k)}}
}

func (f *Flows) takeHow(ctx context.Context, s dialog.Scene, in dialog.Input) (dialog.Answer, error) {
	x, err := f.drafting(ctx, s)
	if err != nil {
		return dialog.Answer{}, err
	}
	switch {
	case in.Form != nil:
		return f.formed(ctx, x, in.Form)
	case in.Choice == stepReason:
		return x.d.to(stepReason), nil
	case in.Text != "":
		if code, ok := x.c.reasonCalled(in.Text); ok {
			return f.because(ctx, x, code)
		}
		return f.said(ctx, x, in.Text)
	}
	verb, what, _ := strings.Cut(in.Choice, " ")
	switch {
	case verb == "add" && what == "":
		return x.d.to(stepKind), nil
	case verb == "add":
		x.d.Kind, x.d.Punch = worktime.Kind(what), ""
		return x.d.to(stepTime), nil
	}
	day, err := f.day(ctx, x.t, x.d.Date)
	if err != nil {
		return dialog.Answer{}, err
	}
	for _, p := range day.Counting() {
		if string(p.ID) == what {
			x.d.Kind, x.d.Punch = p.Kind, p.ID
			return x.d.to(stepTime), nil
		}
	}
	return dialog.Answer{Again: true, Because: x.w.t("correct.no_punch")}, nil
}

func (f *Flows) askKind(ctx context.Context, s dialog.Scene) (dialog.Reply, error) {
	x, err := f.drafting(ctx, s)
	if err != nil {
		return dialog.Reply{}, err
	}
	r := x.w.private(dialog.Ask, x.w.t("correct.which_kind", "date", x.w.date(x.d.Date)))
	for _, k := range worktime.Kinds {
		r.Choices = append(r.Choices, x.w.adds(k))
	}
	r.Choices = append(r.Choices, x.w.command("cancel"))
	return r, nil
}

func (f *Flows) takeKind(ctx context.Context, s dialog.Scene, in dialog.Input) (dialog.Answer, error) {
	x, err := f.drafting(ctx, s)
	if err != nil {
		return dialog.Answer{}, err
	}
	kind, ok := strings.CutPrefix(in.Choice, "add ")
	if !ok {
		return f.said(ctx, x, in.Text)
	}
	x.d.Kind, x.d.Punch = worktime.Kind(kind), ""
	return x.d.to(stepTime), nil
}
