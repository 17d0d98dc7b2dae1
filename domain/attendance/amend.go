package attendance

import (
	"fmt"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Amend says what a correction makes of the days it is given, or why it cannot be. Invalid: Args["why"] is nothing (the day
// says so already), future, no_punch, other_day (Args["date"] is the day that time belongs to), too_late (Args["latest"]),
// too_early (Args["earliest"]) or order (Args["kind"] and Args["at"] do not fit, where known to Args["other"] at
// Args["than"]); Locked: Args["month"].
func (a Amender) Amend(h History, m Amendment, c Warrant) (Amended, error) {
	d := draft{Amender: a, history: h, date: m.Date, cause: c, before: a.who.rules.Read(h.Punches)}
	if err := d.open(); err != nil {
		return Amended{}, err
	}
	if err := d.take(m.Edits); err != nil {
		return Amended{}, err
	}
	if err := d.settle(); err != nil {
		return Amended{}, err
	}
	note := a.note(h, m, c)
	if len(d.edits) == 0 && note == nil {
		return Amended{}, domain.Refuse(domain.Invalid, "why", "nothing")
	}
	if err := d.check(); err != nil {
		return Amended{}, err
	}
	e := d.entry()
	e.Note = note
	m.Edits = d.wanted()
	return Amended{m, a.Day(h, m.Date), a.Day(e.On(h), m.Date), e}, nil
}

// note is what will be said of the day; nil when nothing changes.
func (a Amender) note(h History, m Amendment, c Warrant) *worktime.DayNote {
	old := worktime.NoteOn(h.Notes, m.Date)
	n := worktime.DayNote{
		Tenant: a.who.Tenant, Employee: a.who.ID, Date: m.Date, Version: old.Version + 1, Reasons: old.Reasons, Note: old.Note,
		By: c.By, Door: c.Door, Ref: c.Ref, At: a.now,
	}
	if m.Reasons != nil {
		n.Reasons = m.Reasons
	}
	if m.Note != nil {
		n.Note = *m.Note
	}
	if n.Note == old.Note && slices.Equal(n.Reasons, old.Reasons) {
		return nil
	}
	return &n
}

// draft is a correction while it is fitted to a history.
type draft struct {
	Amender
	history History
	date    calendar.Date
	cause   Warrant
	before  worktime.Sequence
	edits   []edit
	hidden  []domain.ID      // punches that did not count and would come back in the place of a corrected one
	punches []worktime.Punch // the history as the edits leave it
	after   worktime.Sequence
}

// edit is an Edit with the punch it is about and the one it makes.
type edit struct {
	Edit
	old  *worktime.Punch
	made *worktime.Punch
}

// open refuses a day whose month is locked.
func (d *draft) open() error {
	if month, shut := d.locked().Locked(d.date); shut {
		return domain.Refuse(domain.Locked, "month", month)
	}
	return nil
}

func (d *draft) locked() closing.LockedDays {
	return wish{group: d.who.group, employee: d.who.ID}.locked(d.history, d.date)
}

// take reads the edits against the punches as they are now. A punch that is no longer there in its own right is the one
// that took its place; what is done already is left out.
func (d *draft) take(edits []Edit) error {
	for _, e := range edits {
		if e.Op != Remove && e.At.After(d.now) {
			return domain.Refuse(domain.Invalid, "why", "future", "kind", e.Kind, "at", e.At)
		}
		e.At = e.At.UTC().Truncate(time.Microsecond)
		if e.Op == Add {
			d.add(e)
			continue
		}
		p := worktime.ByID(d.history.Punches, e.Punch)
		if p == nil {
			return domain.Refuse(domain.Invalid, "why", "no_punch", "kind", e.Kind, "at", e.Before)
		}
		e.Kind = p.Kind
		gone := p.State == worktime.Void || p.State == worktime.Superseded
		switch heir := d.heir(*p); {
		case !gone:
			d.move(e, p)
		case e.Op == Remove: // it does not count already
		case heir != nil:
			d.move(e, heir)
		default:
			d.add(Edit{Op: Add, Kind: e.Kind, At: e.At})
		}
	}
	for _, p := range d.history.Punches { // an answer that was waiting to be confirmed is settled by a correction of its side
		same := func(e edit) bool { return e.made != nil && e.Kind == p.Kind }
		if p.State == worktime.Held && p.Hold == worktime.Answered && p.Date == d.date && !d.names(p.ID) && slices.ContainsFunc(d.edits, same) {
			d.hidden = append(d.hidden, p.ID)
		}
	}
	return nil
}

// add takes a punch that nobody saw, unless somebody has seen it meanwhile; one that was held shall count.
func (d *draft) add(e Edit) {
	e = Edit{Op: Add, Kind: e.Kind, At: e.At}
	there := func(state worktime.PunchState) int {
		return slices.IndexFunc(d.history.Punches, func(p worktime.Punch) bool {
			return p.State == state && p.Kind == e.Kind && p.At.Sub(e.At).Abs() <= RepeatWindow && !d.names(p.ID)
		})
	}
	held := there(worktime.Held)
	switch {
	case there(worktime.Effective) >= 0:
	case held >= 0:
		e.Op = Move
		d.move(e, &d.history.Punches[held])
	default:
		d.edits = append(d.edits, d.made(e, ""))
	}
}

// move takes another time of a punch, or its end. A time it has already changes nothing, unless it was held.
func (d *draft) move(e Edit, p *worktime.Punch) {
	e.Punch, e.Before = p.ID, p.At
	switch {
	case d.names(p.ID):
	case e.Op == Remove:
		d.edits = append(d.edits, edit{Edit: Edit{Op: Remove, Kind: e.Kind, Punch: p.ID, Before: p.At}, old: p})
	case p.State == worktime.Held || !e.At.Equal(p.At):
		moved := d.made(e, p.ID)
		moved.old = p
		d.edits = append(d.edits, moved)
	}
}

// made is an edit with a punch of its own.
func (d *draft) made(e Edit, instead domain.ID) edit {
	return edit{Edit: e, made: &worktime.Punch{
		ID: d.newID(), Tenant: d.who.Tenant, Employee: d.who.ID, Kind: e.Kind, At: e.At, ReceivedAt: d.now,
		Date: d.date, Source: domain.Correction, Supersedes: instead, State: worktime.Effective,
	}}
}

// names tells whether an edit is about a punch already.
func (d *draft) names(id domain.ID) bool {
	return slices.ContainsFunc(d.edits, func(e edit) bool { return e.old != nil && e.old.ID == id })
}

// heir is the punch that counts in the place of one that does not any more; nil when none does.
func (d *draft) heir(p worktime.Punch) *worktime.Punch {
	for range d.history.Punches { // a chain of places is not longer than the history
		i := slices.IndexFunc(d.history.Punches, func(q worktime.Punch) bool { return q.Supersedes == p.ID && q.State != worktime.Void })
		if i < 0 {
			break
		}
		if p = d.history.Punches[i]; p.State == worktime.Effective {
			return &d.history.Punches[i]
		}
	}
	if by := d.before.Verdicts[p.ID].By; by != "" {
		return worktime.ByID(d.history.Punches, by)
	}
	return nil
}

// entry is what the correction writes.
func (d *draft) entry() Entry {
	var e Entry
	change := func(p worktime.Punch, to worktime.PunchState) {
		if p.State != to {
			e.Changes = append(e.Changes, Change{
				ID: d.newID(), Tenant: d.who.Tenant, Punch: p.ID, From: p.State, To: to, By: d.cause.By, Door: d.cause.Door,
				Ref: d.cause.Ref, At: d.now,
			})
		}
	}
	for _, it := range d.edits {
		switch {
		case it.Op == Remove:
			change(*it.old, worktime.Void)
		case it.old != nil:
			change(*it.old, worktime.Superseded)
		}
	}
	for _, id := range d.hidden {
		change(*worktime.ByID(d.history.Punches, id), worktime.Void)
	}
	left := apply(d.history.Punches, e.Changes)
	for _, it := range d.edits {
		if it.made != nil {
			p := *it.made
			p.SourceRef = fmt.Sprintf("%s/%d", d.cause.ID, len(e.Punches)+1)
			e.Punches = append(e.Punches, p)
		}
	}
	e.Changes = append(e.Changes, d.follow(left, d.after, d.edits)...)
	return e
}

// wanted are the edits as they apply.
func (d *draft) wanted() []Edit {
	var all []Edit
	for _, e := range d.edits {
		all = append(all, e.Edit)
	}
	return all
}
