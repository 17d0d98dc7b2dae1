package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/terminal"
)

type rulingStore struct{ *Store }

// Rulings keeps what is decided about held events.
func (s *Store) Rulings() terminal.Rulings { return rulingStore{s} }

// undecided is an event nobody has decided about; one that was taken and became no request yet is still open.
const undecided = " AND NOT EXISTS (SELECT 1 FROM device_ruling r WHERE r.event_id = device_event.id AND (r.verdict <> 'accepted' OR r.number > 0))"

// Held implements terminal.Rulings.
func (s rulingStore) Held(ctx context.Context, tenant domain.ID, open bool, page, size int) ([]terminal.Judged, int, error) {
	where := "tenant_id = ? AND state = 'held'"
	if open {
		where += undecided
	}
	var total int64
	if err := s.on(ctx).Model(&terminal.DeviceEvent{}).Where(where, string(tenant)).Count(&total).Error; err != nil {
		return nil, 0, fault("held events", err)
	}
	var rows []terminal.DeviceEvent
	err := s.on(ctx).Where(where, string(tenant)).Order("received_at DESC, id DESC").Offset((page - 1) * size).Limit(size).Find(&rows).Error
	if err != nil {
		return nil, 0, fault("held events", err)
	}
	all, err := s.judged(ctx, tenant, rows)
	return all, int(total), err
}

func (s rulingStore) judged(ctx context.Context, tenant domain.ID, rows []terminal.DeviceEvent) ([]terminal.Judged, error) {
	all, ids := make([]terminal.Judged, len(rows)), make([]domain.ID, len(rows))
	for i, r := range rows {
		all[i].DeviceEvent, ids[i] = r, r.ID
	}
	if len(ids) == 0 {
		return all, nil
	}
	rulings, err := list[terminal.Ruling](ctx, s.Store, "rulings", "event_id", "tenant_id = ? AND event_id IN ?", string(tenant), ids)
	for i := range all {
		for _, r := range rulings {
			if r.Event == all[i].ID {
				all[i].Ruling = &r
			}
		}
	}
	return all, err
}

// HeldEvent implements terminal.Rulings.
func (s rulingStore) HeldEvent(ctx context.Context, tenant, id domain.ID) (terminal.Judged, error) {
	e, err := take[terminal.DeviceEvent](ctx, s.Store, "held event", "tenant_id = ? AND id = ? AND state = 'held'", string(tenant), clean(string(id)))
	if err != nil {
		return terminal.Judged{}, err
	}
	all, err := s.judged(ctx, tenant, []terminal.DeviceEvent{e})
	if err != nil {
		return terminal.Judged{}, err
	}
	return all[0], nil
}

// Rule implements terminal.Rulings.
func (s rulingStore) Rule(ctx context.Context, r terminal.Ruling, deeds ...audit.Row) error {
	deeds, err := s.deeds(r.Tenant, deeds)
	if err != nil {
		return err
	}
	r.At, r.Why = micro(r.At), clean(r.Why)
	return fault("ruling", s.on(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Create(&r).Error; err != nil {
			return err
		}
		return saveDeeds(tx, s.engine, deeds)
	}))
}

// Numbered implements terminal.Rulings.
func (s rulingStore) Numbered(ctx context.Context, tenant, event domain.ID, number int, deed audit.Row) error {
	deeds, err := s.deeds(tenant, []audit.Row{deed})
	if err != nil {
		return err
	}
	return fault("ruling", s.on(ctx).Transaction(func(tx *gorm.DB) error {
		err := changed("ruling", tx.Exec("UPDATE device_ruling SET number = ? WHERE tenant_id = ? AND event_id = ? AND verdict = 'accepted' AND number = 0",
			number, string(tenant), string(event)))
		if err != nil {
			return err
		}
		return saveDeeds(tx, s.engine, deeds)
	}))
}

// Unrule implements terminal.Rulings.
func (s rulingStore) Unrule(ctx context.Context, tenant, event domain.ID) error {
	return fault("ruling", s.on(ctx).Exec("DELETE FROM device_ruling WHERE tenant_id = ? AND event_id = ? AND number = 0 AND verdict = 'accepted'",
		string(tenant), string(event)).Error)
}
