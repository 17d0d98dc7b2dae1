package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
)

// SaveSignIn implements org.SignIns.
func (o *orgStore) SaveSignIn(ctx context.Context, s org.SignIn, deeds ...audit.Row) error {
	s.Name, s.Address = clean(s.Name), clean(s.Address)
	s.At, s.SeenAt = micro(s.At), micro(s.SeenAt)
	return o.deed(ctx, s.Tenant, deeds, func(tx *gorm.DB) error { return tx.Create(&s).Error })
}

// SignIn implements org.SignIns.
func (o *orgStore) SignIn(ctx context.Context, tenant, id domain.ID) (org.SignIn, error) {
	return take[org.SignIn](ctx, o.store, "sign-in", "tenant_id = ? AND id = ? AND ended_at IS NULL AND failed = ''", string(tenant), string(id))
}

// OpenSignIns implements org.SignIns.
func (o *orgStore) OpenSignIns(ctx context.Context, tenant, employee domain.ID, stamp string, since time.Time) ([]org.SignIn, error) {
	return list[org.SignIn](ctx, o.store, "sign-ins", "seen_at DESC, id DESC",
		"tenant_id = ? AND employee_id = ? AND ended_at IS NULL AND failed = '' AND stamp = ? AND seen_at >= ?",
		string(tenant), string(employee), stamp, micro(since))
}

// SignInsOf implements org.SignIns.
func (o *orgStore) SignInsOf(ctx context.Context, tenant, employee domain.ID, most int) (rows []org.SignIn, err error) {
	err = o.store.on(ctx).Where("tenant_id = ? AND employee_id = ?", string(tenant), string(employee)).
		Order("at DESC, id DESC").Limit(most).Find(&rows).Error
	return rows, fault("sign-ins", err)
}

// SignedInFrom implements org.SignIns.
func (o *orgStore) SignedInFrom(ctx context.Context, tenant, employee domain.ID, address string, since time.Time) (bool, error) {
	var found []int
	err := o.store.on(ctx).Raw(`SELECT 1 FROM sign_in WHERE tenant_id = ? AND employee_id = ? AND address = ? AND failed = '' AND at >= ? LIMIT 1`,
		string(tenant), string(employee), clean(address), micro(since)).Find(&found).Error
	return len(found) > 0, fault("sign-ins", err)
}

// SeeSignIn implements org.SignIns.
func (o *orgStore) SeeSignIn(ctx context.Context, tenant, id domain.ID, stamp string, at time.Time) error {
	return o.change(ctx, "sign-in", "UPDATE sign_in SET seen_at = ?, stamp = ? WHERE tenant_id = ? AND id = ? AND ended_at IS NULL",
		micro(at), stamp, string(tenant), string(id))
}

// EndSignIn implements org.SignIns.
func (o *orgStore) EndSignIn(ctx context.Context, tenant, employee, id domain.ID, deeds ...audit.Row) error {
	return o.deed(ctx, tenant, deeds, func(tx *gorm.DB) error {
		return changed("sign-in", tx.Exec(`UPDATE sign_in SET ended_at = ?
			WHERE tenant_id = ? AND employee_id = ? AND id = ? AND ended_at IS NULL AND failed = ''`,
			o.store.clock(), string(tenant), string(employee), clean(string(id))))
	})
}

// signInsKept is how long a sign-in stays on the list, and makes its address one that is known.
const signInsKept = 90 * 24 * time.Hour

// pruneSignIns forgets old sign-ins.
func (s *Store) pruneSignIns(ctx context.Context) error {
	return fault("sign-ins", s.on(ctx).Exec("DELETE FROM sign_in WHERE at <= ?", s.clock().Add(-signInsKept)).Error)
}
