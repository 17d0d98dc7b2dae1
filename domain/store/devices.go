package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
)

// SaveDevice implements org.Devices.
func (o *orgStore) SaveDevice(ctx context.Context, d org.Device, deeds ...audit.Row) error {
	d.Name = clean(d.Name)
	d.MadeAt, d.UsedAt, d.ExpiresAt = micro(d.MadeAt), micro(d.UsedAt), micro(d.ExpiresAt)
	return fault("device", o.deed(ctx, d.Tenant, deeds, func(tx *gorm.DB) error { return tx.Create(&d).Error }))
}

// Device implements org.Devices.
func (o *orgStore) Device(ctx context.Context, tenant, id domain.ID) (org.Device, error) {
	return take[org.Device](ctx, o.store, "device", "tenant_id = ? AND id = ?", clean(string(tenant)), clean(string(id)))
}

// DevicesOf implements org.Devices.
func (o *orgStore) DevicesOf(ctx context.Context, tenant, employee domain.ID) ([]org.Device, error) {
	return list[org.Device](ctx, o.store, "devices", "used_at DESC, id DESC", "tenant_id = ? AND employee_id = ?", string(tenant), string(employee))
}

// TurnDevice implements org.Devices.
func (o *orgStore) TurnDevice(ctx context.Context, d org.Device) error {
	done := o.store.on(ctx).Exec(`UPDATE device SET digest = ?, previous = ?, used_at = ?, expires_at = ?
		WHERE tenant_id = ? AND id = ? AND digest = ?`,
		d.Digest, d.Previous, micro(d.UsedAt), micro(d.ExpiresAt), string(d.Tenant), string(d.ID), d.Previous)
	if done.Error == nil && done.RowsAffected == 0 {
		return domain.Errorf(domain.Conflict, "store: the device has another token meanwhile")
	}
	return fault("device", done.Error)
}

// DropDevice implements org.Devices.
func (o *orgStore) DropDevice(ctx context.Context, tenant, employee, id domain.ID, deeds ...audit.Row) error {
	return o.deed(ctx, tenant, deeds, func(tx *gorm.DB) error {
		return changed("device", tx.Exec("DELETE FROM device WHERE tenant_id = ? AND employee_id = ? AND id = ?",
			string(tenant), string(employee), clean(string(id))))
	})
}

// pruneDevices forgets devices nobody came back with.
func (s *Store) pruneDevices(ctx context.Context) error {
	return fault("devices", s.on(ctx).Exec("DELETE FROM device WHERE expires_at <= ?", s.clock()).Error)
}
