package store_test

import (
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

func TestANewCodeReplacesTheUnusedOnes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, o := t.Context(), s.Org()
		a, b := twins(t, s)
		mine, other := a.Employees[0].ID, a.Employees[1].ID
		for _, c := range []org.LinkCode{
			{ID: "old", Tenant: a.Tenant.ID, Employee: mine, Digest: "old"},
			{ID: "other", Tenant: a.Tenant.ID, Employee: other, Digest: "other"},
			{ID: "theirs", Tenant: b.Tenant.ID, Employee: b.Employees[0].ID, Digest: "old"},
			{ID: "new", Tenant: a.Tenant.ID, Employee: mine, Digest: "new"},
		} {
			c.ExpiresAt = noon
			if err := o.SaveCode(ctx, c); err != nil {
				t.Fatal(err)
			}
		}
		_, err := o.CodeByDigest(ctx, a.Tenant.ID, "old")
		wantNotFound(t, "the old code", err)
		for digest, tenant := range map[string]domain.ID{"new": a.Tenant.ID, "other": a.Tenant.ID, "old": b.Tenant.ID} {
			if c, err := o.CodeByDigest(ctx, tenant, digest); err != nil || c.Digest != digest {
				t.Errorf("%s: %+v, %v", digest, c, err)
			}
		}
	})
}

func TestDepartmentsOfACompany(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := twins(t, s)
		got, err := s.Org().Departments(t.Context(), a.Tenant.ID)
		if err != nil || !equal(got, a.Departments) {
			t.Errorf("got %+v, %v; want %+v", got, err, a.Departments)
		}
		if got, err = s.Org().Departments(t.Context(), b.Tenant.ID); err != nil || !equal(got, b.Departments) {
			t.Errorf("got %+v, %v; want %+v", got, err, b.Departments)
		}
	})
}
