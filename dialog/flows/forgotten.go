package flows

import (
	"context"
	"strings"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
)

// askForgotten adds the question about an earlier day's missing clock-out to a reply. Its choices are named actions:
// tomorrow's press is as good as today's, and the domain looks again.
func (w wording) askForgotten(r *dialog.Reply, f attendance.Forgotten, today calendar.Date) {
	r.Private = true
	day := w.t("punch.forgotten", "date", w.date(f.Date))
	if f.Date == today.Add(-1) {
		day = w.t("punch.forgotten_yesterday", "date", w.date(f.Date))
	}
	if f.Waiting != nil {
		r.Lines = append(r.Lines, w.t("forgot.waiting", "date", w.date(f.Date), "time", w.clock(f.Waiting.At, f.Date)))
		return
	}
	r.Lines = append(r.Lines, day)
	r.Choices = w.proposals(f)
}

// proposals are the times a shift may have ended, each with its evidence, and the ways not to take one.
func (w wording) proposals(f attendance.Forgotten) []dialog.Choice {
	var out []dialog.Choice
	for _, p := range f.Proposals {
		at := w.clock(p.At, f.Date)
		why := w.t("forgot.evidence." + string(p.Evidence))
		if p.Punch != nil {
			why = w.t("forgot.evidence.punch", "kind", w.kind(*p.Punch))
		}
		out = append(out, dialog.Choice{
			Label: w.t("forgot.proposal", "time", at, "why", why), Typed: at,
			Action: dialog.Action{Name: actForgot, Arg: string(f.Date) + " " + at},
		})
	}
	pick, later := w.t("forgot.pick"), w.t("forgot.later")
	return append(out,
		dialog.Choice{Label: pick, Typed: pick, Action: dialog.Action{Name: actPick, Arg: string(f.Date)}, Want: w.want(f)},
		dialog.Choice{Label: later, Typed: later, Action: dialog.Action{Name: actLater, Arg: string(f.Date)}})
}

// want is the picker for the end of a shift.
func (w wording) want(f attendance.Forgotten) *dialog.Want {
	const picked = "2006-01-02T15:04"
	at := f.In.At
	if n := len(f.Proposals); n > 0 {
		at = f.Proposals[n-1].At
	}
	return &dialog.Want{Kind: dialog.WantDateTime, Initial: at.In(w.zone).Format(picked),
		Min: f.In.At.In(w.zone).Format(picked), Max: f.Latest.In(w.zone).Format(picked)}
}

// onDate reads a button's "2026-11-19 18:00".
func onDate(arg string) (date calendar.Date, clock calendar.Clock, ok bool) {
	day, at, _ := strings.Cut(arg, " ")
	date, err := calendar.ParseDate(day)
	clock, wrong := calendar.ParseClock(at)
	return date, clock, err == nil && wrong == nil
}

// forgot takes a proposed time: "2026-11-19 18:00".
func (f *Flows) forgot(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	date, clock, ok := onDate(arg)
	if !ok {
		return f.Repair(ctx, t, dialog.Unknown)
	}
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	got, err := f.tell(ctx, t, c, date, date.At(int(clock), c.Zone()))
	if because := w.misread(err, date); because != "" {
		return answer(w.private(dialog.Problem, because, w.t("refuse.nothing"))), nil
	}
	return got, err
}

// tell keeps the person's answer and says that somebody has to confirm it.
func (f *Flows) tell(ctx context.Context, t dialog.Turn, c company, date calendar.Date, at time.Time) (dialog.Answer, error) {
	w := c.wording(t)
	ref := attendance.Ref{Source: t.Person.Door, ID: t.Activity.Ref}
	got, err := f.Ledger.Answer(ctx, t.Person.Actor, date, attendance.Out, at, ref)
	if in, early := argOf(err, "in").(time.Time); early {
		if next := c.endOf(date, in, at); !next.Equal(at) {
			got, err = f.Ledger.Answer(ctx, t.Person.Actor, date, attendance.Out, next, ref)
		}
	}
	switch domain.CodeOf(err) {
	case "":
	case domain.Conflict:
		closed := answer(w.private(dialog.Problem, w.t("forgot.closed", "date", w.date(date)), w.t("refuse.ask_admin")))
		closed.Closes = whichTime(date)
		return closed, nil
	case domain.Locked:
		return f.refused(t, dialog.Answer{}, err)
	default:
		return dialog.Answer{}, err
	}
	r := w.private(dialog.Success, w.punch("forgot.taken", got.Punch), w.t("forgot.confirm"))
	r.Choices = []dialog.Choice{w.undo(got.Punch.ID)}
	taken := changed(r, t.Person.Employee)
	taken.Closes = whichTime(date)
	return taken, nil
}

// pick asks for another time; a picker may have brought it already: "2026-11-19 2026-11-19T19:30".
func (f *Flows) pick(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	day, picked, _ := strings.Cut(arg, " ")
	date, err := calendar.ParseDate(day)
	if err != nil {
		return f.Repair(ctx, t, dialog.Unknown)
	}
	q := whichTime(date)
	if picked == "" {
		return dialog.Answer{Next: q}, nil
	}
	got, err := f.takeTime(ctx, dialog.Scene{Turn: t, Data: q.Data}, dialog.Input{Value: picked})
	if got.Again {
		w := wording{lang: lang(t)}
		because := got.Because
		if because == "" {
			because = w.t("engine.unread")
		}
		got = answer(w.private(dialog.Problem, because))
		got.Next = q
	}
	return got, err
}

func (f *Flows) later(_ context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	w := wording{lang: lang(t)}
	later := answer(w.private(dialog.Plain, w.t("forgot.later_ok")))
	later.Closes = whichTime(calendar.Date(arg))
	return later, nil
}
