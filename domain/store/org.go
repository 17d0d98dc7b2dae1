package store

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// Org is who there is. It implements org.Tenants, org.People, org.Departments, org.Channels, org.Accounts
// and org.Codes.
type Org struct{ *orgStore }

type orgStore struct{ store *Store }

var (
	_ org.Tenants     = Org{}
	_ org.People      = Org{}
	_ org.Departments = Org{}
	_ org.Channels    = Org{}
	_ org.Accounts    = Org{}
	_ org.Codes       = Org{}
)

// Org finds companies, people and chat accounts.
func (s *Store) Org() Org { return Org{&orgStore{s}} }

// take finds one row; what names it in a NotFound.
func take[T any](ctx context.Context, s *Store, what, where string, args ...any) (row T, err error) {
	err = s.on(ctx).Where(where, args...).Take(&row).Error
	return row, fault(what, err)
}

// list finds the rows in an order.
func list[T any](ctx context.Context, s *Store, what, order, where string, args ...any) (rows []T, err error) {
	err = s.on(ctx).Where(where, args...).Order(order).Find(&rows).Error
	return rows, fault(what, err)
}

// Tenant implements org.Tenants.
func (o *orgStore) Tenant(ctx context.Context, id domain.ID) (org.Tenant, error) {
	return o.store.tenants.do(ctx, record{id, id})
}

// TenantByCode implements org.Tenants.
func (o *orgStore) TenantByCode(ctx context.Context, code string) (org.Tenant, error) {
	return take[org.Tenant](ctx, o.store, "company", "code = ?", clean(code))
}

// Tenants implements org.Tenants.
func (o *orgStore) Tenants(ctx context.Context) ([]org.Tenant, error) {
	return list[org.Tenant](ctx, o.store, "companies", "code", "1 = 1")
}
