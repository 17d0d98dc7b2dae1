package store

import (
	"cmp"
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
)

var (
	_ org.Credentials = Org{}
	_ org.Devices     = Org{}
	_ org.SignIns     = Org{}
)

// Credential implements org.Credentials.
func (o *orgStore) Credential(ctx context.Context, tenant, employee domain.ID) (org.Credential, error) {
	c, err := take[org.Credential](ctx, o.store, "credential", "tenant_id = ? AND employee_id = ?", string(tenant), string(employee))
	if domain.Is(err, domain.NotFound) {
		return org.Credential{Tenant: tenant, Employee: employee}, nil
	}
	return c, err
}

// ChangeCredential implements org.Credentials.
func (o *orgStore) ChangeCredential(ctx context.Context, tenant, employee domain.ID, change func(*org.Employee, *org.Credential) ([]audit.Row, error)) error {
	return o.ChangeAndTell(ctx, tenant, employee, func(e *org.Employee, c *org.Credential) ([]audit.Row, []outbox.Item, error) {
		deeds, err := change(e, c)
		return deeds, nil, err
	})
}

// ChangeAndTell is ChangeCredential that owes what is told of the change in the same commit.
func (o *orgStore) ChangeAndTell(ctx context.Context, tenant, employee domain.ID, change func(*org.Employee, *org.Credential) ([]audit.Row, []outbox.Item, error)) error {
	var refused error
	err := o.store.on(ctx).Transaction(func(tx *gorm.DB) error {
		var e org.Employee
		// The person's row stands for a credential that is not there yet: PostgreSQL locks no row that does not exist.
		row := tx.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate})
		if err := row.Where("tenant_id = ? AND id = ?", string(tenant), string(employee)).Take(&e).Error; err != nil {
			return err
		}
		c := org.Credential{Tenant: tenant, Employee: employee}
		if err := tx.Where("tenant_id = ? AND employee_id = ?", string(tenant), string(employee)).Limit(1).Find(&c).Error; err != nil {
			return err
		}
		before := e
		deeds, owed, err := change(&e, &c)
		if refused = err; err != nil {
			return err
		}
		for _, until := range []**time.Time{&c.ValidUntil, &c.PasscodeUntil} {
			if *until != nil {
				at := micro(**until)
				*until = &at
			}
		}
		if err := tx.Save(&c).Error; err != nil {
			return err
		}
		if deeds, err = o.store.deeds(tenant, deeds); err != nil {
			return err
		}
		if err := cmp.Or(saveDeeds(tx, o.store.engine, deeds), o.store.owe(tx, owed)); err != nil || e.Password == before.Password && e.Passcode == before.Passcode {
			return err
		}
		return tx.Exec("UPDATE employee SET password = ?, passcode = ?, updated_at = ? WHERE tenant_id = ? AND id = ?",
			e.Password, e.Passcode, o.store.clock(), string(tenant), string(employee)).Error
	})
	if refused != nil {
		return refused
	}
	return fault("credential", err)
}

// deed makes a change and keeps what the audit says of it in one commit.
func (o *orgStore) deed(ctx context.Context, tenant domain.ID, deeds []audit.Row, change func(*gorm.DB) error) error {
	deeds, err := o.store.deeds(tenant, deeds)
	if err != nil {
		return err
	}
	return fault("sign-in", o.store.on(ctx).Transaction(func(tx *gorm.DB) error {
		if err := change(tx); err != nil {
			return err
		}
		return saveDeeds(tx, o.store.engine, deeds)
	}))
}
