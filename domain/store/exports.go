package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/export"
)

type exportStore struct{ *Store }

// Exports keeps what files were handed out.
func (s *Store) Exports() export.Log { return exportStore{s} }

// Save implements export.Log.
func (s exportStore) Save(ctx context.Context, m export.Made, deed audit.Row) error {
	deeds, err := s.deeds(m.Tenant, []audit.Row{deed})
	if err != nil {
		return err
	}
	m.At, m.Whose, m.Name = micro(m.At), clean(m.Whose), clean(m.Name)
	if m.Lines == nil {
		m.Lines = []byte{}
	}
	return fault("export", s.on(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Create(&m).Error; err != nil {
			return err
		}
		return saveDeeds(tx, s.engine, deeds)
	}))
}

// List implements export.Log.
func (s exportStore) List(ctx context.Context, tenant domain.ID, page, size int) ([]export.Made, int, error) {
	var total int64
	of := s.on(ctx).Model(&export.Made{}).Where("tenant_id = ?", string(tenant))
	if err := of.Count(&total).Error; err != nil {
		return nil, 0, fault("exports", err)
	}
	var rows []export.Made
	err := s.on(ctx).Omit("lines").Where("tenant_id = ?", string(tenant)).Order("at DESC, id DESC").Offset((page - 1) * size).Limit(size).Find(&rows).Error
	return rows, int(total), fault("exports", err)
}

// Alike implements export.Log.
func (s exportStore) Alike(ctx context.Context, tenant domain.ID, form string, month calendar.Month, whose string, limit int) ([]export.Made, error) {
	var rows []export.Made
	err := s.on(ctx).Omit("lines").Where("tenant_id = ? AND form = ? AND month = ? AND whose = ?", string(tenant), form, string(month), clean(whose)).
		Order("at DESC, id DESC").Limit(limit).Find(&rows).Error
	return rows, fault("exports", err)
}

// Made implements export.Log.
func (s exportStore) Made(ctx context.Context, tenant, id domain.ID) (export.Made, error) {
	return take[export.Made](ctx, s.Store, "export", "tenant_id = ? AND id = ?", string(tenant), clean(string(id)))
}
