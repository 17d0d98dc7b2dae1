package flows

import (
	"context"
	"slices"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/vocabulary"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// corrections are the intents of sentences that put a record right.
var corrections = []vocabulary.Intent{vocabulary.Request, vocabulary.Range, vocabulary.Remove, vocabulary.Ask}

// sentence reads a message, also one with a reason of the company before or behind it: 「電車遅延で9時20分出勤」.
func (c company) sentence(text string, said calendar.Said, regular map[calendar.Slot]calendar.Clock) (m vocabulary.Match, reasons []string) {
	if m = c.words.MatchFor(text, said, regular); m.Intent != vocabulary.None {
		return m, nil
	}
	for _, r := range c.reasons {
		for _, name := range names(r) {
			rest, ok := vocabulary.Without(text, name)
			if !ok {
				continue
			}
			if m := c.words.MatchFor(rest, said, regular); slices.Contains(corrections, m.Intent) {
				return m, []string{r.Code}
			}
		}
	}
	if m, several := c.words.Several(text, said); several {
		return m, nil
	}
	return m, nil
}

// said reads a sentence about the day that is being corrected. One about another day, or no sentence at all, is no answer
// here: the engine then hears it as what it is.
func (f *Flows) said(ctx context.Context, x drafting, text string) (dialog.Answer, error) {
	day, err := f.day(ctx, x.t, x.d.Date)
	if err != nil {
		return dialog.Answer{}, err
	}
	now := x.c.said(x.t.Activity.At)
	m, reasons := x.c.sentence(text, now, day.Regular)
	if m.Basis != calendar.Named && m.Basis != calendar.Counted {
		if then := x.c.saidOn(x.d.Date); then.At.Before(now.At) {
			m, reasons = x.c.sentence(text, then, day.Regular) // a time without a day is of the day that is talked about
		}
	}
	if m.Intent == vocabulary.None {
		meant, err := now.Read(text, calendar.About{Day: x.d.Date, Slots: day.Regular})
		if err != nil || !meant.From.Timed {
			return dialog.Answer{Again: true}, nil
		}
		m = vocabulary.Match{Intent: vocabulary.Range, Kind: vocabulary.In, Day: meant.Day, From: meant.From.At, At: meant.At}
	}
	if m.Day != x.d.Date || !slices.Contains(corrections, m.Intent) {
		return dialog.Answer{Again: true}, nil
	}
	if len(reasons) > 0 {
		x.d.Reasons = reasons
	}
	return f.meant(ctx, x, m, day)
}

// saidOn is the end of a business day, from which everything of that day lies in the past.
func (c company) saidOn(date calendar.Date) calendar.Said {
	return c.said(date.At(int(c.Boundary)+24*60, c.Zone()).Add(-time.Second))
}

// phrase answers a sentence with a time of its own. A correction is shown before it is sent; of the rest it is said what
// was understood, and that nothing was recorded.
func (f *Flows) phrase(ctx context.Context, t dialog.Turn, _ string) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	x := drafting{t: t, c: c, w: c.wording(t)}
	said := c.said(t.Activity.At)
	m, reasons := c.sentence(t.Activity.Text, said, nil)
	if m.Intent == vocabulary.Leave || m.Intent == vocabulary.LeaveCancel {
		return f.leave(ctx, x, m, said.Today())
	}
	if !slices.Contains(corrections, m.Intent) {
		return f.Repair(ctx, t, dialog.Fallback)
	}
	date := m.Day
	if date == "" {
		if date, err = f.unnamed(ctx, t, m, said.Today()); err != nil {
			return dialog.Answer{}, err
		}
	}
	day, err := f.day(ctx, t, date)
	if err != nil {
		return dialog.Answer{}, err
	}
	if m.Problem.Why == calendar.NoSchedule {
		m, reasons = c.sentence(t.Activity.Text, said, day.Regular)
	}
	x.d = draft{Date: date, Reasons: reasons}
	return f.meant(ctx, x, m, day)
}

// meant turns what a sentence means into a correction of its day.
func (f *Flows) meant(ctx context.Context, x drafting, m vocabulary.Match, day attendance.OneDay) (dialog.Answer, error) {
	if day.Locked != "" {
		return f.chosen(ctx, x.t, day.Date, false)
	}
	kind := spoken[m.Kind].kind
	switch {
	case m.Intent == vocabulary.Range:
		return f.ranged(ctx, x, m, day)
	case m.Intent == vocabulary.Remove:
		return f.removed(ctx, x, m, day)
	case m.Intent == vocabulary.Request, m.Problem.Why == calendar.Unsure && !m.At.IsZero():
		return f.timed(ctx, x, m)
	case m.Problem.Why == calendar.NoTime && kind != "" && day.Date > x.c.said(x.t.Activity.At).Today():
		return answer(x.w.dayToCome(day.Date, kind)), nil
	case m.Problem.Why == calendar.NoTime && kind != "" && !m.Missed && day.Date == x.c.said(x.t.Activity.At).Today():
		return f.nearly(ctx, x.t, m.Kind)
	case m.Problem.Why == calendar.NoTime && kind != "":
		x.d.Kind, x.d.Punch = kind, ""
		if own := of(day.Day, kind); len(own) == 1 {
			x.d.Punch = own[0].ID
		}
		return x.d.to(stepTime), nil
	}
	return answer(x.w.unclearPhrase(m)), nil
}

