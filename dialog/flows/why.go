package flows

import (
	"context"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

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

func (w wording) noSuchFigure(q worktime.Question) dialog.Reply {
	figure := w.t("why.any")
	if q.Field != "" {
		figure = w.t("why.figure." + q.Field)
	}
	r := w.private(dialog.Problem, w.t("why.none", "figure", figure, "minutes", locale.Duration(q.Minutes)), w.t("why.none_how"))
	r.Choices = []dialog.Choice{w.command("today"), w.command("month")}
	return r
}

// because writes an explanation out.
func (w wording) because(e worktime.Explanation) dialog.Reply {
	title, lines := w.tell().Because(e)
	return w.private(dialog.Plain, title, lines...)
}
