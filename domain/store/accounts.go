package store

import (
	"context"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
)

const ofUser = "tenant_id || '' = ? AND channel_id = ? AND user_ref = ?"

// Account implements org.Accounts.
func (o *orgStore) Account(ctx context.Context, tenant, channel domain.ID, user string) (org.ChatAccount, error) {
	return o.store.accounts.do(ctx, userKey{tenant, channel, clean(user)})
}

type userKey struct {
	tenant, channel domain.ID
	user            string
}

var (
	userColumns   = columns("tenant, channel, person")
	accountFields = fieldsOf[org.ChatAccount]("t")
)

func (s *Store) readAccounts(db *gorm.DB, keys []userKey) (map[userKey]org.ChatAccount, error) {
	var asked batch
	for _, k := range keys {
		asked.add(string(k.tenant), string(k.channel), k.user)
	}
	rows := make([]org.ChatAccount, 0, len(keys))
	err := db.Raw("SELECT "+accountFields+" FROM "+s.engine.sought(s.engine.wanted(userColumns), "chat_account t",
		"t.tenant_id || '' = d.tenant AND t.channel_id = d.channel AND t.user_ref = d.person"), asked.bind()).Find(&rows).Error
	found := make(map[userKey]org.ChatAccount, len(rows))
	for _, a := range rows {
		found[userKey{a.Tenant, a.Channel, a.User}] = a
	}
	return found, err
}

// AccountsOf implements org.Accounts.
func (o *orgStore) AccountsOf(ctx context.Context, tenant, employee domain.ID) ([]org.ChatAccount, error) {
	accounts, err := o.store.linked.do(ctx, personKey{tenant, employee})
	return slices.Clone(accounts), err
}

var linkedColumns = columns("tenant, employee")

func (s *Store) readLinked(db *gorm.DB, keys []personKey) (map[personKey][]org.ChatAccount, error) {
	var asked batch
	found := make(map[personKey][]org.ChatAccount, len(keys))
	for _, k := range keys {
		asked.add(string(k.tenant), string(k.employee))
		found[k] = nil // to be linked nowhere is an answer too
	}
	rows := make([]org.ChatAccount, 0, len(keys))
	err := db.Raw("SELECT "+accountFields+" FROM "+s.engine.sought(s.engine.wanted(linkedColumns), "chat_account t",
		"t.tenant_id || '' = d.tenant AND t.employee_id = d.employee")+" ORDER BY t.linked_at DESC, t.id DESC", asked.bind()).Find(&rows).Error
	for _, a := range rows {
		k := personKey{a.Tenant, a.Employee}
		found[k] = append(found[k], a)
	}
	return found, err
}

// Link implements org.Accounts. The code's row decides between two who type it at once.
func (o *orgStore) Link(ctx context.Context, account org.ChatAccount, code domain.ID) error {
	if account.ID == "" {
		account.ID = o.store.newID()
	}
	account.User, account.LinkedAt = clean(account.User), micro(account.LinkedAt)
	err := o.store.on(ctx).Transaction(func(tx *gorm.DB) error {
		used := tx.Exec(`UPDATE link_code SET used_at = ? WHERE tenant_id = ? AND employee_id = ? AND id = ? AND used_at IS NULL`,
			account.LinkedAt, string(account.Tenant), string(account.Employee), string(code))
		if used.Error != nil {
			return used.Error
		}
		if used.RowsAffected == 0 {
			return domain.Errorf(domain.Conflict, "store: link code %s was used meanwhile", code)
		}
		if err := putAccount(tx, account); err != nil {
			return err
		}
		by := domain.Actor{Employee: account.Employee}
		err := tx.Raw("SELECT kind FROM channel WHERE tenant_id = ? AND id = ?", string(account.Tenant), string(account.Channel)).Scan(&by.Door).Error
		if err != nil {
			return err
		}
		return o.store.chatDeed(tx, audit.Linked, account, by)
	})
	return fault("link", err)
}

// putAccount inserts an account or gives its channel's user to another employee of the same company. Whatever account
// the employee had on that channel goes: a person has one.
func putAccount(tx *gorm.DB, account org.ChatAccount) error {
	err := tx.Exec("DELETE FROM chat_account WHERE tenant_id = ? AND channel_id = ? AND employee_id = ? AND user_ref <> ?",
		string(account.Tenant), string(account.Channel), string(account.Employee), account.User).Error
	if err != nil {
		return err
	}
	done := tx.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "channel_id"}, {Name: "user_ref"}},
		DoUpdates: clause.AssignmentColumns([]string{"employee_id", "direct", "linked_at", "unreachable"}),
		Where:     clause.Where{Exprs: []clause.Expression{clause.Expr{SQL: "chat_account.tenant_id = excluded.tenant_id"}}},
	}).Create(&account)
	if done.Error == nil && done.RowsAffected == 0 {
		return domain.Errorf(domain.NotFound, "store: channel of a chat account: not found")
	}
	return done.Error
}

// Unlink implements org.Accounts. Unlinking who is not linked is done already.
func (o *orgStore) Unlink(ctx context.Context, tenant, channel domain.ID, user string, by domain.Actor) error {
	err := o.Part(ctx, tenant, channel, user, by)
	if domain.Is(err, domain.NotFound) {
		return nil
	}
	return err
}

// SetReachable implements org.Accounts. Who is not linked has nothing to note.
func (o *orgStore) SetReachable(ctx context.Context, tenant, channel domain.ID, user string, reachable bool) error {
	err := o.store.on(ctx).Exec("UPDATE chat_account SET unreachable = ? WHERE "+ofUser,
		!reachable, string(tenant), string(channel), clean(user)).Error
	return fault("chat account", err)
}
