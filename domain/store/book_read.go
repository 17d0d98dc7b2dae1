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
	"github.com/dakoku/dakoku/domain/worktime"
)

var (
	knownColumns = columns("tenant, source, ref")
	pageColumns  = columns("place number, tenant, employee, first, last")
	lockColumns  = columns("tenant, employee")
)

var lockFields = fieldsOf[closing.Lock]("t")

// openLedger takes the ends of the chains and reads what the decisions of a batch rest on.
func (s *Store) openLedger(tx *gorm.DB, asks []write) (*ledger, error) {
	l := newLedger()
	if err := l.hold(tx, s.engine, asks); err != nil {
		return nil, err
	}
	// What is read from here on was committed before the chains were ours: each statement sees it (READ COMMITTED).
	return l, l.read(tx, s.engine, asks)
}

func newLedger() *ledger {
	return &ledger{
		heads:   map[domain.ID]*chainHead{},
		known:   map[refKey]worktime.Punch{},
		pages:   map[personKey][]worktime.Punch{},
		notes:   map[personKey][]worktime.DayNote{},
		fresh:   map[domain.ID]*worktime.Punch{},
		states:  map[domain.ID]stateChange{},
		locks:   map[domain.ID][]closing.Lock{},
		frozen:  map[personKey][]closing.Period{},
		touched: map[personKey]span{},
	}
}

// read reads what the decisions of a batch rest on.
func (l *ledger) read(tx *gorm.DB, e engine, asks []write) error {
	if err := l.readKnown(tx, e, asks); err != nil {
		return err
	}
	if err := l.readLocks(tx, e, asks); err != nil {
		return err
	}
	return l.readPages(tx, e, asks)
}

// readLocks reads the month locks that may concern the people asked about. A period may be named by the month it
// starts or ends in, so the months on either side are read too. Whoever sets a lock holds the end of the company's
// chain as well: no punch slips between a lock and the moment it was set.
func (l *ledger) readLocks(tx *gorm.DB, e engine, asks []write) error {
	first, last := calendar.MonthOf(asks[0].from), calendar.MonthOf(asks[0].to)
	scopes := map[personKey]bool{}
	for _, w := range asks {
		first, last = min(first, calendar.MonthOf(w.from)), max(last, calendar.MonthOf(w.to))
		scopes[w.who] = true
		scopes[personKey{tenant: w.who.tenant}] = true // a lock of the whole group names nobody
	}
	var asked batch
	for who := range scopes {
		asked.add(string(who.tenant), string(who.employee))
	}
	var rows []closing.Lock
	err := tx.Raw("SELECT "+lockFields+" FROM "+e.sought(e.wanted(lockColumns), "month_lock t",
		"t.tenant_id = d.tenant AND t.employee_id = d.employee AND t.month >= ? AND t.month <= ?")+" ORDER BY t.at, t.version, t.id",
		asked.bind(), string(first.Add(-1)), string(last.Add(1))).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return err
	}
	for _, r := range rows {
		l.locks[r.Tenant] = append(l.locks[r.Tenant], r)
	}
	var frozen []attendance.Snapshot
	found := e.sought(e.wanted(lockColumns), "month_snapshot t", "t.tenant_id = d.tenant AND t.employee_id = d.employee AND t.month >= ? AND t.month <= ?")
	err = tx.Raw("SELECT t.tenant_id, t.employee_id, t.month, t.from_date, t.to_date FROM "+e.sought(found, "month_lock k", "k.id = t.lock_id")+
		" WHERE "+standing, asked.bind(), string(first.Add(-1)), string(last.Add(1))).Find(&frozen).Error
	for _, m := range frozen {
		who := personKey{m.Tenant, m.Employee}
		l.frozen[who] = append(l.frozen[who], m.Period())
	}
	return err
}

// hold locks the companies' chain ends, always in the same order, and makes those that are missing.
func (l *ledger) hold(tx *gorm.DB, e engine, asks []write) error {
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
	var rows batch
	for _, t := range missing {
		rows.add(string(t), 0, "")
	}
	err := tx.Exec(e.insert("chain_head", chainColumns)+" ON CONFLICT (tenant_id) DO NOTHING", rows.bind()).Error
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
func (l *ledger) readKnown(tx *gorm.DB, e engine, asks []write) error {
	var asked batch
	for _, w := range asks {
		asked.add(string(w.who.tenant), string(w.ref.Source), w.ref.ID)
	}
	var rows []struct {
		worktime.Punch
		AskedSource domain.Door
		AskedRef    string
	}
	seen := e.sought("d", "punch_witness w", "w.tenant_id || '' = d.tenant AND w.source = d.source AND w.source_ref = d.ref")
	err := tx.Raw("WITH d AS "+e.rows(knownColumns)+
		" SELECT "+punchColumns+", d.source AS asked_source, d.ref AS asked_ref FROM "+
		e.sought(seen, "punch p", "p.tenant_id || '' = w.tenant_id AND p.id = w.punch_id")+
		" UNION ALL SELECT "+punchColumns+", d.source, d.ref FROM "+
		e.sought("d", "punch p", "p.tenant_id || '' = d.tenant AND p.source = d.source AND p.source_ref = d.ref"), asked.bind()).Find(&rows).Error
	for _, r := range rows {
		l.known[refKey{r.Tenant, attendance.Ref{Source: r.AskedSource, ID: r.AskedRef}}] = r.Punch
	}
	return err
}

// pageKey is a person and the business dates of interest.
type pageKey struct {
	who      personKey
	from, to calendar.Date
}

// readPages reads everybody's punches in the widest window asked for.
func (l *ledger) readPages(tx *gorm.DB, e engine, asks []write) error {
	windows := map[personKey]pageKey{}
	for _, w := range asks {
		span, ok := windows[w.who]
		if !ok {
			span = pageKey{w.who, w.from, w.to}
		}
		windows[w.who] = pageKey{w.who, min(span.from, w.from), max(span.to, w.to)}
	}
	keys := slices.Collect(maps.Values(windows))
	pages, err := readPunches(tx, e, keys)
	if err != nil {
		return err
	}
	for key, page := range pages {
		l.pages[key.who] = page
	}
	notes, err := readNotes(tx, e, keys)
	for key, said := range notes {
		l.notes[key.who] = said
	}
	return err
}

// selectPages is a statement that finds the punches of pages, in no order.
func selectPages(e engine) string {
	return "SELECT " + punchColumns + ", d.place AS place FROM " + e.sought(e.wanted(pageColumns), "punch p",
		"p.tenant_id || '' = d.tenant AND p.employee_id = d.employee AND p.business_date >= d.first AND p.business_date <= d.last")
}

func bindPages(keys []pageKey) string {
	var asked batch
	for i, k := range keys {
		asked.add(i, string(k.who.tenant), string(k.who.employee), string(k.from), string(k.to))
	}
	return asked.bind()
}

// readPunches reads pages, the oldest punch first.
func readPunches(db *gorm.DB, e engine, keys []pageKey) (map[pageKey][]worktime.Punch, error) {
	pages := make(map[pageKey][]worktime.Punch, len(keys))
	for _, k := range keys {
		pages[k] = nil // no punch is an answer too
	}
	rows, err := db.Raw(selectPages(e)+" ORDER BY p.at, p.seq", bindPages(keys)).Rows()
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells what matters
	place := 0
	scan := func(to ...any) error { return rows.Scan(append(to, &place)...) }
	for rows.Next() {
		p, err := scanPunch(scan)
		if err != nil {
			return nil, err
		}
		pages[keys[place]] = append(pages[keys[place]], p)
	}
	return pages, rows.Err()
}
