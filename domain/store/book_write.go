package store

import (
	"slices"
	"strings"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/worktime"
)

// write is one call of attendance.Book.Write.
type write struct {
	who      personKey
	ref      attendance.Ref
	from, to calendar.Date
	decide   attendance.Decide
}

type personKey struct{ tenant, employee domain.ID }

type refKey struct {
	tenant domain.ID
	ref    attendance.Ref
}

// ledger is what a batch of writes rests on and leads to. The ends of its companies' chains are held while it lives.
type ledger struct {
	heads   map[domain.ID]*chainHead
	known   map[refKey]worktime.Punch        // by their own event or by a witness
	pages   map[personKey][]worktime.Punch   // everybody's punches, oldest first
	notes   map[personKey][]worktime.DayNote // what is said of everybody's days, the newest of each
	noted   []worktime.DayNote               // new ones
	fresh   map[domain.ID]*worktime.Punch    // new punches by id
	punches []*worktime.Punch                // the same in chain order
	seen    []attendance.Witness
	changes []attendance.Change
	states  map[domain.ID]stateChange    // of punches that were there before
	locks   map[domain.ID][]closing.Lock // each company's, oldest first
	frozen  map[personKey][]closing.Period
	deeds   []audit.Row
	touched map[personKey]span // the days whose figures change
}

type chainHead struct {
	Tenant domain.ID `gorm:"column:tenant_id"`
	Seq    int64
	Hash   string
}

type stateChange struct {
	tenant   domain.ID
	from, to worktime.PunchState
}

// writeAll decides a batch in its order and writes what was decided. A decision that refuses harms no other.
func (s *Store) writeAll(tx *gorm.DB, asks []write, results []result[attendance.Entry]) error {
	l, err := s.openLedger(tx, asks)
	if err != nil {
		return err
	}
	for i, w := range asks {
		results[i].answer, results[i].err = s.decide(l, w)
	}
	return l.save(tx, s.engine)
}

// decide asks one decision and notes its entry, so that the next one sees it.
func (s *Store) decide(l *ledger, w write) (attendance.Entry, error) {
	h := l.history(w)
	e, err := w.decide(h)
	if err != nil {
		return attendance.Entry{}, err
	}
	if h.Known != nil && (e.Punch == nil || e.Punch.ID == h.Known.ID) && e.Witness == nil && len(e.Changes) == 0 && e.Note == nil {
		return e, nil // it was here before: the same answer, nothing to write
	}
	return e, s.enter(l, w, &e)
}

// history is what one decision of a batch may rest on.
func (l *ledger) history(w write) attendance.History {
	h := attendance.History{Frozen: l.frozen[w.who]}
	for _, k := range l.locks[w.who.tenant] {
		if k.Employee == "" || k.Employee == w.who.employee { // others of the batch have theirs
			h.Locks = append(h.Locks, k)
		}
	}
	if p, ok := l.known[refKey{w.who.tenant, w.ref}]; ok {
		h.Known = &p
	}
	for _, p := range l.pages[w.who] {
		if p.Date >= w.from && p.Date <= w.to {
			h.Punches = append(h.Punches, p)
		}
	}
	h.Notes = notesIn(l.notes[w.who], w.from, w.to)
	return h
}

// enter completes an entry and takes it into the batch.
func (s *Store) enter(l *ledger, w write, e *attendance.Entry) error {
	if err := s.admit(l, w, e); err != nil {
		*e = attendance.Entry{}
		return err
	}
	l.touch(w, *e)
	l.note(w.who, *e)
	return nil
}

