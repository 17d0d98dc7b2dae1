package store

import (
	"cmp"
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
)

type rollupStore struct{ *Store }

// Rollups keeps months that were counted.
func (s *Store) Rollups() attendance.Rollups { return rollupStore{s} }

var personColumns = columns("tenant, employee")

// people binds some people of a company.
func people(tenant domain.ID, list []domain.ID) string {
	var asked batch
	for _, e := range list {
		asked.add(string(tenant), string(e))
	}
	return asked.bind()
}

// Rollups implements attendance.Rollups.
func (s rollupStore) Rollups(ctx context.Context, tenant domain.ID, month calendar.Month, who []domain.ID, days bool) (map[domain.ID]attendance.Rollup, error) {
	wanted := "''"
	if days {
		wanted = "t.days"
	}
	rows, err := s.on(ctx).Raw("SELECT t.employee_id, t.from_date, t.to_date, t.basis, t.live_until, t.totals, "+wanted+" FROM "+
		s.engine.rows(personColumns)+" AS d CROSS JOIN day_rollup t WHERE t.tenant_id = d.tenant AND t.employee_id = d.employee AND t.month = ?",
		people(tenant, who), string(month)).Rows()
	if err != nil {
		return nil, fault("read the roll-up", err)
	}
	defer func() { _ = rows.Close() }() // rows.Err tells what matters
	found := make(map[domain.ID]attendance.Rollup, len(who))
	for rows.Next() {
		var employee, from, to string // plain texts are what a driver hands over without reflection
		r := attendance.Rollup{Tenant: tenant, Month: month}
		if err := rows.Scan(&employee, &from, &to, &r.Basis, &r.LiveUntil, &r.Totals, &r.Days); err != nil {
			return nil, fault("read the roll-up", err)
		}
		r.Employee, r.From, r.To = domain.ID(employee), calendar.Date(from), calendar.Date(to)
		found[r.Employee] = r
	}
	return found, fault("read the roll-up", rows.Err())
}

// EachRollup implements attendance.Rollups. It reads page by page, so that it keeps no connection while each works.
func (s rollupStore) EachRollup(ctx context.Context, tenant domain.ID, each func(attendance.Rollup) error) error {
	var last attendance.Rollup
	for {
		var rows []attendance.Rollup
		err := s.on(ctx).Where("tenant_id = ? AND (employee_id, month) > (?, ?)", string(tenant), string(last.Employee), string(last.Month)).
			Order("employee_id, month").Limit(peopleAtOnce).Find(&rows).Error
		if err != nil {
			return fault("read the roll-up", err)
		}
		for _, r := range rows {
			if err := each(r); err != nil {
				return err
			}
			last = r
		}
		if len(rows) < peopleAtOnce {
			return nil
		}
	}
}

var touchFields = fieldsOf[attendance.Touch]("t")

// Touches implements attendance.Rollups.
func (s rollupStore) Touches(ctx context.Context, tenant domain.ID, who []domain.ID) (map[domain.ID]attendance.Touch, error) {
	found, err := readTouches(s.on(ctx), s.engine, tenant, who)
	return found, fault("read what was touched", err)
}

func readTouches(db *gorm.DB, e engine, tenant domain.ID, who []domain.ID) (map[domain.ID]attendance.Touch, error) {
	if len(who) == 0 {
		return nil, nil
	}
	var rows []attendance.Touch
	err := db.Raw("SELECT "+touchFields+" FROM "+e.rows(personColumns)+
		" AS d CROSS JOIN ledger_touch t WHERE t.tenant_id = d.tenant AND t.employee_id = d.employee", people(tenant, who)).Scan(&rows).Error
	found := make(map[domain.ID]attendance.Touch, len(who))
	for _, t := range rows {
		found[t.Employee] = t
	}
	return found, err
}

// Pending implements attendance.Rollups.
func (s rollupStore) Pending(ctx context.Context, most int) ([]attendance.Touch, error) {
	var rows []attendance.Touch
	err := s.on(ctx).Where("from_date <> ''").Order("tenant_id, employee_id").Limit(most).Find(&rows).Error
	return rows, fault("read what was touched", err)
}

var (
	seenColumns   = columns("tenant, employee, n number")
	reachColumns  = columns("tenant, employee, first, last")
	rollupColumns = columns("tenant_id, employee_id, month, from_date, to_date, basis, live_until number, totals, days")
)

// Keep implements attendance.Rollups.
func (s rollupStore) Keep(ctx context.Context, counts []attendance.Count) error {
	if len(counts) == 0 {
		return nil
	}
	err := s.on(ctx).Transaction(func(tx *gorm.DB) error {
		fresh, err := s.claim(tx, counts)
		if err != nil || len(fresh) == 0 {
			return err
		}
		var reach, rows batch
		for _, c := range fresh {
			reach.add(string(c.Seen.Tenant), string(c.Seen.Employee), string(c.From), string(c.To))
			for _, r := range c.Months {
				rows.add(string(r.Tenant), string(r.Employee), string(r.Month), string(r.From), string(r.To), r.Basis, r.LiveUntil, r.Totals, r.Days)
			}
		}
		err = tx.Exec(`DELETE FROM day_rollup WHERE (tenant_id, employee_id, month) IN (SELECT t.tenant_id, t.employee_id, t.month FROM `+
			s.engine.rows(reachColumns)+` AS d CROSS JOIN day_rollup t WHERE t.tenant_id = d.tenant AND t.employee_id = d.employee
			AND t.from_date <= d.last AND t.to_date >= d.first)`, reach.bind()).Error
		if err != nil || len(rows) == 0 {
			return err
		}
		return tx.Exec(s.engine.insert("day_rollup", rollupColumns)+` ON CONFLICT (tenant_id, employee_id, month) DO UPDATE
			SET from_date = excluded.from_date, to_date = excluded.to_date, basis = excluded.basis, live_until = excluded.live_until,
			totals = excluded.totals, days = excluded.days`, rows.bind()).Error
	})
	return fault("keep the roll-up", err)
}

