package flows

import (
	"context"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

// today tells a person's state, the hours of the day so far and what is missing.
func (f *Flows) today(ctx context.Context, t dialog.Turn, _ string) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	got, err := f.Records.Today(ctx, t.Person.Tenant, t.Person.Employee, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	r := w.day(got)
	r.Choices = w.possible(got.Standing)
	lines, err := f.waitingLines(ctx, t, w, got.Day.Date)
	if err != nil {
		return dialog.Answer{}, err
	}
	r.Lines = append(r.Lines, lines...)
	if got.Forgotten != nil {
		if err := f.askForgotten(ctx, t, w, &r, *got.Forgotten, got.Day.Date); err != nil {
			return dialog.Answer{}, err
		}
	}
	return answer(r), nil
}

// day is a person's state and the day behind it.
func (w wording) day(got attendance.Today) dialog.Reply {
	title := w.status(got.Standing)
	since := got.Since
	if n := len(got.Shifts); got.Status == worktime.Working && n > 0 {
		since = got.Shifts[n-1].In // back from a break, one has been at work since the clock-in
	}
	if since != nil {
		key := "today.since"
		if got.Status == worktime.Off {
			key = "today.off"
		}
		title = w.t(key, "status", title, "time", w.clock(since.At, since.Date), "date", w.date(since.Date))
	}
	r := w.private(dialog.Plain, title)
	r.State = menu(got.Standing)
	if got.In != nil || got.Out != nil {
		line := w.hours("punch.today", got.Day.Figures)
		if got.Break > 0 {
			line = w.t("today.break", "hours", line, "break", locale.Duration(got.Break))
		}
		r.Lines = append(r.Lines, line)
	}
	for _, p := range got.Problems {
		r.Lines = append(r.Lines, w.problem(p, got.Day))
	}
	return r
}

// problem says what is wrong with a day.
func (w wording) problem(p worktime.Problem, d worktime.Day) string {
	return w.tell().Problem(p, d)
}

// private is a reply that no room may read.
func (w wording) private(tone dialog.Tone, title string, lines ...string) dialog.Reply {
	r := w.say(tone, title, lines...)
	r.Private = true
	return r
}

// Home draws a person's own page: the state, the hours so far, what can be pressed now. Somebody who is not linked
// finds how to become so.
func (f *Flows) Home(ctx context.Context, tenant, employee domain.ID, language string) (dialog.Reply, error) {
	t := dialog.Turn{Person: dialog.Person{Actor: domain.Actor{Tenant: tenant, Employee: employee}, Lang: language}}
	if employee == "" {
		w := wording{lang: lang(t)}
		r := w.say(dialog.Plain, w.t("link.greet"))
		r.State = unlinkedMenu
		return r, nil
	}
	now := f.Now()
	c, err := f.company(ctx, tenant, now)
	if err != nil {
		return dialog.Reply{}, err
	}
	got, err := f.Records.Today(ctx, tenant, employee, now)
	if err != nil {
		return dialog.Reply{}, err
	}
	w := c.wording(t)
	r := w.day(got)
	r.Choices = append(w.possible(got.Standing), w.command("today"), w.command("month"), w.command("correct"))
	return r, nil
}
