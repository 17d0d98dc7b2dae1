package store

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/terminal"
)

type recorderStore struct{ *Store }

// Recorders keeps recorders' devices and what they saw.
func (s *Store) Recorders() terminal.Store { return recorderStore{s} }

// Recorders implements terminal.Store.
func (s recorderStore) Recorders(ctx context.Context, tenant domain.ID) ([]terminal.Recorder, error) {
	return list[terminal.Recorder](ctx, s.Store, "recorders", "code", "tenant_id = ?", string(tenant))
}

// RecorderByCode implements terminal.Store.
func (s recorderStore) RecorderByCode(ctx context.Context, tenant domain.ID, code string) (terminal.Recorder, error) {
	return take[terminal.Recorder](ctx, s.Store, "recorder", "tenant_id = ? AND code = ?", string(tenant), clean(code))
}

// Pairing implements terminal.Store.
func (s recorderStore) Pairing(ctx context.Context, tenant, recorder domain.ID) (terminal.Pairing, error) {
	p, err := take[terminal.Pairing](ctx, s.Store, "pairing", "tenant_id = ? AND recorder_id = ?", string(tenant), string(recorder))
	if domain.Is(err, domain.NotFound) {
		return terminal.Pairing{Tenant: tenant, Recorder: recorder}, nil
	}
	return p, err
}

// ChangePairing implements terminal.Store.
func (s recorderStore) ChangePairing(ctx context.Context, r terminal.Recorder, change func(*terminal.Pairing) (*audit.Row, error)) error {
	var refused error
	err := s.on(ctx).Transaction(func(tx *gorm.DB) error {
		var row terminal.Recorder
		// The recorder's row stands for a pairing that is not there yet: PostgreSQL locks no row that does not exist.
		locked := tx.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate})
		if err := locked.Where("tenant_id = ? AND id = ?", string(r.Tenant), string(r.ID)).Take(&row).Error; err != nil {
			return err
		}
		p := terminal.Pairing{Tenant: r.Tenant, Recorder: r.ID}
		if err := tx.Where("tenant_id = ? AND recorder_id = ?", string(r.Tenant), string(r.ID)).Limit(1).Find(&p).Error; err != nil {
			return err
		}
		var deed *audit.Row
		if deed, refused = change(&p); refused != nil {
			return refused
		}
		p.Device = clean(p.Device)
		p.CodeUntil, p.PairedAt, p.SeenAt = cut(p.CodeUntil), cut(p.PairedAt), cut(p.SeenAt)
		if err := tx.Save(&p).Error; err != nil || deed == nil {
			return err
		}
		rows, err := s.deeds(r.Tenant, []audit.Row{*deed})
		if err != nil {
			return err
		}
		return saveDeeds(tx, s.engine, rows)
	})
	if refused != nil {
		return refused
	}
	return fault("pairing", err)
}

// cut is micro of an instant that may be missing.
func cut(at *time.Time) *time.Time {
	if at == nil {
		return nil
	}
	kept := micro(*at)
	return &kept
}

// Event implements terminal.Store.
func (s recorderStore) Event(ctx context.Context, tenant, recorder domain.ID, ref string) (terminal.DeviceEvent, error) {
	return take[terminal.DeviceEvent](ctx, s.Store, "device event", "tenant_id = ? AND recorder_id = ? AND ref = ?",
		string(tenant), string(recorder), clean(ref))
}

// SaveEvent implements terminal.Store.
func (s recorderStore) SaveEvent(ctx context.Context, e terminal.DeviceEvent) (terminal.DeviceEvent, error) {
	e.Ref, e.At, e.ReceivedAt, e.DeviceAt = clean(e.Ref), micro(e.At), micro(e.ReceivedAt), cut(e.DeviceAt)
	done := s.on(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "recorder_id"}, {Name: "ref"}}, DoNothing: true}).Create(&e)
	if done.Error != nil || done.RowsAffected > 0 {
		return e, fault("device event", done.Error)
	}
	return s.Event(ctx, e.Tenant, e.Recorder, e.Ref)
}

// Events implements terminal.Store.
func (s recorderStore) Events(ctx context.Context, q terminal.Query) ([]terminal.DeviceEvent, error) {
	where, args := []string{"tenant_id = ?", "received_at >= ?"}, []any{string(q.Tenant), micro(q.Since)}
	if q.Recorder != "" {
		where, args = append(where, "recorder_id = ?"), append(args, string(q.Recorder))
	}
	if q.Held {
		where = append(where, "state = 'held'")
	}
	var rows []terminal.DeviceEvent
	err := s.on(ctx).Where(strings.Join(where, " AND "), args...).Order("received_at DESC, id DESC").Limit(q.Limit).Find(&rows).Error
	return rows, fault("device events", err)
}
