package flows

import (
	"slices"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
)

// missingEnd is what an answer about a missing clock-out is about. missing is what is known of the day, if anything.
func (c company) missingEnd(t dialog.Turn, date calendar.Date, missing *attendance.Forgotten) calendar.About {
	a := calendar.About{Day: date, Side: calendar.End, English: lang(t) == "en", Slots: map[calendar.Slot]calendar.Clock{}}
	if missing == nil {
		return a
	}
	for _, p := range missing.Proposals {
		if p.Evidence == attendance.Scheduled {
			a.Slots[calendar.ShiftEnd] = calendar.ClockOn(p.At, date, c.Zone())
		}
	}
	return a
}

// endsOf are the readings of a time that are about the day of a missing clock-out, as ends of its shift: the likelier
// one first. Those that cannot be are left out if another one can.
func (c company) endsOf(missing attendance.Forgotten, readings ...calendar.When) []time.Time {
	var ends, possible []time.Time
	for _, r := range readings {
		if !r.Timed || r.Day != missing.Date {
			continue
		}
		end := c.endOf(missing.Date, missing.In.At, r.At)
		if slices.ContainsFunc(ends, end.Equal) {
			continue
		}
		ends = append(ends, end)
		if canEnd(missing, end) {
			possible = append(possible, end)
		}
	}
	if len(possible) > 0 {
		return possible
	}
	return ends
}

func canEnd(missing attendance.Forgotten, end time.Time) bool {
	return end.After(missing.In.At) && !end.After(missing.Latest)
}

// isIt shows the clock-outs that were said before one is taken, or says at once why the first cannot be.
func (w wording) isIt(missing attendance.Forgotten, ends []time.Time) dialog.Reply {
	switch at := ends[0]; {
	case !at.After(missing.In.At):
		return w.private(dialog.Problem, w.t("forgot.before_in", "time", w.clock(missing.In.At, missing.Date)), w.t("refuse.nothing"))
	case at.After(missing.Latest):
		return w.private(dialog.Problem, w.t("forgot.too_late", "time", w.clock(missing.Latest, missing.Date)), w.t("refuse.nothing"))
	}
	return w.confirm(missing.Date, ends)
}

// confirm asks which of the clock-outs of a day is meant, or whether the only one is.
func (w wording) confirm(date calendar.Date, ends []time.Time) dialog.Reply {
	r := w.private(dialog.Ask, w.t("phrase.is_it", w.stated(attendance.Out, date, ends[0])...))
	if len(ends) > 1 {
		r.Title = w.t("phrase.which", "date", w.date(date), "kind", w.t("name."+string(attendance.Out)))
	}
	for _, end := range ends {
		clock := w.clock(end, date)
		choice := dialog.Choice{Label: clock, Typed: clock}
		if len(ends) == 1 {
			choice = w.choice("yes", "")
		}
		choice.Action = dialog.Action{Name: actForgot, Arg: string(date) + " " + clock}
		r.Choices = append(r.Choices, choice)
	}
	later := w.t("forgot.later")
	r.Choices = append(r.Choices, dialog.Choice{Label: later, Typed: later, Action: dialog.Action{Name: actLater, Arg: string(date)}})
	return r
}
