package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// SaveCode implements org.Codes. Used codes stay: they say when somebody was linked.
func (o *orgStore) SaveCode(ctx context.Context, code org.LinkCode) error {
	code.ExpiresAt = micro(code.ExpiresAt)
	err := o.store.on(ctx).Transaction(func(tx *gorm.DB) error {
		err := tx.Exec("DELETE FROM link_code WHERE tenant_id = ? AND employee_id = ? AND used_at IS NULL",
			string(code.Tenant), string(code.Employee)).Error
		if err != nil {
			return err
		}
		return tx.Create(&code).Error
	})
	return fault("link code", err)
}

// CodeByDigest implements org.Codes. The newest counts; whether it expired is for whoever asks.
func (o *orgStore) CodeByDigest(ctx context.Context, tenant domain.ID, digest string) (code org.LinkCode, err error) {
	err = o.store.on(ctx).Where("tenant_id = ? AND digest = ? AND used_at IS NULL", string(tenant), digest).
		Order("expires_at DESC, id DESC").Take(&code).Error
	return code, fault("link code", err)
}

// Tries implements org.Codes; a user who never failed has none.
func (o *orgStore) Tries(ctx context.Context, channel domain.ID, user string) (org.LinkTries, error) {
	t, err := take[org.LinkTries](ctx, o.store, "tries", "channel_id = ? AND user_ref = ?", string(channel), clean(user))
	if domain.Is(err, domain.NotFound) {
		return org.LinkTries{Channel: channel, User: user}, nil
	}
	return t, err
}

// SaveTries implements org.Codes.
func (o *orgStore) SaveTries(ctx context.Context, tries org.LinkTries, before int) error {
	user, until := clean(tries.User), micro(tries.Until)
	done := o.store.on(ctx).Exec(`INSERT INTO link_tries (channel_id, user_ref, wrong, until) SELECT ?, ?, `+
		`CAST(? AS INTEGER), `+fmt.Sprintf(o.store.engine.casts[instant], "?")+` WHERE CAST(? AS INTEGER) = 0 OR EXISTS
			(SELECT 1 FROM link_tries WHERE channel_id = ? AND user_ref = ?)
		ON CONFLICT (channel_id, user_ref) DO UPDATE SET wrong = excluded.wrong, until = excluded.until
		WHERE link_tries.wrong = ?`,
		string(tries.Channel), user, tries.Wrong, until, before, string(tries.Channel), user, before)
	if done.Error == nil && done.RowsAffected == 0 {
		return domain.Errorf(domain.Conflict, "store: another try was counted meanwhile")
	}
	return fault("tries", done.Error)
}
