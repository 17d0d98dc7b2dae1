package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/reminder"
)

var _ reminder.Hand = reminderStore{}

// Prompt implements reminder.Hand. The unique key decides between two presses.
func (s reminderStore) Prompt(ctx context.Context, e reminder.Entry, deed audit.Row) (fresh bool, err error) {
	deeds, err := s.deeds(e.Tenant, []audit.Row{deed})
	if err != nil {
		return false, err
	}
	row := e.Reminder
	row.DueAt, row.MadeAt, row.Again = micro(row.DueAt), micro(row.MadeAt), cut(row.Again)
	err = s.on(ctx).Transaction(func(tx *gorm.DB) error {
		done := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if fresh = done.Error == nil && done.RowsAffected > 0; !fresh {
			return done.Error
		}
		if err := s.owe(tx, e.Owed); err != nil {
			return err
		}
		return saveDeeds(tx, s.engine, deeds)
	})
	return fresh, fault("remind by hand", err)
}

// Told implements reminder.Hand.
func (s reminderStore) Told(ctx context.Context, tenant domain.ID, people []domain.ID, from, to calendar.Date) ([]reminder.Reminder, error) {
	if len(people) == 0 {
		return nil, nil
	}
	return list[reminder.Reminder](ctx, s.Store, "reminders", "made_at, id", "tenant_id = ? AND employee_id IN ? AND business_date >= ? AND business_date <= ?",
		string(tenant), people, string(from), string(to))
}
