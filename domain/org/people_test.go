package org

import (
	"context"
	"slices"
	"testing"

	"github.com/dakoku/dakoku/domain"
)

// town is a company as the store would show it: sales with an eastern section and a team in it, and a factory.
type town struct {
	People
	people      []Employee
	groups      []PermissionGroup
	departments []Department
}

func umi() *town {
	return &town{
		departments: []Department{
			{ID: "sales"}, {ID: "east", Parent: "sales"}, {ID: "team", Parent: "east"}, {ID: "factory"},
		},
		groups: []PermissionGroup{
			{ID: "sales-mgr", Departments: []domain.ID{"sales"}, Can: []Right{View, Correct, Approve, Message}},
			{ID: "east-view", Departments: []domain.ID{"east"}, Can: []Right{View}},
			{ID: "blind", Departments: []domain.ID{"sales"}, Can: []Right{Approve, Message}},
		},
		people: []Employee{
			{ID: "suzuki", Role: domain.Admin, Active: true},
			{ID: "sato", Role: domain.Manager, PermissionGroup: "sales-mgr", Department: "factory", Active: true},
			{ID: "ito", Role: domain.Manager, PermissionGroup: "east-view", Department: "east", Active: true},
			{ID: "mori", Role: domain.Manager, PermissionGroup: "blind", Department: "sales", Active: true},
			{ID: "gone", Role: domain.Owner},
			{ID: "tanaka", Role: domain.Employee, Department: "sales", Active: true},
			{ID: "yamada", Role: domain.Employee, Department: "team", Active: true},
			{ID: "kato", Role: domain.Employee, Department: "factory", Active: true},
		},
	}
}

func (u *town) Employee(_ context.Context, tenant, id domain.ID) (Employee, error) {
	for _, e := range u.people {
		if tenant == "umi" && e.ID == id {
			e.Tenant = tenant
			return e, nil
		}
	}
	return Employee{}, domain.Errorf(domain.NotFound, "no employee %s", id)
}

func (u *town) Employees(context.Context, domain.ID) ([]Employee, error) {
	return slices.Clone(u.people), nil
}

func (u *town) EmployeesOf(_ context.Context, _ domain.ID, ids []domain.ID) ([]Employee, error) {
	return slices.DeleteFunc(slices.Clone(u.people), func(e Employee) bool { return !slices.Contains(ids, e.ID) }), nil
}

func (u *town) EmployeesIn(_ context.Context, _ domain.ID, departments []domain.ID) ([]Employee, error) {
	return slices.DeleteFunc(slices.Clone(u.people), func(e Employee) bool { return !slices.Contains(departments, e.Department) }), nil
}

func (u *town) PermissionGroup(_ context.Context, _, id domain.ID) (PermissionGroup, error) {
	for _, g := range u.groups {
		if g.ID == id {
			return g, nil
		}
	}
	return PermissionGroup{}, domain.Errorf(domain.NotFound, "no group %s", id)
}

func (u *town) Departments(context.Context, domain.ID) ([]Department, error) {
	return u.departments, nil
}

func TestMayUse(t *testing.T) {
	line, slack, web := domain.LINE, domain.Slack, domain.Web
	for _, tc := range []struct {
		name   string
		person []domain.Door
		site   *Site
		want   []domain.Door // that LINE is refused with; nil: it is allowed
	}{
		{"everything", nil, nil, nil},
		{"his own", []domain.Door{line, web}, nil, nil},
		{"not his own", []domain.Door{slack, web}, nil, []domain.Door{slack, web}},
		{"a site that says nothing", []domain.Door{line}, &Site{}, nil},
		{"the site's", nil, &Site{Methods: []domain.Door{line}}, nil},
		{"not the site's", nil, &Site{Methods: []domain.Door{web}}, []domain.Door{web}},
		{"both, and LINE in one only", []domain.Door{line, web}, &Site{Methods: []domain.Door{web, slack}}, []domain.Door{web}},
		{"both, and nothing in common", []domain.Door{line}, &Site{Methods: []domain.Door{web}}, []domain.Door{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			err := Employee{Methods: tc.person}.MayUse(line, tc.site)
			if (err == nil) != (tc.want == nil) {
				t.Fatalf("got %v", err)
			}
			if err != nil && (!domain.Is(err, domain.NotAllowed) || !slices.Equal(err.(*domain.Error).Args["allowed"].([]domain.Door), tc.want)) {
				t.Errorf("got %v", err.(*domain.Error).Args)
			}
		})
	}
}

func TestDisplayName(t *testing.T) {
	e := Employee{Name: "田中 太郎", Romaji: "Taro Tanaka"}
	if e.DisplayName("ja") != "田中 太郎" || e.DisplayName("en") != "Taro Tanaka" || (Employee{Name: "林"}).DisplayName("en") != "林" {
		t.Error("a name in the wrong script")
	}
}

func TestZone(t *testing.T) {
	for name, want := range map[string]string{"Asia/Tokyo": "Asia/Tokyo", "Europe/Berlin": "Europe/Berlin", "": "Asia/Tokyo", "Mars/Base": "Asia/Tokyo"} {
		if got := (Tenant{Timezone: name}).Zone().String(); got != want {
			t.Errorf("%q: %s", name, got)
		}
	}
}
