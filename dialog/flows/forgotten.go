package flows

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// askForgotten adds the question about an earlier day's missing clock-out to a reply. Its choices are named actions:
// tomorrow's press is as good as today's, and the domain looks again. What waits for a decision is told, not asked.
func (f *Flows) askForgotten(ctx context.Context, t dialog.Turn, w wording, r *dialog.Reply, missing worktime.Forgotten, today calendar.Date) error {
	r.Private = true
	asked, err := f.askedEnds(ctx, t)
	if err != nil {
		return err
	}
	if told, waits := asked[missing.Date]; waits {
		older, err := f.Records.Forgotten(ctx, t.Person.Tenant, t.Person.Employee, slices.Collect(maps.Keys(asked)), t.Now)
		if err != nil {
			return err
		}
		if older == nil {
			r.Lines = append(r.Lines, w.t("forgot.waiting", "date", w.date(told.Date), "changes", w.brief(told.Date, told.Changes), "number", told.Number))
			return nil
		}
		missing = *older
	}
	day := w.t("punch.forgotten", "date", w.date(missing.Date))
	if missing.Date == today.Add(-1) {
		day = w.t("punch.forgotten_yesterday", "date", w.date(missing.Date))
	}
	r.Lines = append(r.Lines, day)
	r.Choices = w.proposals(missing)
	return nil
}

// askedEnds are the person's pending requests about the end of a day, by that day.
func (f *Flows) askedEnds(ctx context.Context, t dialog.Turn) (map[calendar.Date]workflow.Request, error) {
	waiting, err := f.waiting(ctx, t, "")
	out := map[calendar.Date]workflow.Request{}
	for _, q := range waiting {
		if slices.ContainsFunc(q.Changes, func(c workflow.Change) bool { return c.Kind == worktime.Out }) {
			out[q.Date] = q
		}
	}
	return out, err
}

// proposals are the times a shift may have ended, each with its evidence, and the ways not to take one.
func (w wording) proposals(f worktime.Forgotten) []dialog.Choice {
	var out []dialog.Choice
	for _, p := range f.Proposals {
		at := w.clock(p.At, f.Date)
		why := w.t("forgot.evidence." + string(p.Evidence))
		if p.Punch != nil {
			why = w.t("forgot.evidence.punch", "kind", w.kind(*p.Punch))
		}
		out = append(out, dialog.Choice{
			Label: w.t("forgot.proposal", "time", at, "why", why), Typed: at,
			Action: dialog.Action{Name: actForgot, Arg: string(f.Date) + " " + at + " " + string(p.Evidence)},
		})
	}
	pick, later := w.t("forgot.pick"), w.t("forgot.later")
	return append(out,
		dialog.Choice{Label: pick, Typed: pick, Action: dialog.Action{Name: actPick, Arg: string(f.Date)}, Want: w.want(f)},
		dialog.Choice{Label: later, Typed: later, Action: dialog.Action{Name: actLater, Arg: string(f.Date)}})
}

// want is the picker for the end of a shift.
func (w wording) want(f worktime.Forgotten) *dialog.Want {
	at := f.In.At
	if n := len(f.Proposals); n > 0 {
		at = f.Proposals[n-1].At
	}
	return &dialog.Want{Kind: dialog.WantDateTime, Initial: at.In(w.zone).Format(pickedLayout),
		Min: f.In.At.In(w.zone).Format(pickedLayout), Max: f.Latest.In(w.zone).Format(pickedLayout)}
}

// onDate reads a button's "2026-11-19 18:00".
func onDate(arg string) (date calendar.Date, clock calendar.Clock, ok bool) {
	day, at, _ := strings.Cut(arg, " ")
	date, err := calendar.ParseDate(day)
	clock, wrong := calendar.ParseClock(at)
	return date, clock, err == nil && wrong == nil
}

