package store

import (
	"maps"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
)

// openLedger takes the ends of the chains and reads what the decisions of a batch rest on.
func (s *Store) openLedger(tx *gorm.DB, asks []write) (*ledger, error) {
	l := &ledger{
		heads:  map[domain.ID]*chainHead{},
		known:  map[refKey]attendance.Punch{},
		pages:  map[personKey][]attendance.Punch{},
		fresh:  map[domain.ID]*attendance.Punch{},
		states: map[domain.ID]stateChange{},
		locks:  map[domain.ID][]closing.Lock{},
	}
	if err := l.hold(tx, asks); err != nil {
		return nil, err
	}
	// What is read from here on was committed before the chains were ours: each statement sees it (READ COMMITTED).
	if err := l.readKnown(tx, asks); err != nil {
		return nil, err
	}
	if err := l.readLocks(tx, asks); err != nil {
		return nil, err
	}
	return l, l.readPages(tx, asks)
}

// readLocks reads the month locks that may concern the people asked about. A period may be named by the month it
// starts or ends in, so the months on either side are read too. Whoever sets a lock holds the end of the company's
// chain as well: no punch slips between a lock and the moment it was set.
func (l *ledger) readLocks(tx *gorm.DB, asks []write) error {
	first, last := calendar.MonthOf(asks[0].from), calendar.MonthOf(asks[0].to)
	people := []string{""} // a lock of the whole group names nobody
	for _, w := range asks {
		first, last = min(first, calendar.MonthOf(w.from)), max(last, calendar.MonthOf(w.to))
		people = append(people, string(w.who.employee))
	}
	var rows []closing.Lock
	err := tx.Where("tenant_id IN ? AND month >= ? AND month <= ? AND employee_id IN ?", slices.Sorted(maps.Keys(l.heads)),
		string(first.Add(-1)), string(last.Add(1)), people).Order("at, version, id").Find(&rows).Error
	for _, r := range rows {
		l.locks[r.Tenant] = append(l.locks[r.Tenant], r)
	}
	return err
}

// hold locks the companies' chain ends, always in the same order, and makes those that are missing.
func (l *ledger) hold(tx *gorm.DB, asks []write) error {
	wanted := map[domain.ID]bool{}
	for _, w := range asks {
		wanted[w.who.tenant] = true
	}
	tenants := slices.Sorted(maps.Keys(wanted))
	if err := l.lock(tx, tenants); err != nil {
		return err
	}
	missing := slices.DeleteFunc(tenants, func(t domain.ID) bool { return l.heads[t] != nil })
	if len(missing) == 0 {
		return nil
	}
	args := make([]any, len(missing))
	for i, t := range missing {
		args[i] = string(t)
	}
	err := tx.Exec("INSERT INTO chain_head (tenant_id, seq, hash) VALUES "+tuples(len(missing), "?, 0, ''")+
		" ON CONFLICT (tenant_id) DO NOTHING", args...).Error
	if err != nil {
		return err
	}
	return l.lock(tx, missing)
}

func (l *ledger) lock(tx *gorm.DB, tenants []domain.ID) error {
	var heads []chainHead
	err := tx.Table("chain_head").Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).
		Where("tenant_id IN ?", tenants).Order("tenant_id").Find(&heads).Error
	for i := range heads {
		l.heads[heads[i].Tenant] = &heads[i]
	}
	return err
}

// readKnown finds the punches whose events, or whose witnesses' events, are asked about again.
func (l *ledger) readKnown(tx *gorm.DB, asks []write) error {
	args := make([]any, 0, len(asks)*3)
	for _, w := range asks {
		args = append(args, string(w.who.tenant), string(w.ref.Source), w.ref.ID)
	}
	var rows []struct {
		attendance.Punch
		AskedSource domain.Door
		AskedRef    string
	}
	// CROSS JOIN keeps SQLite from walking the ledger to look for the few rows of d.
	err := tx.Raw(`WITH d (tenant, source, ref) AS (VALUES `+tuples(len(asks), marks(3))+`)
		SELECT `+punchColumns+`, d.source AS asked_source, d.ref AS asked_ref FROM d CROSS JOIN punch_witness w CROSS JOIN punch p
			WHERE w.tenant_id = d.tenant AND w.source = d.source AND w.source_ref = d.ref
			AND p.tenant_id = w.tenant_id AND p.id = w.punch_id
		UNION ALL
		SELECT `+punchColumns+`, d.source, d.ref FROM d CROSS JOIN punch p
			WHERE p.tenant_id = d.tenant AND p.source = d.source AND p.source_ref = d.ref`, args...).Scan(&rows).Error
	for _, r := range rows {
		l.known[refKey{r.Tenant, attendance.Ref{Source: r.AskedSource, ID: r.AskedRef}}] = r.Punch
	}
	return err
}

// readPages reads everybody's punches in the widest window asked for.
func (l *ledger) readPages(tx *gorm.DB, asks []write) error {
	type window struct{ from, to calendar.Date }
	windows := map[personKey]window{}
	for _, w := range asks {
		span, ok := windows[w.who]
		if !ok {
			span = window{w.from, w.to}
		}
		windows[w.who] = window{min(span.from, w.from), max(span.to, w.to)}
	}
	args := make([]any, 0, len(windows)*4)
	for who, span := range windows {
		args = append(args, string(who.tenant), string(who.employee), string(span.from), string(span.to))
	}
	var punches []attendance.Punch
	err := tx.Raw(`WITH d (tenant, employee, first, last) AS (VALUES `+tuples(len(windows), marks(4))+`)
		SELECT `+punchColumns+` FROM d CROSS JOIN punch p WHERE p.tenant_id = d.tenant AND p.employee_id = d.employee
		AND p.business_date >= d.first AND p.business_date <= d.last ORDER BY p.at, p.seq`, args...).Scan(&punches).Error
	for _, p := range punches {
		who := personKey{p.Tenant, p.Employee}
		l.pages[who] = append(l.pages[who], p)
	}
	return err
}
