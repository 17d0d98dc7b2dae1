package flows

import (
	"context"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

// mostDates is how many days with something missing are named; more would not be read on a telephone.
const mostDates = 5

// month tells the hours of a closing period, as far as it has gone, and the days that need something.
func (f *Flows) month(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	got, refused, err := f.monthSaid(ctx, t, w, arg)
	if err != nil || refused != nil {
		return dialog.Answer{Result: dialog.Result{Replies: refused}}, err
	}
	r := w.private(dialog.Plain, w.t("month.title", w.period(got.Period)...))
	r.Lines = []string{w.t("month.worked", "hours", w.hours("month.hours", got.Totals.Figures), "days", got.Totals.DaysWorked)}
	missing := got.Missing()
	if n := len(missing); n > 0 {
		var days []string
		for _, d := range missing[:min(n, mostDates)] {
			days = append(days, w.date(d))
		}
		if n > mostDates {
			days = append(days, w.t("month.more", "count", n-mostDates))
		}
		r.Lines = append(r.Lines, w.t("month.missing", "days", locale.List(w.lang, days)))
	}
	waiting, err := f.waiting(ctx, t, "")
	if err != nil {
		return dialog.Answer{}, err
	}
	var asked []string
	for _, q := range waiting {
		if got.Period.Contains(q.Date) {
			asked = append(asked, w.t("request.short", "number", q.Number, "date", w.date(q.Date)))
		}
	}
	if n := len(asked); n > mostDates {
		asked = append(asked[:mostDates], w.t("month.more", "count", n-mostDates))
	}
	if len(asked) > 0 {
		r.Lines = append(r.Lines, w.t("month.waiting", "requests", locale.List(w.lang, asked)))
	}
	lines, err := f.agreement(ctx, t, w, got)
	if err != nil {
		return dialog.Answer{}, err
	}
	r.Lines = append(r.Lines, lines...)
	if got.Locked > 0 {
		r.Lines = append(r.Lines, w.t("month.locked", "version", got.Locked))
	}
	r.Choices = []dialog.Choice{w.command("today"), w.command("last_month")}
	if arg != "" {
		r.Choices[1] = w.command("month")
	}
	return answer(r), nil
}

// agreement says where the month stands with the overtime agreement, once that is worth saying.
func (f *Flows) agreement(ctx context.Context, t dialog.Turn, w wording, month worktime.Aggregate) ([]string, error) {
	a, ok, err := f.Records.Agreement(ctx, t.Person.Tenant, t.Person.Employee, month, t.Now)
	if err != nil || !ok {
		return nil, err
	}
	return w.tell().Agreement(a), nil
}

// short is a date without its weekday: "11/20".
func (w wording) short(d calendar.Date) string { return w.tell().Short(d) }

// monthName is "2026年11月".
func (w wording) monthName(m calendar.Month) string { return w.tell().Month(m) }