// forgot takes a proposed time with its evidence: "2026-11-19 18:00 schedule".
func (f *Flows) forgot(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	words := append(strings.Fields(arg), "", "", "")
	date, clock, ok := onDate(words[0] + " " + words[1])
	if !ok {
		return f.Repair(ctx, t, dialog.Unknown)
	}
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w, at := c.wording(t), date.At(int(clock), c.Zone())
	evidence, err := f.evidence(ctx, t, date, worktime.Evidence(words[2]), at)
	if err != nil {
		return dialog.Answer{}, err
	}
	got, err := f.tell(ctx, t, c, date, at, evidence)
	if domain.Is(err, domain.Invalid) {
		return answer(w.private(dialog.Problem, w.misread(err, date), w.t("refuse.nothing"))), nil
	}
	return got, err
}

// evidence is what a proposed time rests on, as far as the day itself bears it out; a button that claims more claims in vain.
func (f *Flows) evidence(ctx context.Context, t dialog.Turn, date calendar.Date, kind worktime.Evidence, at time.Time) (*workflow.Evidence, error) {
	day, err := f.day(ctx, t, date)
	if err != nil {
		return nil, err
	}
	switch kind {
	case worktime.Scheduled:
		return &workflow.Evidence{Kind: kind, At: at}, nil
	case worktime.LastPunch:
		for _, p := range day.Counting() {
			if p.At.Truncate(time.Minute).Equal(at) {
				return &workflow.Evidence{Kind: kind, At: p.At}, nil
			}
		}
	case worktime.LastPost:
		for _, p := range lacking(day) {
			if p.Evidence == kind && p.At.Truncate(time.Minute).Equal(at) {
				return &workflow.Evidence{Kind: kind, At: p.At}, nil
			}
		}
	}
	return nil, nil
}

// lacking are the times proposed for the end of a day's open shift.
func lacking(day attendance.OneDay) []worktime.Proposal {
	if day.Lacks == nil {
		return nil
	}
	return day.Lacks.Proposals
}

// tell turns the person's answer into a request: he is asked why, and then it is sent. Invalid: the time cannot be.
func (f *Flows) tell(ctx context.Context, t dialog.Turn, c company, date calendar.Date, at time.Time, evidence *workflow.Evidence) (dialog.Answer, error) {
	x := drafting{t: t, c: c, w: c.wording(t)}
	day, err := f.day(ctx, t, date)
	if err != nil {
		return dialog.Answer{}, err
	}
	gap := slices.IndexFunc(day.Shifts, func(s worktime.Shift) bool { return s.Out == nil })
	switch {
	case day.Locked != "":
		return f.chosen(ctx, t, date, false)
	case gap < 0:
		closed := answer(x.w.private(dialog.Problem, x.w.t("forgot.closed", "date", x.w.date(date)), x.w.t("forgot.closed_how")))
		closed.Replies[0].Choices = []dialog.Choice{x.w.corrects(date)}
		closed.Closes = whichTime(date)
		return closed, nil
	}
	in := day.Shifts[gap].In.At
	if at = c.endOf(date, in, at); !at.After(in) {
		return dialog.Answer{}, domain.Refuse(domain.Invalid, "why", "before_in", "in", in)
	}
	d := draft{Date: date, Changes: []workflow.Change{{Op: workflow.Add, Kind: worktime.Out, At: at}}, Evidence: evidence}
	p, err := f.Requests.Preview(ctx, t.Person.Actor, d.wish())
	switch {
	case domain.Is(err, domain.Invalid):
		return dialog.Answer{}, err
	case err != nil:
		return f.refusedWish(x, d, err)
	}
	step := stepWhy
	if p.Direct || len(c.offered()) == 0 {
		step = stepConfirm
	}
	asked := d.to(step)
	asked.Closes = whichTime(date)
	return asked, nil
}

// corrects is the choice that begins a correction of a day.
func (w wording) corrects(date calendar.Date) dialog.Choice {
	c := w.command("correct")
	c.Action.Arg = string(date)
	return c
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
