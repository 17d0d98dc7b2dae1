package flows

import (
	"context"
	"slices"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// draft is a correction that is being talked about; it travels with the open question.
type draft struct {
	Date     calendar.Date      `json:"d,omitempty"`
	Changes  []workflow.Change  `json:"c,omitempty"`
	Reasons  []string           `json:"r,omitempty"`
	Note     string             `json:"n,omitempty"`
	Evidence *workflow.Evidence `json:"e,omitempty"`
	Replaces int                `json:"o,omitempty"` // a returned request that is sent again
	Sheet    bool               `json:"f,omitempty"` // nothing was asked for yet: all can be filled in on one form
	Kind     worktime.Kind      `json:"k,omitempty"` // of the punch whose time is asked for
	Punch    domain.ID          `json:"p,omitempty"` // that punch; empty: one that is to be added
	Readings []reading          `json:"t,omitempty"` // what a sentence may have meant
	Said     string             `json:"s,omitempty"` // a day's date in a chain of days, or text that was too long and is kept
}

// reading is one thing that a sentence may have meant.
type reading struct {
	Date   calendar.Date   `json:"d"`
	Change workflow.Change `json:"c"`
}

func (d draft) wish() workflow.Wish {
	w := workflow.Wish{Date: d.Date, Changes: d.Changes, Reasons: d.Reasons, Evidence: d.Evidence, Replaces: d.Replaces}
	if d.Note != "" {
		w.Note = &d.Note
	}
	return w
}

// with adds a change. One about the same punch, or another time for one that is to be added, gives way to it.
func (d draft) with(c workflow.Change) draft {
	d.Changes = slices.DeleteFunc(slices.Clone(d.Changes), func(old workflow.Change) bool {
		return old.Punch != "" && old.Punch == c.Punch ||
			old.Op == workflow.Add && c.Op == workflow.Add && old.Kind == c.Kind && (c.Kind == worktime.In || c.Kind == worktime.Out)
	})
	d.Changes = append(d.Changes, c)
	d.Kind, d.Punch, d.Readings, d.Said = "", "", nil, ""
	return d
}

// aim makes the change that puts a punch of the kind at a time: the day's own one moves, where there is one.
func aim(day worktime.Day, kind worktime.Kind, at time.Time) workflow.Change {
	c := workflow.Change{Op: workflow.Add, Kind: kind, At: at}
	if own := of(day, kind); len(own) > 0 {
		p := own[len(own)-1] // the last out ends the day
		if kind == worktime.In {
			p = own[0]
		}
		c.Op, c.Punch, c.Before = workflow.Move, p.ID, p.At
	}
	return c
}

// of are the day's punches of a kind that count.
func of(day worktime.Day, kind worktime.Kind) []worktime.Punch {
	return slices.DeleteFunc(day.Counting(), func(p worktime.Punch) bool { return p.Kind != kind })
}

// at is the day's punch of a kind that was recorded at a minute.
func at(day worktime.Day, kind worktime.Kind, when time.Time) (worktime.Punch, bool) {
	for _, p := range of(day, kind) {
		if p.At.Truncate(time.Minute).Equal(when.Truncate(time.Minute)) {
			return p, true
		}
	}
	return worktime.Punch{}, false
}

// drafting is what every step of a correction starts from.
type drafting struct {
	t dialog.Turn
	c company
	w wording
	d draft
}

func (f *Flows) drafting(ctx context.Context, s dialog.Scene) (drafting, error) {
	x := drafting{t: s.Turn}
	if err := s.Read(&x.d); err != nil {
		return x, err
	}
	c, err := f.company(ctx, s.Turn.Person.Tenant, s.Turn.Now)
	x.c, x.w = c, c.wording(s.Turn)
	return x, err
}

// to puts the next step of a correction.
func (d draft) to(step string) dialog.Answer {
	return dialog.Answer{Next: dialog.Put(correctName, step, d)}
}

// day reads the draft's day.
func (f *Flows) day(ctx context.Context, t dialog.Turn, date calendar.Date) (attendance.OneDay, error) {
	return f.Records.Day(ctx, t.Person.Tenant, t.Person.Employee, date, t.Now)
}
