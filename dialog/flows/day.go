package flows

import (
	"context"
	"strings"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

// actDay tells of a day gone by: its date.
const actDay = "day"

// dayAsked reads a message that names a past day and nothing else.
func (c company) dayAsked(t dialog.Turn) (calendar.Date, bool) {
	text, today := c.words.Own(t.Activity.Text), c.said(t.Activity.At).Today()
	for _, word := range locale.Days()["record"] {
		if rest, ok := strings.CutSuffix(text, word); ok {
			text = rest
			break
		}
	}
	date, ok := dateIn(text, today)
	return date, ok && date <= today
}

// takenCodes are a day's reasons as a request says them.
func takenCodes(reasons []worktime.Taken) (out []string) {
	for _, r := range reasons {
		out = append(out, r.String())
	}
	return out
}

// oneDay tells what is recorded on a day, its hours, what is wrong with it, and leads to its correction.
func (f *Flows) oneDay(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	date, err := calendar.ParseDate(arg)
	if err != nil {
		return dialog.Answer{}, domain.Errorf(domain.NotFound, "flows: no day %q", arg)
	}
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	day, err := f.day(ctx, t, date)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	r := w.private(dialog.Plain, w.t("day.title", "date", w.date(date), "record", w.recordLine(day.Day)))
	if day.Worked > 0 {
		r.Lines = append(r.Lines, w.hours("day.hours", day.Figures))
	}
	if said := w.grounds(c, takenCodes(day.Reasons), day.Note, nil, date); len(said) > 0 {
		r.Lines = append(r.Lines, locale.List(w.lang, said))
	}
	for _, p := range day.Problems {
		r.Lines = append(r.Lines, w.problem(p, day.Day))
	}
	lines, err := f.waitingLines(ctx, t, w, date)
	if err != nil {
		return dialog.Answer{}, err
	}
	r.Lines = append(r.Lines, lines...)
	if day.Locked != "" {
		r.Lines = append(r.Lines, w.t("day.locked"))
		return answer(r), nil
	}
	fix := w.command("correct")
	fix.Action.Arg = string(date)
	r.Choices = []dialog.Choice{fix}
	return answer(r), nil
}
