package flows

import (
	"context"
	"slices"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

// receipt answers a punch: what was recorded, the state or the figures, how to undo it. The same event gets the same
// answer, however often it comes.
func (f *Flows) receipt(ctx context.Context, t dialog.Turn, got attendance.Result, note string) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	var r dialog.Reply
	switch got.Punch.State {
	case worktime.Void:
		r = w.say(dialog.Problem, w.punch("punch.void", got.Punch))
		r.Choices = w.possible(got.Standing)
	case worktime.Held:
		r = w.held(got)
	default:
		r = w.done(got)
		if note != "" {
			r.Lines = append(r.Lines, w.t(note, "undo", locale.Command(w.lang, "undo")))
		}
	}
	r.State = menu(got.Standing)
	r.Brief = r.Title
	if got.Forgotten != nil {
		if err := f.askForgotten(ctx, t, w, &r, *got.Forgotten, got.Punch.Date); err != nil {
			return dialog.Answer{}, err
		}
	}
	return changed(r, t.Person.Employee), nil
}

// done is the receipt of a punch that counts.
func (w wording) done(got attendance.Result) dialog.Reply {
	r := w.say(dialog.Success, w.punch("punch.done", got.Punch))
	r.Lines = append(r.Lines, w.tell().Done(got)...)
	r.Private = got.Punch.Kind == worktime.Out // hours are nobody else's business
	r.Choices = append([]dialog.Choice{w.undo(got.Punch.ID)}, w.after(got.Standing)...)
	if got.Punch.Kind == worktime.Out && got.Status == worktime.Off {
		r.Choices = append(r.Choices, w.corrects(got.Punch.Date))
	}
	return r
}

// after are the punches offered under a receipt. After a clock-out nothing is pressed until tomorrow, and an outing is
// rare enough to be typed or found on the home page.
func (w wording) after(s worktime.Standing) []dialog.Choice {
	if s.Status == worktime.Off {
		return nil
	}
	return slices.DeleteFunc(w.possible(s), func(c dialog.Choice) bool {
		return c.Action == commandActions[kindWords[worktime.Leave]]
	})
}

// next are the punches offered under a punch that does not count: it may have been meant as something else.
func (w wording) next(s worktime.Standing) []dialog.Choice {
	if s.Status == worktime.Off {
		return w.possible(s)
	}
	return w.after(s)
}

// held answers a punch that is kept but does not count: what was kept, why, and what can be done.
func (w wording) held(got attendance.Result) dialog.Reply {
	p := got.Punch
	r := w.say(dialog.Problem, w.punch("punch.held", p), w.tell().Held(p, wordFor(w.lang, worktime.In)))
	if p.Hold != worktime.LockedMonth { // nothing of a locked month can be taken back
		r.Choices = []dialog.Choice{w.undo(p.ID)}
	}
	r.Choices = append(r.Choices, w.next(got.Standing)...)
	return r
}
