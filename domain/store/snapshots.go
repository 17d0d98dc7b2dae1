package store

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
)

type snapshotStore struct{ *Store }

// Snapshots keeps the months that were locked.
func (s *Store) Snapshots() attendance.Snapshots { return snapshotStore{s} }

// peopleAtOnce is how many people's months are held in memory while a group is locked.
const peopleAtOnce = 200

// AddLock implements attendance.Snapshots.
func (s snapshotStore) AddLock(ctx context.Context, lock closing.Lock, people []domain.ID, from, to calendar.Date, freeze attendance.Freeze) error {
	return s.addLock(ctx, lock, &freezing{store: s, people: people, days: span{from, to}, freeze: freeze})
}

// freezing is the snapshots of a lock. They are written while people go on punching; whose record was touched meanwhile
// is frozen once more while the ledger stands still.
type freezing struct {
	store    snapshotStore
	people   []domain.ID
	days     span
	freeze   attendance.Freeze
	versions map[domain.ID]int
	seen     map[domain.ID]attendance.Touch // before their records were read
}

// prepare implements closer.
func (f *freezing) prepare(tx *gorm.DB, lock closing.Lock) error {
	frozen, versions, err := versionsOf(tx, lock)
	if err != nil {
		return err
	}
	f.versions, f.seen = versions, map[domain.ID]attendance.Touch{}
	f.people = slices.DeleteFunc(slices.Clone(f.people), func(e domain.ID) bool { return frozen[e] })
	for page := range slices.Chunk(f.people, peopleAtOnce) {
		touches, err := readTouches(tx, f.store.engine, lock.Tenant, page)
		if err != nil {
			return err
		}
		maps.Copy(f.seen, touches)
		if err := f.store.freeze(tx, lock, page, f.days, f.versions, f.freeze); err != nil {
			return err
		}
	}
	return nil
}

// finish implements closer.
func (f *freezing) finish(tx *gorm.DB, lock closing.Lock) error {
	now, err := readTouches(tx, f.store.engine, lock.Tenant, f.people)
	if err != nil {
		return err
	}
	touched := slices.DeleteFunc(slices.Clone(f.people), func(e domain.ID) bool { return now[e].N == f.seen[e].N })
	for page := range slices.Chunk(touched, peopleAtOnce) {
		err := tx.Exec("DELETE FROM month_snapshot WHERE lock_id = ? AND employee_id IN ?", string(lock.ID), page).Error
		if err != nil {
			return err
		}
		if err := f.store.freeze(tx, lock, page, f.days, f.versions, f.freeze); err != nil {
			return err
		}
	}
	return nil
}

// versionsOf tells whose month is frozen, by whatever group's lock, and the newest versions of everybody's.
func versionsOf(tx *gorm.DB, lock closing.Lock) (frozen map[domain.ID]bool, newest map[domain.ID]int, err error) {
	var shut []domain.ID
	if err := tx.Raw("SELECT t.employee_id"+inForce+" AND t.month = ?", string(lock.Tenant), string(lock.Month)).Find(&shut).Error; err != nil {
		return nil, nil, err
	}
	frozen, newest = map[domain.ID]bool{}, map[domain.ID]int{}
	for _, e := range shut {
		frozen[e] = true
	}
	var rows []struct {
		Employee domain.ID `gorm:"column:employee_id"`
		Version  int
	}
	err = tx.Raw("SELECT employee_id, max(version) AS version FROM month_snapshot WHERE tenant_id = ? AND month = ? GROUP BY employee_id",
		string(lock.Tenant), string(lock.Month)).Find(&rows).Error
	for _, r := range rows {
		newest[r.Employee] = r.Version
	}
	return frozen, newest, err
}

var snapshotColumns = columns("id, tenant_id, lock_id, employee_id, month, from_date, to_date, version number, figures, engine, digest, made_at instant")

