package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
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
		s.engine.sought(s.engine.wanted(personColumns), "day_rollup t", "t.tenant_id = d.tenant AND t.employee_id = d.employee AND t.month = ?"),
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

// Touches implements attendance.Rollups.
func (s rollupStore) Touches(ctx context.Context, tenant domain.ID, who []domain.ID) (map[domain.ID]attendance.Touch, error) {
	found, err := readTouches(s.on(ctx), s.engine, tenant, who)
	return found, fault("read what was touched", err)
}

func readTouches(db *gorm.DB, e engine, tenant domain.ID, who []domain.ID) (map[domain.ID]attendance.Touch, error) {
	if len(who) == 0 {
		return nil, nil
	}
	rows, err := db.Raw("SELECT t.employee_id, t.n, t.from_date, t.to_date FROM "+e.sought(e.wanted(personColumns), "ledger_touch t",
		"t.tenant_id = d.tenant AND t.employee_id = d.employee"), people(tenant, who)).Rows()
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells what matters
	found := make(map[domain.ID]attendance.Touch, len(who))
	for rows.Next() {
		var employee, from, to string // plain texts are what a driver hands over without reflection
		t := attendance.Touch{Tenant: tenant}
		if err := rows.Scan(&employee, &t.N, &from, &to); err != nil {
			return nil, err
		}
		t.Employee, t.From, t.To = domain.ID(employee), calendar.Date(from), calendar.Date(to)
		found[t.Employee] = t
	}
	return found, rows.Err()
}

// Pending implements attendance.Rollups.
func (s rollupStore) Pending(ctx context.Context, most int) ([]attendance.Touch, error) {
	var rows []attendance.Touch
	err := s.on(ctx).Where("from_date <> ''").Order("tenant_id, employee_id").Limit(most).Find(&rows).Error
	return rows, fault("read what was touched", err)
}

// Heads implements attendance.Rollups.
func (s rollupStore) Heads(ctx context.Context, tenant domain.ID, month calendar.Month, who []domain.ID) (map[domain.ID]attendance.Snapshot, error) {
	var rows []attendance.Snapshot
	frozen := s.engine.sought(s.engine.wanted(personColumns), "month_snapshot t", "t.tenant_id = d.tenant AND t.employee_id = d.employee AND t.month = ?")
	err := s.on(ctx).Raw("SELECT t.id, t.tenant_id, t.employee_id, t.month, t.from_date, t.to_date, t.version, t.digest FROM "+
		s.engine.sought(frozen, "month_lock k", "k.id = t.lock_id")+" WHERE "+standing+" ORDER BY t.version",
		people(tenant, who), string(month)).Find(&rows).Error
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
func (s *Store) allPages(db *gorm.DB, keys []pageKey) (map[pageKey][]worktime.Punch, error) {
	if s.pool == nil {
		return readPunches(db, s.engine, keys)
	}
	pages, known := make(map[pageKey][]worktime.Punch, len(keys)), newWords()
	err := s.eachRow(db.Statement.Context, selectPages(s.engine), []any{bindPages(keys)}, func(v [][]byte) error {
		key := keys[bigint(v[len(v)-1])]
		page := pages[key]
		if page == nil {
			page = make([]worktime.Punch, 0, roomyMonth)
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
