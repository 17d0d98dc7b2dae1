package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
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
	err := db.Raw("SELECT "+groupFields+" FROM "+s.engine.rows(groupColumns)+
		" AS d CROSS JOIN closing_group t WHERE t.tenant_id = d.tenant ORDER BY t.code", asked.bind()).Scan(&rows).Error
	for _, g := range rows {
		found[g.Tenant] = append(found[g.Tenant], g)
	}
	return found, err
}

// Locks implements closing.Store.
func (s closingStore) Locks(ctx context.Context, tenant, group domain.ID, month calendar.Month) ([]closing.Lock, error) {
	return list[closing.Lock](ctx, s.Store, "month locks", "at, version, id", "tenant_id = ? AND group_id = ? AND month = ?",
		string(tenant), string(group), string(month))
}

// AddLock implements closing.Store. The unique version decides between two; one that skips a version is refused too.
func (s closingStore) AddLock(ctx context.Context, lock closing.Lock) error {
	if lock.ID == "" {
		lock.ID = s.newID()
	}
	lock.Reason, lock.At = clean(lock.Reason), micro(lock.At)
	err := s.on(ctx).Transaction(func(tx *gorm.DB) error {
		// With the end of the chain in hand no punch is being written: each is before this lock or sees it.
		chain := &ledger{heads: map[domain.ID]*chainHead{}}
		if err := chain.hold(tx, s.engine, []write{{who: personKey{tenant: lock.Tenant}}}); err != nil {
			return err
		}
		var last int
		err := tx.Raw(`SELECT coalesce(max(version), 0) FROM month_lock
			WHERE tenant_id = ? AND group_id = ? AND month = ? AND employee_id = ?`,
			string(lock.Tenant), string(lock.Group), string(lock.Month), string(lock.Employee)).Scan(&last).Error
		if err != nil {
			return err
		}
		if lock.Version != last+1 {
			return domain.Errorf(domain.Conflict, "store: the lock of %s is at version %d", lock.Month, last)
		}
		return tx.Create(&lock).Error
	})
	return fault("month lock", err)
}
