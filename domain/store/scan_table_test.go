package store_test

import (
	"reflect"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// Everybody read at once is who each is read alone, to the last field, and nobody of another company.
func TestEverybodyIsReadAsEachIs(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, _ := twins(t, s)
		plain := a.Employees[0]
		plain.ID, plain.Code, plain.Login, plain.Active, plain.Language = "a-e3", "0500", "", false, ""
		plain.Methods, plain.Cards, plain.Mails, plain.Versions = nil, nil, nil, nil
		dated := plain
		dated.ID, dated.Code, dated.Active, dated.Hired, dated.Mails = "a-e4", "0501", true, "2020-04-01", []string{"ä@example.jp", "\"b\""}
		dated.Versions = []org.Assignment{{Department: "a-d"}, {From: "2026-01-01", Department: "a-d", WorkPattern: "a-w"}}
		dated.Cards = []string{}
		if err := s.Masters().Save(t.Context(), company.Masters{Tenant: a.Tenant, Employees: []org.Employee{plain, dated}}); err != nil {
			t.Fatal(err)
		}
		all, err := s.Org().Employees(t.Context(), a.Tenant.ID)
		if err != nil || len(all) != 4 {
			t.Fatalf("%d people, %v", len(all), err)
		}
		for _, got := range all {
			alone, err := s.Org().EmployeesOf(t.Context(), a.Tenant.ID, []domain.ID{got.ID})
			if err != nil || len(alone) != 1 || !reflect.DeepEqual(got, alone[0]) {
				t.Errorf("%+v, want %+v, %v", got, alone, err)
			}
		}
	})
}
