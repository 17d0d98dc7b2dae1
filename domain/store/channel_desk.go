package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
)

var _ org.Desk = Org{}

// EveryChannel implements org.Desk.
func (o *orgStore) EveryChannel(ctx context.Context, tenant domain.ID) ([]org.Channel, error) {
	return list[org.Channel](ctx, o.store, "channels", "key", "tenant_id = ?", string(tenant))
}

// PulseOf implements org.Desk.
func (o *orgStore) PulseOf(ctx context.Context, tenant, channel domain.ID) (org.Pulse, error) {
	p, err := take[org.Pulse](ctx, o.store, "webhooks", "tenant_id = ? AND channel_id = ?", string(tenant), string(channel))
	if domain.Is(err, domain.NotFound) {
		return org.Pulse{Channel: channel, Tenant: tenant}, nil
	}
	return p, err
}

// NotePulse notes that webhooks of a channel came; refused is how many more of them were not signed, 0: this one was.
func (o *orgStore) NotePulse(ctx context.Context, tenant, channel domain.ID, at time.Time, refused int) error {
	at = micro(at)
	p := org.Pulse{Channel: channel, Tenant: tenant, HeardAt: &at}
	set := map[string]any{"heard_at": at, "refused": 0}
	if refused > 0 {
		p.HeardAt, p.RefusedAt, p.Refused = nil, &at, refused
		set = map[string]any{"refused_at": at, "refused": gorm.Expr("channel_pulse.refused + ?", refused)}
	}
	return fault("webhooks", o.store.on(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "channel_id"}},
		DoUpdates: clause.Assignments(set), Where: ours("channel_pulse")}).Create(&p).Error)
}

// ours keeps a row that is another company's.
func ours(table string) clause.Where {
	return clause.Where{Exprs: []clause.Expression{clause.Expr{SQL: table + ".tenant_id = excluded.tenant_id"}}}
}

// NoteSender notes that an account wrote which is nobody's.
func (o *orgStore) NoteSender(ctx context.Context, tenant, channel domain.ID, user string, at time.Time) error {
	s := org.Sender{Channel: channel, User: clean(user), Tenant: tenant, FirstAt: micro(at), LastAt: micro(at)}
	return fault("sender", o.store.on(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "channel_id"}, {Name: "user_ref"}},
		DoUpdates: clause.AssignmentColumns([]string{"last_at"}), Where: ours("chat_sender")}).Create(&s).Error)
}

// Senders implements org.Desk.
func (o *orgStore) Senders(ctx context.Context, tenant domain.ID, page, size int) (list []org.Sender, total int, err error) {
	of := func() *gorm.DB {
		return o.store.on(ctx).Model(&org.Sender{}).Where(`tenant_id = ? AND NOT EXISTS (SELECT 1 FROM chat_account a
			WHERE a.channel_id = chat_sender.channel_id AND a.user_ref = chat_sender.user_ref)`, string(tenant))
	}
	var n int64
	if err = of().Count(&n).Error; err == nil {
		err = of().Order("last_at DESC, user_ref").Limit(size).Offset((page - 1) * size).Find(&list).Error
	}
	return list, int(n), fault("senders", err)
}

// pruneSenders forgets who wrote long ago.
func (s *Store) pruneSenders(ctx context.Context, before time.Time) error {
	return fault("senders", s.on(ctx).Exec("DELETE FROM chat_sender WHERE last_at < ?", before).Error)
}

// Assign implements org.Desk.
func (o *orgStore) Assign(ctx context.Context, account org.ChatAccount, by domain.Actor) error {
	account.ID = o.store.idOr(account.ID)
	account.User, account.LinkedAt = clean(account.User), micro(account.LinkedAt)
	return fault("assign an account", o.store.on(ctx).Transaction(func(tx *gorm.DB) error {
		var here int64
		err := tx.Raw(`SELECT (SELECT count(*) FROM channel WHERE tenant_id = ? AND id = ?) * (SELECT count(*) FROM employee WHERE tenant_id = ? AND id = ?)`,
			string(account.Tenant), string(account.Channel), string(account.Tenant), string(account.Employee)).Find(&here).Error
		if err != nil {
			return err
		}
		if here == 0 {
			return domain.Errorf(domain.NotFound, "store: channel or employee of an account: not found")
		}
		// Writing what is there holds the channel: of two administrators the second sees whose the first made it.
		if err := tx.Exec("UPDATE channel SET key = key WHERE tenant_id = ? AND id = ?", string(account.Tenant), string(account.Channel)).Error; err != nil {
			return err
		}
		var theirs int64
		err = tx.Model(&org.ChatAccount{}).Where(ofUser+" AND employee_id <> ?", string(account.Tenant), string(account.Channel), account.User, string(account.Employee)).Count(&theirs).Error
		if err != nil {
			return err
		}
		if theirs > 0 {
			return domain.Errorf(domain.Conflict, "store: account of channel %s is somebody else's", account.Channel)
		}
		if err := putAccount(tx, account); err != nil {
			return err
		}
		return o.store.chatDeed(tx, audit.Linked, account, by)
	}))
}

// Part implements org.Desk.
func (o *orgStore) Part(ctx context.Context, tenant, channel domain.ID, user string, by domain.Actor) error {
	return fault("unlink", o.store.on(ctx).Transaction(func(tx *gorm.DB) error {
		var gone []org.ChatAccount
		err := tx.Clauses(clause.Returning{}).Where("tenant_id = ? AND channel_id = ? AND user_ref = ?", string(tenant), string(channel), clean(user)).
			Delete(&gone).Error
		if err != nil {
			return err
		}
		if len(gone) == 0 {
			return domain.Errorf(domain.NotFound, "store: chat account: not found")
		}
		return o.store.chatDeed(tx, audit.Parted, gone[0], by)
	}))
}

// chatDeed writes down what somebody did to an account.
func (s *Store) chatDeed(tx *gorm.DB, act audit.Act, a org.ChatAccount, by domain.Actor) error {
	return saveDeeds(tx, s.engine, []audit.Row{{ID: s.newID(), Tenant: a.Tenant, At: s.clock(), By: by.Employee, Door: by.Door, Act: act,
		Employee: a.Employee, After: audit.State{Lines: []string{string(a.Channel) + " " + a.User}}}})
}
