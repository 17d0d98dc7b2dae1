package flows

import (
	"context"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/worktime"
)

// lastMonth is the argument of the command 先月.
const lastMonth = "last"

// asksMonth reads a message that is the name of a month and nothing else, 「10月」, as a wish for its hours. Between people
// in a room it is an answer to one of them.
func asksMonth(t dialog.Turn) (dialog.Action, bool) {
	text := strings.TrimSpace(strings.TrimSuffix(dialog.Fold(t.Activity.Text), questionMark))
	_, ok := calendar.SpokenPeriod(text, calendar.MonthOf(calendar.DateOf(t.Activity.At)))
	return dialog.Action{Name: actMonth, Arg: text}, ok && !quiet(t)
}

// monthSaid reads the closing period a person asks for by what he said: nothing, lastMonth, or a month by its name, which
// counts back from the period that is running for him. refused is what is said instead: the month has not begun, or
// nothing is there.
func (f *Flows) monthSaid(ctx context.Context, t dialog.Turn, w wording, arg string) (got worktime.Aggregate, refused []dialog.Reply, err error) {
	got, err = f.Records.Month(ctx, t.Person.Tenant, t.Person.Employee, "", t.Now)
	now := got.Period.Month
	month, known := calendar.SpokenPeriod(arg, now)
	switch {
	case arg == lastMonth:
		month = now.Add(-1)
	case arg == "" || !known:
		return got, nil, err
	}
	if err != nil || month == now {
		return got, nil, err
	}
	if got, err = f.Records.Month(ctx, t.Person.Tenant, t.Person.Employee, month, t.Now); err != nil {
		return got, nil, err
	}
	key := ""
	switch {
	case month > now:
		key = "month.ahead"
	case !slices.ContainsFunc(got.Days, told):
		key = "month.empty"
	}
	if key != "" {
		r := w.private(dialog.Problem, w.t(key, w.period(got.Period)...), w.t("month.how"))
		r.Choices = []dialog.Choice{w.command("month"), w.command("last_month")}
		refused = []dialog.Reply{r}
	}
	return got, refused, nil
}

// told tells whether there is anything to say of a day.
func told(d worktime.Day) bool {
	return len(d.Shifts) > 0 || len(d.Reasons) > 0 || len(d.Held) > 0 || len(d.Problems) > 0 || d.Worked > 0
}

// period is a closing period for a text: its name with its dates, since the name alone does not tell them.
func (w wording) period(p closing.Period) []any {
	return []any{"month", w.monthName(p.Month), "from", w.short(p.From), "to", w.short(p.To)}
}
