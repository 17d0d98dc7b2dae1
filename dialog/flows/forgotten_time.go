package flows

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

const forgotName = "forgot"

// whichTime is the question about the end of a day's shift.
func whichTime(date calendar.Date) *dialog.Question { return dialog.Put(forgotName, "time", date) }

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
	var got dialog.Answer
	if in.Value != "" {
		var at time.Time
		if at, err = pickedTime(in.Value, date, c.Zone()); err == nil {
			got, err = f.tell(ctx, s.Turn, c, date, at, nil)
		}
	} else {
		got, err = f.takeTyped(ctx, s.Turn, c, date, in.Text)
	}
	switch {
	case err == nil:
		return got, nil
	case !domain.Is(err, domain.Invalid):
		return f.refused(s.Turn, dialog.Answer{}, err)
	}
	return dialog.Answer{Again: true, Because: w.misread(err, date)}, nil
}

// takeTyped takes a typed time. Of one that can be read in two ways it is asked which is meant.
func (f *Flows) takeTyped(ctx context.Context, t dialog.Turn, c company, date calendar.Date, text string) (dialog.Answer, error) {
	day, err := f.day(ctx, t, date)
	if err != nil {
		return dialog.Answer{}, err
	}
	about := calendar.About{Day: date, Side: calendar.End, English: lang(t) == locale.English, Slots: day.Regular}
	m, err := c.said(t.Activity.At).Read(text, about)
	switch {
	case err != nil:
		return dialog.Answer{}, err
	case !m.Timed:
		return dialog.Answer{}, calendar.Refusal(calendar.NotATime, text)
	}
	return f.endsAt(ctx, t, c, day.Day, m.When, m.Other)
}

// endsAt goes on with the only end of a shift that was meant, or asks which.
func (f *Flows) endsAt(ctx context.Context, t dialog.Turn, c company, day worktime.Day, readings ...calendar.When) (dialog.Answer, error) {
	var ends []time.Time
	for _, r := range readings {
		if !r.Timed || r.Day != day.Date {
			continue
		}
		end := r.At
		if day.In != nil {
			end = c.endOf(day.Date, day.In.At, r.At)
		}
		if !slices.ContainsFunc(ends, end.Equal) {
			ends = append(ends, end)
		}
	}
	if possible := slices.DeleteFunc(slices.Clone(ends), func(end time.Time) bool {
		return end.After(t.Now) || day.In != nil && !end.After(day.In.At)
	}); len(possible) > 0 {
		ends = possible
	}
	if len(ends) == 0 {
		return dialog.Answer{}, calendar.Refusal(calendar.TwoDays, "")
	}
	if len(ends) == 1 {
		return f.tell(ctx, t, c, day.Date, ends[0], nil)
	}
	return answer(c.wording(t).whichEnd(day.Date, ends)), nil
}

// whichEnd asks which of two clock-outs of a day is meant.
func (w wording) whichEnd(date calendar.Date, ends []time.Time) dialog.Reply {
	r := w.private(dialog.Ask, w.t("phrase.which", "date", w.date(date), "kind", w.t("name."+string(worktime.Out))))
	for _, end := range ends {
		clock := w.clock(end, date)
		r.Choices = append(r.Choices, dialog.Choice{Label: clock, Typed: clock, Action: dialog.Action{Name: actForgot, Arg: string(date) + " " + clock}})
	}
	later := w.t("forgot.later")
	r.Choices = append(r.Choices, dialog.Choice{Label: later, Typed: later, Action: dialog.Action{Name: actLater, Arg: string(date)}})
	return r
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
	case "order", "other_day", "too_late", "too_early", "nothing":
		return w.impossible(err, date)
	case calendar.TwoDays:
		return w.t("forgot.other_day", "date", w.date(date))
	case calendar.NoSchedule:
		return w.t("forgot.no_schedule", "text", argOf(err, "text"))
	case calendar.NoSuchTime:
		return w.t("forgot.no_such_time", "text", argOf(err, "text"))
	}
	return ""
}

// longestNight is how long a shift may have lasted when its end is named by a clock before its beginning. Somebody who
// came at 22:00 and says 6:00 means the next morning; somebody who came at 9:00 and says 8:30 has mistyped.
const longestNight = 16 * time.Hour

// endOf is the instant meant by a time on the date of a shift: one before the shift began is of the next morning, if it
// is still of the same business day or of the same night.
func (c company) endOf(date calendar.Date, in, at time.Time) time.Time {
	if !at.Before(in) {
		return at
	}
	next := date.At(int(calendar.ClockOn(at, date, c.Zone()))+24*60, c.Zone())
	if c.said(next).Today() == date || next.Sub(in) <= longestNight {
		return next
	}
	return at
}
