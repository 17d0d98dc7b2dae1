package flows

import (
	"context"
	"slices"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/locale"
)

// mostParts is how many days of a month's figure are listed.
const mostParts = 10

// why tells where a figure comes from: punches, the day they belong to, breaks, and the rule that counts the minutes.
func (f *Flows) why(ctx context.Context, t dialog.Turn, _ string) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	q, ok := asksWhy(t.Activity.Text, c.said(t.Activity.At).Today())
	if !ok {
		return f.Repair(ctx, t, dialog.Fallback)
	}
	w := c.wording(t)
	got, err := f.Records.Why(ctx, t.Person.Tenant, t.Person.Employee, q, t.Now)
	if domain.Is(err, domain.NotFound) {
		return answer(w.noSuchFigure(q)), nil
	}
	if err != nil {
		return dialog.Answer{}, err
	}
	r := w.because(got)
	if got.Day != nil {
		lines, err := f.waitingLines(ctx, t, w, got.Day.Date)
		if err != nil {
			return dialog.Answer{}, err
		}
		r.Lines = append(r.Lines, lines...)
	}
	r.Choices = []dialog.Choice{w.command("today"), w.command("month")}
	return answer(r), nil
}

func (w wording) noSuchFigure(q attendance.Question) dialog.Reply {
	figure := w.t("why.any")
	if q.Field != "" {
		figure = w.t("why.figure." + q.Field)
	}
	r := w.private(dialog.Problem, w.t("why.none", "figure", figure, "minutes", locale.Duration(q.Minutes)), w.t("why.none_how"))
	r.Choices = []dialog.Choice{w.command("today"), w.command("month")}
	return r
}

// because writes an explanation out.
func (w wording) because(e attendance.Explanation) dialog.Reply {
	figure, minutes := w.t("why.figure."+e.Field), locale.Duration(e.Minutes)
	var r dialog.Reply
	if e.Day == nil {
		p := e.Period
		r = w.private(dialog.Plain, w.t("why.title_period", "month", w.monthName(p.Month), "from", w.short(p.From), "to", w.short(p.To),
			"figure", figure, "minutes", minutes), w.parts(e)...)
	} else {
		r = w.private(dialog.Plain, w.t("why.title", "date", w.date(e.Day.Date), "figure", figure, "minutes", minutes), w.steps(e)...)
	}
	return r
}

// parts are the days that add up to a month's figure.
func (w wording) parts(e attendance.Explanation) []string {
	var days, lines []string
	for i, d := range e.Days {
		if i == mostParts {
			days = append(days, w.t("why.more", "count", len(e.Days)-mostParts))
			break
		}
		days = append(days, w.t("why.day", "date", w.date(d.Date), "minutes", locale.Duration(d.Minutes)))
	}
	if len(days) > 0 {
		lines = append(lines, locale.List(w.lang, days))
	}
	if e.Exact != e.Minutes {
		lines = append(lines, w.t("why.exact", "minutes", locale.Duration(e.Exact)))
	}
	return append(lines, w.t("why.engine", "version", e.Engine))
}

// whyLines groups the steps into lines, so that a telephone shows the whole explanation at once. The last line is what
// is always so, with the version of the calculation.
var whyLines = [][]attendance.StepCode{
	{attendance.StepPunch, attendance.StepRounded, attendance.StepFilledIn, attendance.StepFilledOut},
	{attendance.StepReason, attendance.StepCovered},
	{attendance.StepFixed, attendance.StepPunched, attendance.StepAutomatic, attendance.StepOuting, attendance.StepKept},
	{attendance.StepSchedule, attendance.StepWork, attendance.StepOutside, attendance.StepLess, attendance.StepLate, attendance.StepEarly,
		attendance.StepDay, attendance.StepWeek, attendance.StepSixty, attendance.StepNight, attendance.StepStatutory, attendance.StepOff, attendance.StepFrame},
	{attendance.StepCarried, attendance.StepCut, attendance.StepBoundary, attendance.StepEvening,
		attendance.StepPattern, attendance.StepCompany},
}

// steps are the lines of a day's figure.
func (w wording) steps(e attendance.Explanation) []string {
	var lines []string
	if len(e.Steps) == 0 {
		lines = append(lines, w.t("why.no_work"))
	}
	for i, codes := range whyLines {
		var line []string
		for _, s := range e.Steps {
			if slices.Contains(codes, s.Code) {
				line = append(line, w.step(s))
			}
		}
		if i == len(whyLines)-1 {
			line = append(line, w.t("why.engine", "version", e.Engine))
		}
		if len(line) > 0 {
			lines = append(lines, locale.List(w.lang, line))
		}
	}
	for _, p := range e.Day.Problems {
		lines = append(lines, w.problem(p, *e.Day))
	}
	return lines
}

func (w wording) step(s attendance.Step) string {
	args := []any{"from", locale.Clock(int(s.From)), "to", locale.Clock(int(s.To)), "minutes", locale.Duration(s.Minutes)}
	if s.Since != "" {
		args = append(args, "rule", s.Rule, "since", w.date(s.Since))
	}
	if s.Punch != nil {
		args = append(args, "kind", w.kind(*s.Punch), "receipt", s.Punch.Receipt)
	}
	if s.Reason != nil {
		args = append(args, "reason", w.taken(*s.Reason))
	}
	return w.t("why."+string(s.Code), args...)
}

// taken is a reason as a day has it: 時間有休 2:00.
func (w wording) taken(t attendance.Taken) string {
	name := t.Name
	if w.lang != locale.Japanese && t.Means.English != "" {
		name = t.Means.English
	}
	if name == "" {
		name = t.Code
	}
	switch {
	case t.Unit == attendance.ByHour:
		return w.t("why.taken_hour", "reason", name, "minutes", locale.Duration(t.Minutes))
	case len(t.Means.Units) > 1 && (t.Unit == attendance.Morning || t.Unit == attendance.Afternoon):
		return w.t("why.taken_"+string(t.Unit), "reason", name)
	}
	return name
}
