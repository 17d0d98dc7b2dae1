package store

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Linked implements notice.Facts.
func (s messageStore) Linked(ctx context.Context, tenant domain.ID) (map[domain.ID]bool, error) {
	return s.those(ctx, "who is linked", `SELECT DISTINCT a.employee_id FROM chat_account a JOIN channel c ON c.id = a.channel_id
		WHERE a.tenant_id = ? AND c.tenant_id = a.tenant_id AND c.active AND NOT a.unreachable`, string(tenant))
}

// ClockedIn implements notice.Facts.
func (s messageStore) ClockedIn(ctx context.Context, tenant domain.ID, date calendar.Date) (map[domain.ID]bool, error) {
	return s.those(ctx, "who has clocked in", `SELECT DISTINCT employee_id FROM punch WHERE tenant_id = ? AND business_date = ?
		AND kind = 'in' AND state = 'effective'`, string(tenant), string(date))
}

// Planned implements notice.Facts.
func (s messageStore) Planned(ctx context.Context, tenant, message domain.ID) ([]domain.ID, error) {
	var ids []domain.ID
	err := s.on(ctx).Raw("SELECT employee_id FROM message_plan WHERE tenant_id = ? AND message_id = ? ORDER BY employee_id", string(tenant), string(message)).
		Find(&ids).Error
	return ids, fault("who was to get a message", err)
}

func (s messageStore) those(ctx context.Context, what, statement string, args ...any) (map[domain.ID]bool, error) {
	var ids []domain.ID
	err := s.on(ctx).Raw(statement, args...).Find(&ids).Error
	found := make(map[domain.ID]bool, len(ids))
	for _, id := range ids {
		found[id] = true
	}
	return found, fault(what, err)
}
