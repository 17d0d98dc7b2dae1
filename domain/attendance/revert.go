package attendance

import (
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Writes is what an entry of a correction writes, as it must be known to take it back. h is what it was decided on.
func (e Entry) Writes(h History) Written {
	var w Written
	for _, p := range e.Punches {
		w.Punches = append(w.Punches, p.ID)
	}
	for _, c := range e.Changes {
		w.Changes = append(w.Changes, Turned{c.Punch, c.From, c.To})
	}
	if e.Note != nil {
		old := worktime.NoteOn(h.Notes, e.Note.Date)
		w.Note = &Unsaid{Reasons: old.Reasons, Note: old.Note, Version: e.Note.Version}
	}
	return w
}

// Revert takes back what a correction of a date has written: its punches stop counting, what they had replaced counts
// again, and what was said of the day before is said again. Nothing is deleted. Conflict Args["why"] stale: something
// later rests on it; Locked: Args["month"].
func (a Amender) Revert(h History, date calendar.Date, w Written, c Warrant) (Amended, error) {
	d := draft{Amender: a, history: h, date: date, cause: c, before: a.who.rules.Read(h.Punches)}
	if err := d.open(); err != nil {
		return Amended{}, err
	}
	e, err := d.reverse(w)
	if err != nil {
		return Amended{}, err
	}
	left := apply(h.Punches, e.Changes)
	d.after = a.who.rules.Read(left)
	if month, moves := moved(d.before, d.after, d.locked()); moves {
		return Amended{}, domain.Refuse(domain.Locked, "month", month)
	}
	var touched []edit
	for _, ch := range e.Changes {
		touched = append(touched, edit{Edit: Edit{At: worktime.ByID(left, ch.Punch).At}})
	}
	e.Changes = append(e.Changes, d.follow(left, d.after, touched)...)
	return Amended{Amendment{Date: date}, a.Day(h, date), a.Day(e.On(h), date), e}, nil
}

// reverse is the entry that undoes one, if everything stands as that left it.
func (d *draft) reverse(w Written) (Entry, error) {
	stale := domain.Refuse(domain.Conflict, "why", "stale")
	var e Entry
	turn := func(id domain.ID, from, to worktime.PunchState) bool {
		p := worktime.ByID(d.history.Punches, id)
		if p == nil || p.State != from {
			return false
		}
		e.Changes = append(e.Changes, Change{
			ID: d.newID(), Tenant: d.who.Tenant, Punch: id, From: from, To: to, By: d.cause.By, Door: d.cause.Door,
			Ref: d.cause.Ref, At: d.now,
		})
		return true
	}
	for _, id := range w.Punches {
		if !turn(id, worktime.Effective, worktime.Void) {
			return Entry{}, stale
		}
	}
	for _, c := range slices.Backward(w.Changes) {
		if !turn(c.Punch, c.To, c.From) {
			return Entry{}, stale
		}
	}
	if w.Note == nil {
		return e, nil
	}
	old := worktime.NoteOn(d.history.Notes, d.date)
	if old.Version != w.Note.Version {
		return Entry{}, stale
	}
	e.Note = &worktime.DayNote{
		Tenant: d.who.Tenant, Employee: d.who.ID, Date: d.date, Version: old.Version + 1, Reasons: w.Note.Reasons, Note: w.Note.Note,
		By: d.cause.By, Door: d.cause.Door, Ref: d.cause.Ref, At: d.now,
	}
	return e, nil
}
