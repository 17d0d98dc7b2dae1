package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/reminder"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

type reminderStore struct{ *Store }

var (
	_ reminder.Log      = reminderStore{}
	_ reminder.Requests = reminderStore{}
)

// Reminders keeps what people were reminded of.
func (s *Store) Reminders() reminderStore { return reminderStore{s} }

// Companies implements reminder.Log.
func (s reminderStore) Companies(ctx context.Context) ([]reminder.Company, error) {
	var rows []struct {
		org.Tenant
		MarkAt *time.Time
	}
	err := s.on(ctx).Raw("SELECT " + fieldsOf[org.Tenant]("t") + `, m.mark_at FROM tenant t
		LEFT JOIN reminder_mark m ON m.tenant_id = t.id ORDER BY m.mark_at, t.id`).Find(&rows).Error
	list := make([]reminder.Company, len(rows))
	for i, r := range rows {
		list[i].Tenant = r.Tenant
		if r.MarkAt != nil {
			list[i].Mark = r.MarkAt.UTC()
		}
	}
	return list, fault("read whom to remind", err)
}

// Patterns implements reminder.Log.
func (s reminderStore) Patterns(ctx context.Context, tenant domain.ID) ([]worktime.Pattern, error) {
	return list[worktime.Pattern](ctx, s.Store, "patterns", "code", "tenant_id = ?", string(tenant))
}

// Began implements reminder.Log. A punch's business date is at most two days from its instant, whatever the zone.
func (s reminderStore) Began(ctx context.Context, tenant domain.ID, kind worktime.Kind, after, until time.Time) ([]domain.ID, error) {
	var ids []domain.ID
	err := s.on(ctx).Raw(`SELECT DISTINCT employee_id FROM punch WHERE tenant_id = ? AND business_date >= ? AND business_date <= ?
		AND kind = ? AND state = 'effective' AND at > ? AND at <= ? ORDER BY employee_id`, string(tenant),
		string(calendar.DateOf(after).Add(-2)), string(calendar.DateOf(until).Add(2)), string(kind), micro(after), micro(until)).Find(&ids).Error
	return ids, fault("read who began", err)
}

// Open implements reminder.Requests.
func (s reminderStore) Open(ctx context.Context, tenant domain.ID) ([]workflow.Request, error) {
	return list[workflow.Request](ctx, s.Store, "open requests", "number", "tenant_id = ? AND state IN ('pending', 'returned')", string(tenant))
}

// Made implements reminder.Log.
func (s reminderStore) Made(ctx context.Context, tenant, employee domain.ID, since calendar.Date) ([]reminder.Reminder, error) {
	return list[reminder.Reminder](ctx, s.Store, "reminders", "made_at, id", "employee_id = ? AND business_date >= ? AND tenant_id || '' = ?",
		string(employee), string(since), string(tenant))
}

var (
	reminderColumns = columns("id, tenant_id, employee_id, kind, business_date, step, about_id, state, note, due_at instant, " +
		"made_at instant, times number")
	markColumns = columns("tenant_id, mark_at instant")
)

// Save implements reminder.Log. The unique key decides between two processes that look at the same minute: the one whose
// row is there already owes nothing.
func (s reminderStore) Save(ctx context.Context, tenant domain.ID, mark time.Time, entries []reminder.Entry) ([]reminder.Key, error) {
	var fresh []reminder.Key
	err := s.on(ctx).Transaction(func(tx *gorm.DB) error {
		var marks batch
		marks.add(string(tenant), mark)
		err := tx.Exec(s.engine.insert("reminder_mark", markColumns)+` ON CONFLICT (tenant_id) DO UPDATE SET mark_at = excluded.mark_at
			WHERE reminder_mark.mark_at < excluded.mark_at OR reminder_mark.mark_at > ?`, marks.bind(), micro(mark.Add(reminder.Astray))).Error
		if err != nil || len(entries) == 0 {
			return err
		}
		var rows batch
		for _, e := range entries {
			rows.add(string(e.ID), string(tenant), string(e.Employee), string(e.Kind), string(e.Date), e.Step, string(e.About),
				string(e.State), e.Note, e.DueAt, e.MadeAt, e.Times)
		}
		var ids []domain.ID
		err = tx.Raw(s.engine.insert("reminder", reminderColumns)+" ON CONFLICT DO NOTHING RETURNING id", rows.bind()).Find(&ids).Error
		if err != nil {
			return err
		}
		made := make(map[domain.ID]bool, len(ids))
		for _, id := range ids {
			made[id] = true
		}
		var owed []outbox.Item
		for _, e := range entries {
			if made[e.ID] {
				fresh = append(fresh, e.Key())
				owed = append(owed, e.Owed...)
			}
		}
		return s.owe(tx, owed)
	})
	return fresh, fault("write reminders", err)
}

// Asked implements reminder.Log.
func (s reminderStore) Asked(ctx context.Context, tenant domain.ID, now time.Time) ([]reminder.Reminder, error) {
	return list[reminder.Reminder](ctx, s.Store, "reminders", "again_at, id", "tenant_id = ? AND again_at <= ?", string(tenant), micro(now))
}

// Again implements reminder.Log.
func (s reminderStore) Again(ctx context.Context, r reminder.Reminder, again time.Time, owed []outbox.Item) error {
	var until any
	if !again.IsZero() {
		until = micro(again)
	}
	said := 0
	if len(owed) > 0 {
		said = 1
	}
	err := s.on(ctx).Transaction(func(tx *gorm.DB) error {
		where, args := "again_at IS NULL", []any{until, said, string(r.Tenant), string(r.Employee), string(r.ID)}
		if r.Again != nil {
			where, args = "again_at = ?", append(args, micro(*r.Again))
		}
		done := tx.Exec("UPDATE reminder SET again_at = ?, times = times + ? WHERE tenant_id || '' = ? AND employee_id = ? AND id = ? AND "+where, args...)
		if done.Error != nil || done.RowsAffected > 0 {
			return firstOf(done.Error, func() error { return s.owe(tx, owed) })
		}
		var there int64
		err := tx.Model(&reminder.Reminder{}).Where("tenant_id = ? AND employee_id = ? AND id = ?", string(r.Tenant), string(r.Employee), string(r.ID)).
			Count(&there).Error
		switch {
		case err != nil:
			return err
		case there == 0:
			return domain.Errorf(domain.NotFound, "store: reminder %s: not found", r.ID)
		}
		return domain.Errorf(domain.Conflict, "store: reminder %s was put off meanwhile", r.ID)
	})
	return fault("put a reminder off", err)
}

// firstOf is the error, or what comes next.
func firstOf(err error, next func() error) error {
	if err != nil {
		return err
	}
	return next()
}
