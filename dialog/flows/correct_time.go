package flows

import (
	"context"
	"strings"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// removeArg is the choice that a punch should not count.
const removeArg = "remove"

// pickedLayout is the form of a date and time of a picker.
const pickedLayout = "2006-01-02T15:04"

// askWhen asks when a punch was. Its picker spans the day and the night after it: 24:00 and later are the next date's.
func (f *Flows) askWhen(ctx context.Context, s dialog.Scene) (dialog.Reply, error) {
	x, err := f.drafting(ctx, s)
	if err != nil {
		return dialog.Reply{}, err
	}
	day, err := f.day(ctx, x.t, x.d.Date)
	if err != nil {
		return dialog.Reply{}, err
	}
	w, date := x.w, x.d.Date
	kind := w.t("name." + string(x.d.Kind))
	r := w.private(dialog.Ask, w.t("correct.when", "date", w.date(date), "kind", kind))
	initial := date.At(12*60, x.c.Zone())
	clock, regular := regularAt(day.Regular, x.d.Kind)
	if at := date.At(int(clock), x.c.Zone()); regular && at.After(x.t.Now) {
		initial = x.t.Now // what is still to come is nothing to propose
	} else if regular {
		initial = at
		if x.d.Kind == worktime.In || x.d.Kind == worktime.Out {
			at := w.clock(initial, date)
			r.Choices = append(r.Choices, dialog.Choice{Label: w.t("forgot.proposal", "time", at, "why", w.t("correct.regular")),
				Typed: at, Action: dialog.Action{Arg: "at " + at}})
		}
	}
	for _, p := range day.Counting() {
		if p.ID == x.d.Punch {
			initial = p.At
			r.Title = w.t("correct.when_now", "date", w.date(date), "kind", kind, "time", w.clock(p.At, date))
			remove := w.t("correct.remove")
			r.Choices = append(r.Choices, dialog.Choice{Label: remove, Typed: remove, Action: dialog.Action{Arg: removeArg}})
		}
	}
	r.Choices = append(r.Choices, w.command("cancel"))
	r.Want = &dialog.Want{Kind: dialog.WantDateTime, Initial: initial.In(w.zone).Format(pickedLayout), Hint: w.t("forgot.example"),
		Min: string(date) + "T00:00", Max: string(date.Add(1)) + "T23:59"}
	return r, nil
}

// regularAt is the regular time of a kind of punch.
func regularAt(regular map[calendar.Slot]calendar.Clock, kind worktime.Kind) (calendar.Clock, bool) {
	slot, ok := map[worktime.Kind]calendar.Slot{worktime.In: calendar.ShiftStart, worktime.Out: calendar.ShiftEnd,
		worktime.BreakStart: calendar.BreakStart}[kind]
	if !ok {
		return 0, false
	}
	clock, ok := regular[slot]
	return clock, ok
}

func (f *Flows) takeWhen(ctx context.Context, s dialog.Scene, in dialog.Input) (dialog.Answer, error) {
	x, err := f.drafting(ctx, s)
	if err != nil {
		return dialog.Answer{}, err
	}
	day, err := f.day(ctx, x.t, x.d.Date)
	if err != nil {
		return dialog.Answer{}, err
	}
	c := workflow.Change{Op: workflow.Add, Kind: x.d.Kind}
	for _, p := range day.Counting() {
		if p.ID == x.d.Punch {
			c.Op, c.Punch, c.Before = workflow.Move, p.ID, p.At
		}
	}
	if x.d.Punch != "" && c.Punch == "" {
		a := answer(x.w.private(dialog.Problem, x.w.t("correct.changed")))
		a.Next = x.d.to(stepHow).Next // the day is shown as it is now
		return a, nil
	}
	if in.Choice == removeArg && c.Punch != "" {
		c.Op = workflow.Remove
		return f.confirm(ctx, x, x.d.with(c))
	}
	times, err := f.timesOf(x, day, in)
	if err != nil {
		return dialog.Answer{Again: true, Because: x.w.misread(err, x.d.Date)}, nil
	}
	var readings []reading
	for _, at := range times {
		c.At = at
		readings = append(readings, reading{x.d.Date, c})
	}
	if end, begun := ends[c.Kind]; begun && len(readings) == 1 && c.Op == workflow.Add && !day.Open && len(of(day.Day, end)) == 0 {
		d := x.d.with(c)
		d.Kind = end // who was on a break came back from it
		return d.to(stepTime), nil
	}
	return f.readings(ctx, x, readings)
}

// ends are the punches that end what others begin.
var ends = map[worktime.Kind]worktime.Kind{worktime.BreakStart: worktime.BreakEnd, worktime.Leave: worktime.Return}

// timesOf reads the answer to "when?": one time, or the two that it may mean.
func (f *Flows) timesOf(x drafting, day attendance.OneDay, in dialog.Input) ([]time.Time, error) {
	date, zone := x.d.Date, x.c.Zone()
	if clock, ok := strings.CutPrefix(in.Choice, "at "); ok {
		in.Value = clock
	}
	if in.Value != "" {
		at, err := pickedTime(in.Value, date, zone)
		return []time.Time{at}, err
	}
	about := calendar.About{Day: date, Side: side(x.d.Kind), English: x.w.lang == locale.English, Slots: day.Regular}
	m, err := x.c.said(x.t.Activity.At).Read(in.Text, about)
	switch {
	case err != nil:
		return nil, err
	case !m.Timed || m.From.Timed:
		return nil, calendar.Refusal(calendar.NotATime, in.Text)
	}
	times := []time.Time{f.night(x, day.Day, m.At)}
	if m.Other.Timed && m.Other.Day == date {
		times = append(times, f.night(x, day.Day, m.Other.At))
	}
	return times, nil
}

// night moves the end of a shift that its clock puts before its beginning to the next morning.
func (f *Flows) night(x drafting, day worktime.Day, at time.Time) time.Time {
	if x.d.Kind != worktime.Out || day.In == nil {
		return at
	}
	return x.c.endOf(day.Date, day.In.At, at)
}

func side(k worktime.Kind) calendar.Side {
	switch k {
	case worktime.In:
		return calendar.Start
	case worktime.Out:
		return calendar.End
	}
	return calendar.AnySide
}

// readings goes on with the only thing that can be meant, or asks which.
func (f *Flows) readings(ctx context.Context, x drafting, list []reading) (dialog.Answer, error) {
	if len(list) == 1 {
		x.d.Date = list[0].Date
		return f.confirm(ctx, x, x.d.with(list[0].Change))
	}
	x.d.Readings = list[:min(len(list), mostReadings)]
	return x.d.to(stepEither), nil
}

// mostReadings is how many things are offered that a sentence may mean.
const mostReadings = 4

func (f *Flows) askEither(ctx context.Context, s dialog.Scene) (dialog.Reply, error) {
	x, err := f.drafting(ctx, s)
	if err != nil || len(x.d.Readings) == 0 {
		return dialog.Reply{}, err
	}
	w, first := x.w, x.d.Readings[0]
	r := w.private(dialog.Ask, w.t("phrase.which", "date", w.date(first.Date), "kind", w.t("name."+string(first.Change.Kind))))
	days, punches := false, false
	for _, o := range x.d.Readings {
		days = days || o.Date != first.Date
		punches = punches || o.Change.Punch != first.Change.Punch
	}
	if days {
		r.Title = w.t("correct.which_date", "kind", w.t("name."+string(first.Change.Kind)))
	}
	for i, o := range x.d.Readings {
		label := w.clock(o.Change.At, o.Date)
		switch {
		case days:
			label = w.date(o.Date) + " " + label
		case punches:
			label = w.brief(o.Date, []workflow.Change{o.Change})
		}
		r.Choices = append(r.Choices, dialog.Choice{Label: label, Typed: label, Action: dialog.Action{Arg: string(rune('0' + i))}})
	}
	r.Choices = append(r.Choices, w.command("cancel"))
	return r, nil
}

func (f *Flows) takeEither(ctx context.Context, s dialog.Scene, in dialog.Input) (dialog.Answer, error) {
	x, err := f.drafting(ctx, s)
	if err != nil {
		return dialog.Answer{}, err
	}
	for i, o := range x.d.Readings {
		if in.Choice == string(rune('0'+i)) {
			return f.readings(ctx, x, []reading{o})
		}
	}
	return dialog.Answer{Again: true}, nil
}
