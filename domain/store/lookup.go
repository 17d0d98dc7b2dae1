package store

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

type lookupStore struct{ *Store }

// Lookup finds single entries of the ledger.
func (s *Store) Lookup() attendance.Lookup { return lookupStore{s} }

// mostReceipts is how many punches with one receipt are shown: four letters may repeat.
const mostReceipts = 20

// Receipted implements attendance.Lookup.
func (s lookupStore) Receipted(ctx context.Context, tenant domain.ID, receipt string, from, to calendar.Date) ([]worktime.Punch, error) {
	var rows []worktime.Punch
	err := s.on(ctx).Where("tenant_id = ? AND business_date >= ? AND business_date <= ? AND receipt = ?", string(tenant), string(from), string(to), clean(receipt)).
		Order("business_date DESC, seq DESC").Limit(mostReceipts).Find(&rows).Error
	return utc(rows), fault("receipt", err)
}

// Around implements attendance.Lookup.
func (s lookupStore) Around(ctx context.Context, tenant domain.ID, seq int64) ([]worktime.Punch, error) {
	rows, err := list[worktime.Punch](ctx, s.Store, "chain", "seq", "tenant_id = ? AND seq >= ? AND seq <= ?", string(tenant), seq-1, seq+1)
	return utc(rows), err
}

// Held implements attendance.Lookup.
func (s lookupStore) Held(ctx context.Context, tenant domain.ID, page, size int) ([]worktime.Punch, int, error) {
	const where = "tenant_id = ? AND state = 'held'"
	var total int64
	if err := s.on(ctx).Model(&worktime.Punch{}).Where(where, string(tenant)).Count(&total).Error; err != nil {
		return nil, 0, fault("held punches", err)
	}
	var rows []worktime.Punch
	err := s.on(ctx).Where(where, string(tenant)).Order("received_at DESC, id DESC").Offset((page - 1) * size).Limit(size).Find(&rows).Error
	return utc(rows), int(total), fault("held punches", err)
}

// utc are punches with their instants as they were sealed.
func utc(rows []worktime.Punch) []worktime.Punch {
	for i := range rows {
		rows[i].At, rows[i].ReceivedAt = rows[i].At.UTC(), rows[i].ReceivedAt.UTC()
	}
	return rows
}
