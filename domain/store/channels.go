package store

import (
	"context"

	"gorm.io/gorm/clause"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// ChannelByKey implements org.Channels.
func (o *orgStore) ChannelByKey(ctx context.Context, kind domain.Door, key string) (org.Channel, error) {
	return take[org.Channel](ctx, o.store, "channel", "key = ? AND kind = ? AND active", clean(key), string(kind))
}

// Channel implements org.Channels.
func (o *orgStore) Channel(ctx context.Context, tenant, id domain.ID) (org.Channel, error) {
	return take[org.Channel](ctx, o.store, "channel", ofTenant, string(tenant), string(id))
}

// AllChannels implements org.Channels.
func (o *orgStore) AllChannels(ctx context.Context) ([]org.Channel, error) {
	return list[org.Channel](ctx, o.store, "channels", "id", "active")
}

// ChannelsOf lists a company's active channels, by key.
func (o *orgStore) ChannelsOf(ctx context.Context, tenant domain.ID) ([]org.Channel, error) {
	return list[org.Channel](ctx, o.store, "channels", "key", "active AND tenant_id = ?", string(tenant))
}

// Installs implements org.Channels.
func (o *orgStore) Installs(ctx context.Context, tenant, channel domain.ID) ([]org.Install, error) {
	return list[org.Install](ctx, o.store, "installs", "workspace", "tenant_id = ? AND channel_id = ?", string(tenant), string(channel))
}

// SaveInstall implements org.Channels. A workspace that installs again replaces what it had.
func (o *orgStore) SaveInstall(ctx context.Context, install org.Install) error {
	if install.ID == "" {
		install.ID = o.store.newID()
	}
	install.InstalledAt = micro(install.InstalledAt)
	done := o.store.on(ctx).Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "channel_id"}, {Name: "workspace"}},
		DoUpdates: clause.AssignmentColumns([]string{"options", "secrets", "installed_at"}),
		Where:     clause.Where{Exprs: []clause.Expression{clause.Expr{SQL: "chat_install.tenant_id = excluded.tenant_id"}}},
	}).Create(&install)
	if done.Error == nil && done.RowsAffected == 0 {
		return domain.Errorf(domain.NotFound, "store: channel of an install: not found")
	}
	return fault("install", done.Error)
}

// RemoveInstall implements org.Channels. Removing what is not there is done already.
func (o *orgStore) RemoveInstall(ctx context.Context, tenant, channel domain.ID, workspace string) error {
	err := o.store.on(ctx).Exec("DELETE FROM chat_install WHERE tenant_id = ? AND channel_id = ? AND workspace = ?",
		string(tenant), string(channel), clean(workspace)).Error
	return fault("install", err)
}
