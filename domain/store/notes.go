package store

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Notes implements attendance.Book.
func (s bookStore) Notes(ctx context.Context, tenant, employee domain.ID, from, to calendar.Date) ([]worktime.DayNote, error) {
	notes, err := s.notes.do(ctx, pageKey{personKey{tenant, employee}, from, to})
	return slices.Clone(notes), err
}

var noteFields = fieldsOf[worktime.DayNote]("t")

// readNotes reads what is said of people's days, the newest of each day.
func readNotes(db *gorm.DB, e engine, keys []pageKey) (map[pageKey][]worktime.DayNote, error) {
	var asked batch
	found := make(map[pageKey][]worktime.DayNote, len(keys))
	for i, k := range keys {
		asked.add(i, string(k.who.tenant), string(k.who.employee), string(k.from), string(k.to))
		found[k] = nil // nothing said is an answer too
	}
	var rows []struct {
		worktime.DayNote
		Place int
	}
	err := db.Raw("SELECT "+noteFields+", d.place AS place FROM "+e.sought(e.wanted(pageColumns), "day_note t",
		"t.tenant_id || '' = d.tenant AND t.employee_id = d.employee AND t.business_date >= d.first AND t.business_date <= d.last"), asked.bind()).Find(&rows).Error
	for _, r := range rows {
		k := keys[r.Place]
		found[k] = append(found[k], r.DayNote)
	}
	for k, notes := range found {
		found[k] = newest(notes)
	}
	return found, err
}

// newest keeps the newest note of each day, the oldest day first.
func newest(notes []worktime.DayNote) []worktime.DayNote {
	slices.SortFunc(notes, func(a, b worktime.DayNote) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), b.Version-a.Version)
	})
	return slices.CompactFunc(notes, func(a, b worktime.DayNote) bool { return a.Date == b.Date })
}

// notesIn are those of the days from..to.
func notesIn(notes []worktime.DayNote, from, to calendar.Date) []worktime.DayNote {
	return slices.DeleteFunc(slices.Clone(notes), func(n worktime.DayNote) bool { return n.Date < from || n.Date > to })
}

// next completes a note of a decision: it follows the newest of its day. One of a day the decision did not ask to see,
// or of somebody else, is refused.
func (l *ledger) next(w write, n worktime.DayNote) (worktime.DayNote, error) {
	if n.Tenant != w.who.tenant || n.Employee != w.who.employee || n.Date < w.from || n.Date > w.to {
		return n, domain.Errorf(domain.Invalid, "store: a decision about %s from %s to %s wrote a note of %s on %s",
			w.who.employee, w.from, w.to, n.Employee, n.Date)
	}
	n.Version = worktime.NoteOn(l.notes[w.who], n.Date).Version + 1
	n.Reasons = slices.Clone(n.Reasons)
	for i := range n.Reasons {
		n.Reasons[i] = clean(n.Reasons[i])
	}
	n.Note, n.Ref, n.At = clean(n.Note), clean(n.Ref), micro(n.At)
	return n, nil
}

var noteColumns = columns("tenant_id, employee_id, business_date, version number, reasons document, note, by_id, door, ref, at instant")

func (l *ledger) saveNotes(tx *gorm.DB, e engine) error {
	if len(l.noted) == 0 {
		return nil
	}
	var rows batch
	for _, n := range l.noted {
		reasons, err := json.Marshal(n.Reasons)
		if err != nil {
			return err
		}
		rows.add(string(n.Tenant), string(n.Employee), string(n.Date), n.Version, string(reasons), n.Note, string(n.By), string(n.Door), n.Ref, n.At)
	}
	return tx.Exec(e.insert("day_note", noteColumns), rows.bind()).Error
}

// Reasons finds what a company's reasons mean.
func (s *Store) Reasons() attendance.Reasons { return reasonStore{s} }

type reasonStore struct{ *Store }

// Reasons implements attendance.Reasons.
func (s reasonStore) Reasons(ctx context.Context, tenant domain.ID) ([]worktime.ReasonCode, error) {
	reasons, err := s.reasons.do(ctx, tenant)
	return slices.Clone(reasons), err
}

var reasonFields = fieldsOf[worktime.ReasonCode]("t")

// readReasons reads the reasons of some companies.
func (s *Store) readReasons(db *gorm.DB, keys []domain.ID) (map[domain.ID][]worktime.ReasonCode, error) {
	var asked batch
	found := make(map[domain.ID][]worktime.ReasonCode, len(keys))
	for _, k := range keys {
		asked.add(string(k))
		found[k] = nil // a company without reasons
	}
	var rows []worktime.ReasonCode
	err := db.Raw("SELECT "+reasonFields+" FROM "+s.engine.sought(s.engine.wanted(groupColumns), "reason_code t",
		"t.tenant_id = d.tenant")+" ORDER BY t.code", asked.bind()).Find(&rows).Error
	for _, r := range rows {
		found[r.Tenant] = append(found[r.Tenant], r)
	}
	return found, err
}
