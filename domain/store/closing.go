package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
)

type closingStore struct{ *Store }

// Closing keeps closing groups and month locks.
func (s *Store) Closing() closing.Store { return closingStore{s} }

// Groups implements closing.Store.
func (s closingStore) Groups(ctx context.Context, tenant domain.ID) ([]closing.Group, error) {
	groups, err := s.groups.do(ctx, tenant)
	return slices.Clone(groups), err
}

var (
	groupColumns = columns("tenant")
	groupFields  = fieldsOf[closing.Group]("t")
)

func (s *Store) readGroups(db *gorm.DB, keys []domain.ID) (map[domain.ID][]closing.Group, error) {
	var asked batch
	found := make(map[domain.ID][]closing.Group, len(keys))
	for _, k := range keys {
		asked.add(string(k))
		found[k] = nil // a company without groups closes by the calendar
	}
	var rows []closing.Group
	err := db.Raw("SELECT "+groupFields+" FROM "+s.engine.sought(s.engine.wanted(groupColumns), "closing_group t",
		"t.tenant_id = d.tenant")+" ORDER BY t.code", asked.bind()).Find(&rows).Error
	for _, g := range rows {
		found[g.Tenant] = append(found[g.Tenant], g)
	}
	return found, err
}

const monthLocks = "tenant_id = ? AND group_id = ? AND month = ?"

// Locks implements closing.Store.
func (s closingStore) Locks(ctx context.Context, tenant, group domain.ID, month calendar.Month) ([]closing.Lock, error) {
	return list[closing.Lock](ctx, s.Store, "month locks", "at, version, id", monthLocks, string(tenant), string(group), string(month))
}

// AddLock implements closing.Store. The unique version decides between two; one that skips a version is refused too.
func (s closingStore) AddLock(ctx context.Context, lock closing.Lock) error {
	return s.addLock(ctx, lock, nothingElse{})
}

// closer does what else belongs into the commit of a lock.
type closer interface {
	prepare(tx *gorm.DB, lock closing.Lock) error // while people go on punching
	finish(tx *gorm.DB, lock closing.Lock) error  // while the company's ledger stands still
}

type nothingElse struct{}

func (nothingElse) prepare(*gorm.DB, closing.Lock) error { return nil }
func (nothingElse) finish(*gorm.DB, closing.Lock) error  { return nil }

// lockers is the class of PostgreSQL's advisory locks by which those who lock a company's months wait for each other.
const lockers = 0x6c6f636b

// addLock appends a lock row and does what else belongs into its commit. The company's punches wait for the end of it only.
func (s *Store) addLock(ctx context.Context, lock closing.Lock, c closer) error {
	if lock.ID == "" {
		lock.ID = s.newID()
	}
	lock.Reason, lock.At = clean(lock.Reason), micro(lock.At)
	err := s.on(ctx).Transaction(func(tx *gorm.DB) error {
		if s.pool != nil {
			if err := tx.Exec("SELECT pg_advisory_xact_lock(?, hashtext(?))", lockers, string(lock.Tenant)).Error; err != nil {
				return err
			}
		}
		lock, err := follow(tx, lock)
		if err != nil {
			return err
		}
		if err := tx.Create(&lock).Error; err != nil {
			return err
		}
		if err := c.prepare(tx, lock); err != nil {
			return err
		}
		// With the end of the chain in hand no punch is being written: each is before this lock or sees it.
		chain := &ledger{heads: map[domain.ID]*chainHead{}}
		if err := chain.hold(tx, s.engine, []write{{who: personKey{tenant: lock.Tenant}}}); err != nil {
			return err
		}
		deed, err := s.deedOf(tx, lock)
		if err != nil {
			return err
		}
		if err := saveDeeds(tx, s.engine, []audit.Row{deed}); err != nil {
			return err
		}
		return c.finish(tx, lock)
	})
	return fault("month lock", err)
}

// follow is a lock that follows those of its month.
func follow(tx *gorm.DB, lock closing.Lock) (closing.Lock, error) {
	var before []closing.Lock
	err := tx.Where(monthLocks, string(lock.Tenant), string(lock.Group), string(lock.Month)).Order("at, version, id").Find(&before).Error
	if err != nil {
		return lock, err
	}
	last := 0
	for _, l := range before {
		if l.Employee == lock.Employee {
			last = max(last, l.Version)
		}
		if !lock.At.After(l.At) {
			lock.At = l.At.Add(time.Microsecond) // the newest row counts: two clocks may not turn them round
		}
	}
	if lock.Version != last+1 {
		return lock, domain.Errorf(domain.Conflict, "store: the lock of %s is at version %d", lock.Month, last)
	}
	return lock, nil
}

// deedOf is what the audit says of a lock.
func (s *Store) deedOf(tx *gorm.DB, lock closing.Lock) (audit.Row, error) {
	act := audit.Opened
	if lock.Locked {
		act = audit.Closed
	}
	var group closing.Group
	err := tx.Where("tenant_id = ? AND id = ?", string(lock.Tenant), string(lock.Group)).Limit(1).Find(&group).Error
	return audit.Row{ID: s.newID(), Tenant: lock.Tenant, At: lock.At, By: lock.By, Door: lock.Door, Act: act, Employee: lock.Employee,
		Month: lock.Month, Why: lock.Reason, Ref: string(lock.ID),
		After: audit.State{Lines: []string{"closing group " + cmp.Or(group.Code, string(lock.Group))}}}, err
}
