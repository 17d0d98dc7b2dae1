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
	t, err := o.store.tenants.do(ctx, record{id, id})
	return t.On(t.DateAt(o.store.clock())), err
}

// TenantByCode implements org.Tenants.
func (o *orgStore) TenantByCode(ctx context.Context, code string) (org.Tenant, error) {
	t, err := take[org.Tenant](ctx, o.store, "company", "code = ?", clean(code))
	return t.On(t.DateAt(o.store.clock())), err
}

// Tenants lists every company.
func (o *orgStore) Tenants(ctx context.Context) ([]org.Tenant, error) {
	all, err := list[org.Tenant](ctx, o.store, "companies", "code", "1 = 1")
	for i, t := range all {
		all[i] = t.On(t.DateAt(o.store.clock()))
	}
	return all, err
}

// today is a person as of now. Most have no dates that matter, and cost no second read.
func (o *orgStore) today(ctx context.Context, e org.Employee) (org.Employee, error) {
	if !dated(e) {
		return e, nil
	}
	t, err := o.store.tenants.do(ctx, record{e.Tenant, e.Tenant})
	return e.On(t.DateAt(o.store.clock())), err
}

func dated(e org.Employee) bool { return len(e.Versions) > 0 || e.Left != "" }