// claim takes those whose record is still as it was seen, in the order in which writes take them, and notes that their
// days are counted.
func (s rollupStore) claim(tx *gorm.DB, counts []attendance.Count) ([]attendance.Count, error) {
	order := func(a, b attendance.Count) int {
		return cmp.Or(cmp.Compare(a.Seen.Tenant, b.Seen.Tenant), cmp.Compare(a.Seen.Employee, b.Seen.Employee))
	}
	var seen, unknown batch
	for _, c := range slices.SortedFunc(slices.Values(counts), order) {
		seen.add(string(c.Seen.Tenant), string(c.Seen.Employee), c.Seen.N)
		if c.Seen.N == 0 { // nothing was written since touches are noted
			unknown.add(string(c.Seen.Tenant), string(c.Seen.Employee), 0, "", "")
		}
	}
	if len(unknown) > 0 {
		if err := tx.Exec(s.engine.insert("ledger_touch", touchColumns)+" ON CONFLICT (tenant_id, employee_id) DO NOTHING", unknown.bind()).Error; err != nil {
			return nil, err
		}
	}
	var same []attendance.Touch
	err := tx.Raw("UPDATE ledger_touch SET from_date = '', to_date = '' FROM "+s.engine.rows(seenColumns)+` AS d
		WHERE ledger_touch.tenant_id = d.tenant AND ledger_touch.employee_id = d.employee AND ledger_touch.n = d.n
		RETURNING ledger_touch.tenant_id AS tenant_id, ledger_touch.employee_id AS employee_id`, seen.bind()).Scan(&same).Error
	still := make(map[personKey]bool, len(same))
	for _, t := range same {
		still[personKey{t.Tenant, t.Employee}] = true
	}
	return slices.DeleteFunc(slices.Clone(counts), func(c attendance.Count) bool {
		return !still[personKey{c.Seen.Tenant, c.Seen.Employee}]
	}), err
}

// Heads implements attendance.Rollups.
func (s rollupStore) Heads(ctx context.Context, tenant domain.ID, month calendar.Month, who []domain.ID) (map[domain.ID]attendance.Snapshot, error) {
	var rows []attendance.Snapshot
	err := s.on(ctx).Raw("SELECT t.id, t.tenant_id, t.employee_id, t.month, t.from_date, t.to_date, t.version, t.digest FROM "+
		s.engine.rows(personColumns)+` AS d CROSS JOIN month_snapshot t CROSS JOIN month_lock k WHERE t.tenant_id = d.tenant
		AND t.employee_id = d.employee AND t.month = ? AND k.id = t.lock_id AND `+standing+" ORDER BY t.version",
		people(tenant, who), string(month)).Scan(&rows).Error
	found := make(map[domain.ID]attendance.Snapshot, len(rows))
	for _, m := range rows {
		found[m.Employee] = m
	}
	return found, fault("snapshots", err)
}

// Pages implements attendance.Rollups.
func (s rollupStore) Pages(ctx context.Context, tenant domain.ID, asked []attendance.Page) (map[domain.ID]attendance.Record, error) {
	keys := make([]pageKey, len(asked))
	for i, p := range asked {
		keys[i] = pageKey{personKey{tenant, p.Employee}, p.From, p.To}
	}
	found := make(map[domain.ID]attendance.Record, len(asked))
	pages, err := s.allPages(s.on(ctx), keys)
	if err != nil {
		return nil, fault("read the months", err)
	}
	notes, err := readNotes(s.on(ctx), s.engine, keys)
	for _, k := range keys {
		found[k.who.employee] = attendance.Record{Punches: pages[k], Notes: notes[k]}
	}
	return found, fault("read the months", err)
}

// allPages is readPunches for whoever reads everybody's months: one pass in the order of the index. It reads what is
// committed, whatever db has not committed yet.
func (s *Store) allPages(db *gorm.DB, keys []pageKey) (map[pageKey][]attendance.Punch, error) {
	if s.pool == nil {
		return readPunches(db, s.engine, keys)
	}
	pages, known := make(map[pageKey][]attendance.Punch, len(keys)), newWords()
	err := s.eachRow(db.Statement.Context, selectPages(s.engine), []any{bindPages(keys)}, func(v [][]byte) error {
		key := keys[bigint(v[len(v)-1])]
		page := pages[key]
		if page == nil {
			page = make([]attendance.Punch, 0, roomyMonth)
		}
		pages[key] = append(page, known.punch(v))
		return nil
	})
	for _, page := range pages {
		slices.SortFunc(page, inPage)
	}
	return pages, err
}

// roomyMonth is a little more than the punches of most people's months.
const roomyMonth = 100
