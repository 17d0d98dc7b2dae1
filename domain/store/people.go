package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

const ofTenant = "tenant_id || '' = ? AND id = ?"

// Employee implements org.People.
func (o *orgStore) Employee(ctx context.Context, tenant, id domain.ID) (org.Employee, error) {
	e, err := o.store.employees.do(ctx, record{tenant, id})
	if err != nil {
		return e, err
	}
	return o.today(ctx, e)
}

// EmployeeByCode finds somebody by his number (社員番号); NotFound.
func (o *orgStore) EmployeeByCode(ctx context.Context, tenant domain.ID, code string) (org.Employee, error) {
	return o.person(ctx, "tenant_id = ? AND code = ?", string(tenant), clean(code))
}

// EmployeeByLogin finds somebody by his name of signing in; NotFound. Nobody signs in with an empty name.
func (o *orgStore) EmployeeByLogin(ctx context.Context, tenant domain.ID, login string) (org.Employee, error) {
	return o.person(ctx, "tenant_id = ? AND login = ? AND login <> ''", string(tenant), clean(login))
}

// Employees lists everybody of a company, by code.
func (o *orgStore) Employees(ctx context.Context, tenant domain.ID) ([]org.Employee, error) {
	if o.store.pool == nil {
		people, err := list[org.Employee](ctx, o.store, "employees", "code", "tenant_id = ?", string(tenant))
		return o.onToday(ctx, tenant, people, err)
	}
	people, err := scanAll[org.Employee](ctx, o.store, "employee", "WHERE t.tenant_id = ? ORDER BY t.code", string(tenant))
	return o.onToday(ctx, tenant, people, fault("employees", err))
}

// inDepartments finds a company's people of departments, and those who have ever moved.
const inDepartments = "tenant_id = ? AND (department_id IN ? OR versions IS NOT NULL AND CAST(versions AS TEXT) NOT IN ('null', '[]'))"

// EmployeesIn implements org.Seen. Who has moved is read wherever he was written down: where he is today his versions say.
func (o *orgStore) EmployeesIn(ctx context.Context, tenant domain.ID, departments []domain.ID) ([]org.Employee, error) {
	if len(departments) > idsAtOnce {
		return o.Employees(ctx, tenant)
	}
	people, err := list[org.Employee](ctx, o.store, "employees", "code", inDepartments, string(tenant), departments)
	return o.onToday(ctx, tenant, people, err)
}

// idsAtOnce is how many people one statement asks for; each is a bound value.
const idsAtOnce = 1000

// EmployeesOf implements org.Seen: people by their ids, in no order; who is not there is left out.
func (o *orgStore) EmployeesOf(ctx context.Context, tenant domain.ID, ids []domain.ID) ([]org.Employee, error) {
	var people []org.Employee
	for some := range slices.Chunk(ids, idsAtOnce) {
		found, err := list[org.Employee](ctx, o.store, "employees", "code", "tenant_id = ? AND id IN ?", string(tenant), some)
		if err != nil {
			return nil, err
		}
		people = append(people, found...)
	}
	return o.onToday(ctx, tenant, people, nil)
}

// onToday are people as they are assigned now.
func (o *orgStore) onToday(ctx context.Context, tenant domain.ID, people []org.Employee, err error) ([]org.Employee, error) {
	if err != nil || !slices.ContainsFunc(people, dated) {
		return people, err
	}
	t, err := o.store.tenants.do(ctx, record{tenant, tenant})
	date := t.DateAt(o.store.clock())
	for i, e := range people {
		people[i] = e.On(date)
	}
	return people, err
}

func (o *orgStore) person(ctx context.Context, where string, args ...any) (org.Employee, error) {
	e, err := take[org.Employee](ctx, o.store, "employee", where, args...)
	if err != nil {
		return e, err
	}
	return o.today(ctx, e)
}

// Departments implements org.Departments.
func (o *orgStore) Departments(ctx context.Context, tenant domain.ID) ([]org.Department, error) {
	return list[org.Department](ctx, o.store, "departments", "place, code", "tenant_id = ?", string(tenant))
}

// PermissionGroup finds one; NotFound.
func (o *orgStore) PermissionGroup(ctx context.Context, tenant, id domain.ID) (org.PermissionGroup, error) {
	return take[org.PermissionGroup](ctx, o.store, "permission group", ofTenant, string(tenant), string(id))
}

// Site finds one; NotFound.
func (o *orgStore) Site(ctx context.Context, tenant, id domain.ID) (org.Site, error) {
	return take[org.Site](ctx, o.store, "site", ofTenant, string(tenant), string(id))
}

// SetLanguage changes a person's own language.
func (o *orgStore) SetLanguage(ctx context.Context, tenant, employee domain.ID, lang string) error {
	return o.change(ctx, "employee", "UPDATE employee SET language = ?, updated_at = ? WHERE tenant_id = ? AND id = ?",
		clean(lang), o.store.clock(), string(tenant), string(employee))
}

// change runs an UPDATE or DELETE of one record that must be there.
func (o *orgStore) change(ctx context.Context, what, statement string, args ...any) error {
	return changed(what, o.store.on(ctx).Exec(statement, args...))
}

// changed is the error of a statement that was to change a row; NotFound: there was none.
func changed(what string, done *gorm.DB) error {
	if done.Error == nil && done.RowsAffected == 0 {
		return domain.Errorf(domain.NotFound, "store: %s: not found", what)
	}
	return fault(what, done.Error)
}
