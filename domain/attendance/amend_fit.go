package attendance

import (
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// settle reads the punches as the edits leave them, until the edits say all that they mean: a punch added where another
// of its kind counts is that one at another time, and what had stopped counting before does not come back instead of a
// corrected punch.
func (d *draft) settle() error {
	for range len(d.history.Punches) + len(d.edits) + 1 {
		d.read()
		if !d.again() {
			return nil
		}
	}
	return domain.Errorf(domain.Invalid, "attendance: the edits of %s do not settle", d.date)
}

func (d *draft) read() {
	d.punches = slices.Clone(d.history.Punches)
	for _, e := range d.edits {
		if e.old != nil {
			worktime.ByID(d.punches, e.old.ID).State = worktime.Superseded
			if e.Op == Remove {
				worktime.ByID(d.punches, e.old.ID).State = worktime.Void
			}
		}
		if e.made != nil {
			d.punches = append(d.punches, *e.made)
		}
	}
	for _, id := range d.hidden {
		worktime.ByID(d.punches, id).State = worktime.Void
	}
	d.after = d.who.rules.Read(d.punches)
}

// again changes the edits where the reading shows that they mean something else, and tells whether it did.
func (d *draft) again() bool {
	for i, e := range d.edits {
		if e.made == nil {
			continue
		}
		mine := d.after.Verdicts[e.made.ID]
		if rival := worktime.ByID(d.history.Punches, mine.By); rival != nil && !mine.Counts() {
			if rival.State != worktime.Effective {
				d.hidden = append(d.hidden, rival.ID)
				return true
			}
			if d.becomes(i, rival) {
				return true
			}
		}
		for _, p := range d.history.Punches {
			if v, read := d.after.Verdicts[p.ID]; read && !v.Counts() && v.By == e.made.ID && d.before.Verdicts[p.ID].Counts() &&
				d.becomes(i, &p) {
				return true
			}
		}
	}
	return false
}

// becomes makes an added punch another time of one that is there.
func (d *draft) becomes(i int, p *worktime.Punch) bool {
	e := d.edits[i]
	if e.Op != Add || p.Kind != e.Kind || d.names(p.ID) {
		return false
	}
	moved := d.made(Edit{Op: Move, Kind: e.Kind, Punch: p.ID, At: e.At, Before: p.At}, p.ID)
	moved.old = p
	d.edits[i] = moved
	return true
}

// check refuses what cannot have been.
func (d *draft) check() error {
	if month, moves := moved(d.before, d.after, d.locked()); moves {
		return domain.Refuse(domain.Locked, "month", month)
	}
	for _, e := range d.edits {
		if err := d.fits(e); err != nil {
			return err
		}
	}
	for _, p := range d.history.Punches {
		v, read := d.after.Verdicts[p.ID]
		taken := slices.ContainsFunc(d.edits, func(e edit) bool { return e.made != nil && e.made.ID == v.By })
		if read && p.State == worktime.Effective && d.before.Verdicts[p.ID].Counts() && !v.Counts() && !taken {
			return domain.Refuse(domain.Invalid, "why", "order", "kind", p.Kind, "at", p.At)
		}
	}
	return d.whole()
}

// fits refuses a punch that would not count on the day it is meant for.
func (d *draft) fits(e edit) error {
	if e.made == nil {
		return nil
	}
	v := d.after.Verdicts[e.made.ID]
	open := d.gap()
	switch {
	case v.Hold == worktime.TooLong, e.Kind == worktime.Out && v.Date > d.date && open != nil:
		latest := e.At
		if open != nil {
			latest = d.before.Ends(open)
		}
		return domain.Refuse(domain.Invalid, "why", "too_late", "kind", e.Kind, "at", e.At, "latest", latest)
	case !v.Counts():
		return domain.Refuse(domain.Invalid, "why", "order", "kind", e.Kind, "at", e.At)
	case v.Date != d.date:
		return domain.Refuse(domain.Invalid, "why", "other_day", "kind", e.Kind, "at", e.At, "date", v.Date)
	}
	return nil
}

// gap is the shift of the day that lacked its out; nil when none did.
func (d *draft) gap() *worktime.Shift {
	for _, s := range d.before.Shifts {
		if s.Date == d.date && s.In != nil && s.Out == nil {
			return s
		}
	}
	return nil
}

// whole refuses a day that would lack more than it lacked before: an out before the in belongs to no shift. What is
// removed may be missing, and a day without punches may get one side only.
func (d *draft) whole() error {
	allowed, empty := lacking(d.before, d.date)
	if empty {
		allowed = 1
	}
	for _, e := range d.edits {
		if e.Op == Remove && e.old.State == worktime.Effective && (e.Kind == worktime.In || e.Kind == worktime.Out) {
			allowed++
		}
	}
	if now, _ := lacking(d.after, d.date); now <= allowed {
		return nil
	}
	for _, e := range d.edits {
		if e.made == nil || e.Kind != worktime.In && e.Kind != worktime.Out {
			continue
		}
		pairs := map[string]any{"why": "order", "kind": e.Kind, "at": e.At}
		if other, at := d.against(e); other != "" {
			pairs["other"], pairs["than"] = other, at
		}
		return &domain.Error{Code: domain.Invalid, Args: pairs}
	}
	return domain.Refuse(domain.Invalid, "why", "order")
}

// against is the punch of the other side that an in or out of the day does not fit to.
func (d *draft) against(e edit) (worktime.Kind, time.Time) {
	for _, s := range d.after.Shifts {
		switch {
		case s.Date != d.date:
		case e.Kind == worktime.Out && s.In != nil && s.Out == nil && s.In.At.After(e.At):
			return worktime.In, s.In.At
		case e.Kind == worktime.In && s.Out != nil && s.In == nil && s.Out.At.Before(e.At):
			return worktime.Out, s.Out.At
		}
	}
	return "", time.Time{}
}

// lacking counts the ins and outs that the shifts of a date lack, and tells whether there is no shift at all.
func lacking(seq worktime.Sequence, date calendar.Date) (n int, empty bool) {
	empty = true
	for _, s := range seq.Shifts {
		if s.Date == date {
			empty = false
			if s.In == nil {
				n++
			}
			if s.Out == nil {
				n++
			}
		}
	}
	return n, empty
}

// follow lists the changes of state that follow for punches no edit is about.
func (d *draft) follow(left []worktime.Punch, after worktime.Sequence, edits []edit) []Change {
	w := wish{
		Command: Command{Ref: Ref{Source: d.cause.Door, ID: d.cause.Ref}}, tenant: d.who.Tenant, received: d.now, newID: d.newID,
	}
	var all []Change
	for _, e := range edits {
		for _, at := range []time.Time{e.At, e.Before} {
			if at.IsZero() {
				continue
			}
			for _, c := range w.follow(left, after, d.locked(), at) {
				if !slices.ContainsFunc(all, func(b Change) bool { return b.Punch == c.Punch }) {
					all = append(all, c)
				}
			}
		}
	}
	return all
}
