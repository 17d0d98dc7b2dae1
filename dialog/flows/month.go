package flows

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
)

// mostDates is how many days with something missing are named; more would not be read on a telephone.
const mostDates = 5

// month tells the hours of the closing period so far and the days that need something.
func (f *Flows) month(ctx context.Context, t dialog.Turn, _ string) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	got, err := f.Records.Month(ctx, t.Person.Tenant, t.Person.Employee, "", t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	r := w.private(dialog.Plain, w.t("month.title", "month", w.monthName(got.Period.Month),
		"from", w.short(got.Period.From), "to", w.short(got.Period.To)))
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
	if got.Locked > 0 {
		r.Lines = append(r.Lines, w.t("month.locked"))
	}
	r.Choices = []dialog.Choice{w.command("today")}
	return answer(r), nil
}

// short is a date without its weekday: "11/20".
func (w wording) short(d calendar.Date) string { return locale.ShortDate(w.lang, d.At(0, time.UTC)) }

// monthName is "2026年11月".
func (w wording) monthName(m calendar.Month) string {
	return locale.Month(w.lang, m.First().At(0, time.UTC))
}