// timed is one punch with a time, in as many readings as there are.
func (f *Flows) timed(ctx context.Context, x drafting, m vocabulary.Match) (dialog.Answer, error) {
	kind := spoken[m.Kind].kind
	whens := []calendar.When{{Day: m.Day, At: m.At, Timed: true}}
	if m.Other.Timed {
		whens = append(whens, m.Other)
	}
	var list []reading
	var note []dialog.Reply
	dayOf := map[calendar.Date]worktime.Day{}
	for _, when := range whens {
		day, err := f.day(ctx, x.t, when.Day)
		if err != nil {
			return dialog.Answer{}, err
		}
		x.d.Kind = kind
		when.At = f.night(x, day.Day, when.At)
		if len(list) > 0 && early(day.Day, kind, when.At) {
			continue // 6時 of somebody who came at nine is the evening
		}
		if len(list) > 0 && early(dayOf[list[0].Date], kind, list[0].Change.At) {
			list = nil
		}
		dayOf[when.Day] = day.Day
		own := of(day.Day, kind)
		old, found := at(day.Day, kind, m.Old)
		switch {
		case !m.Old.IsZero() && found:
			own = []worktime.Punch{old}
		case !m.Old.IsZero() && len(note) == 0:
			note = []dialog.Reply{x.w.noneAt(kind, when.Day, m.Old)}
		}
		list = append(list, readingsOf(when, kind, own, m.Old.IsZero())...)
	}
	x.d.Kind = ""
	got, err := f.readings(ctx, x, list)
	got.Replies = append(note, got.Replies...)
	return got, err
}

// early tells whether a clock-out would be before the day's clock-in.
func early(day worktime.Day, kind worktime.Kind, at time.Time) bool {
	return kind == worktime.Out && day.In != nil && !at.After(day.In.At)
}

// readingsOf are the punches of a day that a time may be about. A clock-in or clock-out is the day's; a break may be one
// more.
func readingsOf(when calendar.When, kind worktime.Kind, own []worktime.Punch, more bool) []reading {
	var list []reading
	for _, p := range own {
		c := workflow.Change{Op: workflow.Move, Kind: kind, Punch: p.ID, Before: p.At, At: when.At}
		list = append(list, reading{when.Day, c})
	}
	if len(own) == 0 || more && kind != worktime.In && kind != worktime.Out {
		list = append(list, reading{when.Day, workflow.Change{Op: workflow.Add, Kind: kind, At: when.At}})
	}
	return list
}

// ranged is a day from in to out, or an absence in it.
func (f *Flows) ranged(ctx context.Context, x drafting, m vocabulary.Match, day attendance.OneDay) (dialog.Answer, error) {
	begin, end := worktime.In, worktime.Out
	switch m.Kind {
	case vocabulary.OutingIn:
		begin, end = worktime.Leave, worktime.Return
	case vocabulary.BreakIn:
		begin, end = worktime.BreakStart, worktime.BreakEnd
	}
	d := x.d
	for _, c := range []workflow.Change{aim(day.Day, begin, m.From), aim(day.Day, end, m.At)} {
		if begin != worktime.In && (len(of(day.Day, begin)) != 1 || len(of(day.Day, end)) != 1) {
			c = workflow.Change{Op: workflow.Add, Kind: c.Kind, At: c.At}
		}
		if c.Op == workflow.Add || !c.Before.Truncate(time.Minute).Equal(c.At) {
			d = d.with(c)
		}
	}
	return f.confirm(ctx, x, d)
}

// removed is a punch that should not count.
func (f *Flows) removed(ctx context.Context, x drafting, m vocabulary.Match, day attendance.OneDay) (dialog.Answer, error) {
	kind := spoken[m.Kind].kind
	var list []reading
	for _, p := range of(day.Day, kind) {
		if m.Old.IsZero() || p.At.Truncate(time.Minute).Equal(m.Old) {
			list = append(list, reading{day.Date, workflow.Change{Op: workflow.Remove, Kind: kind, Punch: p.ID, Before: p.At}})
		}
	}
	if len(list) == 0 {
		return answer(x.w.noneAt(kind, day.Date, m.Old)), nil
	}
	return f.readings(ctx, x, list)
}

// noneAt says that a day has no punch of a kind, or none at that time.
func (w wording) noneAt(kind worktime.Kind, date calendar.Date, at time.Time) dialog.Reply {
	if at.IsZero() {
		return w.private(dialog.Problem, w.t("correct.none", "date", w.date(date), "kind", w.t("name."+string(kind))), w.t("refuse.nothing"))
	}
	return w.private(dialog.Problem, w.t("correct.none_at", w.stated(kind, date, at)...))
}
