package store

import (
	"context"

	"gorm.io/gorm/clause"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/reminder"
)

var _ reminder.Wishes = reminderStore{}

// Silent implements reminder.Wishes.
func (s reminderStore) Silent(ctx context.Context, tenant domain.ID, employees ...domain.ID) ([]reminder.Silence, error) {
	if len(employees) == 0 {
		return list[reminder.Silence](ctx, s.Store, "who is left alone", "employee_id", "tenant_id = ?", string(tenant))
	}
	return list[reminder.Silence](ctx, s.Store, "who is left alone", "employee_id", "tenant_id = ? AND employee_id IN ?", string(tenant), employees)
}

// SetSilent implements reminder.Wishes.
func (s reminderStore) SetSilent(ctx context.Context, wish reminder.Silence, on bool) error {
	db := s.on(ctx)
	if !on {
		return fault("ask again", db.Where("tenant_id = ? AND employee_id = ?", string(wish.Tenant), string(wish.Employee)).Delete(&reminder.Silence{}).Error)
	}
	wish.Since = micro(wish.Since)
	return fault("leave alone", db.Clauses(clause.OnConflict{DoNothing: true}).Create(&wish).Error)
}
