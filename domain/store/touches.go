package store

import (
	"cmp"
	"maps"
	"slices"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// span is days, both ends included.
type span struct{ from, to calendar.Date }

// touch notes the days an entry changes. Of a punch the decision did not see only its window is known.
func (l *ledger) touch(w write, e attendance.Entry) {
	reach := func(date calendar.Date) {
		s, ok := l.touched[w.who]
		if !ok {
			s = span{date, date}
		}
		l.touched[w.who] = span{min(s.from, date), max(s.to, date)}
	}
	for _, p := range e.New() {
		reach(p.Date)
	}
	if e.Note != nil {
		reach(e.Note.Date)
	}
	for _, c := range e.Changes {
		if i := slices.IndexFunc(l.pages[w.who], func(p worktime.Punch) bool { return p.ID == c.Punch }); i >= 0 {
			reach(l.pages[w.who][i].Date)
			continue
		}
		reach(w.from)
		reach(w.to)
	}
}

var touchColumns = columns("tenant_id, employee_id, n number, from_date, to_date")

// saveTouches tells who counts figures whose are to be counted again.
func (l *ledger) saveTouches(tx *gorm.DB, e engine) error {
	return saveTouches(tx, e, l.touched)
}

// saveTouches raises people's rows in an order of its own, so that two who do so never wait for each other.
func saveTouches(tx *gorm.DB, e engine, touched map[personKey]span) error {
	if len(touched) == 0 {
		return nil
	}
	var rows batch
	order := func(a, b personKey) int {
		return cmp.Or(cmp.Compare(a.tenant, b.tenant), cmp.Compare(a.employee, b.employee))
	}
	for _, who := range slices.SortedFunc(maps.Keys(touched), order) {
		rows.add(string(who.tenant), string(who.employee), 1, string(touched[who].from), string(touched[who].to))
	}
	return tx.Exec(e.insert("ledger_touch", touchColumns)+` ON CONFLICT (tenant_id, employee_id) DO UPDATE SET n = ledger_touch.n + 1,
		from_date = CASE WHEN ledger_touch.from_date = '' OR ledger_touch.from_date > excluded.from_date
			THEN excluded.from_date ELSE ledger_touch.from_date END,
		to_date = CASE WHEN ledger_touch.to_date < excluded.to_date THEN excluded.to_date ELSE ledger_touch.to_date END`, rows.bind()).Error
}