// freeze writes the snapshots of some people.
func (s snapshotStore) freeze(tx *gorm.DB, lock closing.Lock, people []domain.ID, days span, versions map[domain.ID]int,
	freeze attendance.Freeze) error {
	key := func(e domain.ID) pageKey { return pageKey{personKey{lock.Tenant, e}, days.from, days.to} }
	var keys []pageKey
	for _, e := range people {
		keys = append(keys, key(e))
	}
	pages, err := s.allPages(tx, keys)
	if err != nil {
		return err
	}
	notes, err := readNotes(tx, s.engine, keys)
	if err != nil {
		return err
	}
	made, errs := make([]attendance.Snapshot, len(people)), make([]error, len(people))
	var running sync.WaitGroup
	for i, e := range people {
		running.Go(func() { made[i], errs[i] = freeze(e, pages[key(e)], notes[key(e)]) })
	}
	running.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	var rows batch
	for i, e := range people {
		m := made[i]
		if m.Tenant != lock.Tenant || m.Employee != e || m.Lock != lock.ID || m.Month != lock.Month {
			return domain.Errorf(domain.Invalid, "store: a snapshot of %s is not of the month that is locked", e)
		}
		m.MadeAt = micro(m.MadeAt)
		m.Seal(versions[e] + 1)
		rows.add(string(m.ID), string(m.Tenant), string(m.Lock), string(m.Employee), string(m.Month), string(m.From), string(m.To),
			m.Version, m.Figures, m.Engine, m.Digest, m.MadeAt)
	}
	return tx.Exec(s.engine.insert("month_snapshot", snapshotColumns), rows.bind()).Error
}

// inForce are the snapshots whose lock nobody has undone since, for the group or for the person alone.
const inForce = " FROM month_snapshot t JOIN month_lock k ON k.id = t.lock_id WHERE t.tenant_id = ? AND " + standing

// standing is said of a snapshot t and its lock k. OFFSET keeps PostgreSQL from making a join of it, for which it might read
// all locks for each snapshot (see sought).
const standing = `NOT EXISTS (SELECT 1 FROM month_lock u WHERE u.tenant_id = t.tenant_id AND u.group_id = k.group_id
		AND u.month = t.month AND u.employee_id IN ('', t.employee_id) AND NOT u.locked AND (u.at, u.version, u.id) > (k.at, k.version, k.id) LIMIT 1 OFFSET 0)`

var snapshotFields = fieldsOf[attendance.Snapshot]("t")

// monthKey is a person's month.
type monthKey struct {
	who   personKey
	month calendar.Month
}

var monthColumns = columns("tenant, employee, month")

// readFrozen reads the snapshots in force of some people's months, the newest of each.
func (s *Store) readFrozen(db *gorm.DB, keys []monthKey) (map[monthKey]attendance.Snapshot, error) {
	var asked batch
	for _, k := range keys {
		asked.add(string(k.who.tenant), string(k.who.employee), string(k.month))
	}
	var rows []attendance.Snapshot
	frozen := s.engine.sought(s.engine.wanted(monthColumns), "month_snapshot t", "t.tenant_id = d.tenant AND t.employee_id = d.employee AND t.month = d.month")
	err := db.Raw("SELECT "+snapshotFields+" FROM "+s.engine.sought(frozen, "month_lock k", "k.id = t.lock_id")+" WHERE "+standing+
		" ORDER BY t.version", asked.bind()).Find(&rows).Error
	found := make(map[monthKey]attendance.Snapshot, len(rows))
	for _, m := range rows {
		found[monthKey{personKey{m.Tenant, m.Employee}, m.Month}] = m
	}
	return found, err
}

// Frozen implements attendance.Snapshots.
func (s snapshotStore) Frozen(ctx context.Context, tenant, employee domain.ID, month calendar.Month) (attendance.Snapshot, error) {
	return s.frozen.do(ctx, monthKey{personKey{tenant, employee}, month})
}

// EachFrozen implements attendance.Snapshots. It reads page by page, so that it keeps no connection while each works.
func (s snapshotStore) EachFrozen(ctx context.Context, tenant domain.ID, each func(attendance.Snapshot) error) error {
	var last attendance.Snapshot
	for {
		var rows []attendance.Snapshot
		err := s.on(ctx).Raw("SELECT "+snapshotFields+inForce+` AND (t.employee_id, t.month, t.version) > (?, ?, ?)
			ORDER BY t.employee_id, t.month, t.version LIMIT ?`,
			string(tenant), string(last.Employee), string(last.Month), last.Version, peopleAtOnce).Find(&rows).Error
		if err != nil {
			return fault("snapshots", err)
		}
		for _, m := range rows {
			if err := each(m); err != nil {
				return err
			}
			last = m
		}
		if len(rows) < peopleAtOnce {
			return nil
		}
	}
}
