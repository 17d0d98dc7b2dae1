package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// peopleIn are a company's people as one commit sees them. It asks its own connection: on SQLite there is no other.
type peopleIn struct {
	tx     *gorm.DB
	store  *Store
	tenant domain.ID
}

// Employee implements org.Seen.
func (p peopleIn) Employee(_ context.Context, tenant, id domain.ID) (org.Employee, error) {
	var e org.Employee
	if err := p.tx.Where(ofTenant, string(tenant), string(id)).Take(&e).Error; err != nil {
		return e, fault("employee", err)
	}
	all, err := p.today([]org.Employee{e})
	if err != nil {
		return e, err
	}
	return all[0], nil
}

// Employees implements org.Seen.
func (p peopleIn) Employees(_ context.Context, tenant domain.ID) ([]org.Employee, error) {
	var all []org.Employee
	if err := p.tx.Where("tenant_id = ?", string(tenant)).Order("code").Find(&all).Error; err != nil {
		return nil, fault("employees", err)
	}
	return p.today(all)
}

// EmployeesIn implements org.Seen.
func (p peopleIn) EmployeesIn(ctx context.Context, tenant domain.ID, departments []domain.ID) ([]org.Employee, error) {
	if len(departments) > idsAtOnce {
		return p.Employees(ctx, tenant)
	}
	var all []org.Employee
	if err := p.tx.Where(inDepartments, string(tenant), departments).Order("code").Find(&all).Error; err != nil {
		return nil, fault("employees", err)
	}
	return p.today(all)
}

// EmployeesOf implements org.Seen.
func (p peopleIn) EmployeesOf(_ context.Context, tenant domain.ID, ids []domain.ID) ([]org.Employee, error) {
	var all []org.Employee
	for some := range slices.Chunk(ids, idsAtOnce) {
		var found []org.Employee
		if err := p.tx.Where("tenant_id = ? AND id IN ?", string(tenant), some).Find(&found).Error; err != nil {
			return nil, fault("employees", err)
		}
		all = append(all, found...)
	}
	return p.today(all)
}

// today are people as of now.
func (p peopleIn) today(people []org.Employee) ([]org.Employee, error) {
	var t org.Tenant
	if err := p.tx.Where("id = ?", string(p.tenant)).Take(&t).Error; err != nil {
		return nil, fault("company", err)
	}
	date := t.DateAt(p.store.clock())
	for i, e := range people {
		people[i] = e.On(date)
	}
	return people, nil
}

// PermissionGroup implements org.Seen.
func (p peopleIn) PermissionGroup(_ context.Context, tenant, id domain.ID) (g org.PermissionGroup, err error) {
	err = p.tx.Where(ofTenant, string(tenant), string(id)).Take(&g).Error
	return g, fault("permission group", err)
}

// Departments implements org.Departments.
func (p peopleIn) Departments(_ context.Context, tenant domain.ID) (all []org.Department, err error) {
	err = p.tx.Where("tenant_id = ?", string(tenant)).Order("code").Find(&all).Error
	return all, fault("departments", err)
}