// admit completes an entry and refuses one that reaches beyond its person's company.
func (s *Store) admit(l *ledger, w write, e *attendance.Entry) error {
	made, err := s.made(w.who, *e)
	if err != nil {
		return err
	}
	if e.Audit, err = s.deeds(w.who.tenant, e.Audit); err != nil {
		return err
	}
	if e.Witness != nil {
		seen := *e.Witness
		if seen.Tenant != w.who.tenant {
			return domain.Errorf(domain.Invalid, "store: a witness of another company")
		}
		seen.ID, seen.SourceRef = s.idOr(seen.ID), clean(seen.SourceRef)
		seen.At, seen.ReceivedAt = micro(seen.At), micro(seen.ReceivedAt)
		e.Witness = &seen
	}
	if e.Note != nil {
		said, err := l.next(w, *e.Note)
		if err != nil {
			return err
		}
		e.Note = &said
	}
	e.Changes = slices.Clone(e.Changes)
	for i := range e.Changes {
		c := &e.Changes[i]
		if c.Tenant != w.who.tenant {
			return domain.Errorf(domain.Invalid, "store: a change of another company's punch")
		}
		c.ID, c.Ref, c.At = s.idOr(c.ID), clean(c.Ref), micro(c.At)
	}
	head := l.heads[w.who.tenant]
	for i := range made { // only now, when nothing can refuse any more, does the chain grow
		attendance.Seal(&made[i], head.Seq+1, head.Hash)
		head.Seq, head.Hash = made[i].Seq, made[i].Hash
	}
	if e.Punch != nil {
		e.Punch, made = &made[0], made[1:]
	}
	e.Punches = made
	return nil
}

// made are the new punches of an entry as they can be read back, which is what their hashes must be of.
func (s *Store) made(who personKey, e attendance.Entry) ([]worktime.Punch, error) {
	made := slices.Clone(e.Punches)
	if e.Punch != nil {
		made = append([]worktime.Punch{*e.Punch}, made...)
	}
	for i := range made {
		p := &made[i]
		if p.Tenant != who.tenant || p.Employee != who.employee {
			return nil, domain.Errorf(domain.Invalid, "store: a decision about %s wrote a punch of %s", who.employee, p.Employee)
		}
		p.ID = s.idOr(p.ID)
		p.SourceRef, p.Message = clean(p.SourceRef), clean(p.Message)
		p.At, p.ReceivedAt = micro(p.At), micro(p.ReceivedAt)
	}
	return made, nil
}

func (s *Store) idOr(id domain.ID) domain.ID {
	if id == "" {
		return s.newID()
	}
	return id
}

// note lets later decisions of the batch see an entry.
func (l *ledger) note(who personKey, e attendance.Entry) {
	page := l.pages[who]
	for _, p := range e.New() {
		l.punches, l.fresh[p.ID] = append(l.punches, &p), &p
		l.known[refKey{p.Tenant, attendance.Ref{Source: p.Source, ID: p.SourceRef}}] = p
		at, _ := slices.BinarySearchFunc(page, p, inPage)
		page = slices.Insert(page, at, p)
	}
	for _, c := range e.Changes {
		l.changes = append(l.changes, c)
		if p, ok := l.fresh[c.Punch]; ok {
			p.State = c.To
		} else if before, ok := l.states[c.Punch]; ok {
			l.states[c.Punch] = stateChange{c.Tenant, before.from, c.To}
		} else {
			l.states[c.Punch] = stateChange{c.Tenant, c.From, c.To}
		}
		for i := range page {
			if page[i].ID == c.Punch {
				page[i].State = c.To
			}
		}
		for k, p := range l.known {
			if p.ID == c.Punch {
				p.State = c.To
				l.known[k] = p
			}
		}
	}
	if e.Note != nil {
		l.noted = append(l.noted, *e.Note)
		l.notes[who] = newest(append(l.notes[who], *e.Note))
	}
	if w := e.Witness; w != nil {
		l.seen = append(l.seen, *w)
		for _, p := range page {
			if p.ID == w.Punch {
				l.known[refKey{w.Tenant, attendance.Ref{Source: w.Source, ID: w.SourceRef}}] = p
			}
		}
	}
	l.pages[who] = page
	l.deeds = append(l.deeds, e.Audit...)
}

var punchFields = columns("id, tenant_id, seq number, employee_id, kind, mark, at instant, received_at instant, business_date, source, " +
	"source_ref, message_ref, hold, supersedes, state, receipt, hash, prev_hash")

// punchColumns names the columns of punch p as Scan finds them.
var punchColumns = func() string {
	names := make([]string, len(punchFields))
	for i, c := range punchFields {
		names[i] = "p." + c.name
	}
	return strings.Join(names, ", ")
}()
