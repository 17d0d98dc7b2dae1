package store_test

import (
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// actsOf are the acts in a company's audit, but for those about masters.
func actsOf(t *testing.T, s *store.Store, tenant domain.ID) string {
	t.Helper()
	var acts []string
	err := s.Audit().Each(t.Context(), audit.Query{Tenant: tenant}, func(r audit.Row) error {
		if r.Act != audit.Masters {
			acts = append(acts, string(r.Act))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(acts, " ")
}

func TestSignIns(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, o := t.Context(), s.Org()
		a, b := twins(t, s)
		mine, other, who := a.Tenant.ID, b.Tenant.ID, a.Employees[0].ID
		at := func(id domain.ID, minutes int, failed, stamp string) {
			t.Helper()
			when := noon.Add(time.Duration(minutes) * time.Minute)
			one := org.SignIn{ID: id, Tenant: mine, Employee: who, Failed: failed, Name: "Chrome Mac", Address: "203.0.113." + string(id[1:]), Stamp: stamp, At: when, SeenAt: when}
			if err := o.SaveSignIn(ctx, one, audit.Row{Tenant: mine, At: when, Act: audit.LockedOut}); err != nil {
				t.Fatal(err)
			}
		}
		at("s1", 0, "", "now")
		at("s2", 1, "password", "now")
		at("s3", 2, "", "now")
		at("s4", 3, "", "before")
		list := func(rows []org.SignIn, err error) string {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, r := range rows {
				ids = append(ids, string(r.ID))
			}
			return strings.Join(ids, " ")
		}
		open := func() string { t.Helper(); return list(o.OpenSignIns(ctx, mine, who, "now", noon)) }
		if got := list(o.SignInsOf(ctx, mine, who, 3)); got != "s4 s3 s2" {
			t.Errorf("the last three are %q", got)
		}
		if got := list(o.SignInsOf(ctx, other, who, 3)) + list(o.OpenSignIns(ctx, other, who, "now", noon)); got != "" {
			t.Errorf("another company sees %q", got)
		}
		if err := o.SeeSignIn(ctx, mine, "s1", "now", noon.Add(time.Hour)); err != nil || open() != "s1 s3" {
			t.Errorf("open are %q, %v", open(), err)
		}
		if got := list(o.OpenSignIns(ctx, mine, who, "now", noon.Add(3*time.Minute))); got != "s1" {
			t.Errorf("used lately %q", got)
		}
		for from, want := range map[string]bool{"203.0.113.1": true, "203.0.113.2": false, "203.0.113.9": false} {
			if got, err := o.SignedInFrom(ctx, mine, who, from, noon); err != nil || got != want {
				t.Errorf("signed in from %s: %v %v", from, got, err)
			}
		}
		if got, err := o.SignedInFrom(ctx, mine, who, "203.0.113.1", noon.Add(time.Second)); err != nil || got {
			t.Errorf("it was long ago: %v %v", got, err)
		}
		wantNotFound(t, "another company ends it", o.EndSignIn(ctx, other, who, "s1"))
		wantNotFound(t, "another person ends it", o.EndSignIn(ctx, mine, a.Employees[1].ID, "s1", audit.Row{Tenant: mine, Act: audit.SignInEnded, At: noon}))
		if err := o.EndSignIn(ctx, mine, who, "s1", audit.Row{Tenant: mine, Act: audit.SignInEnded, At: noon.Add(time.Hour)}); err != nil || open() != "s3" {
			t.Errorf("open are %q, %v", open(), err)
		}
		wantNotFound(t, "it is ended twice", o.EndSignIn(ctx, mine, who, "s1"))
		wantNotFound(t, "an ended one is seen", o.SeeSignIn(ctx, mine, "s1", "now", noon))
		for id, tenant := range map[domain.ID]domain.ID{"s1": mine, "s2": mine, "s3": other} {
			_, err := o.SignIn(ctx, tenant, id)
			wantNotFound(t, string(id), err)
		}
		if one, err := o.SignIn(ctx, mine, "s3"); err != nil || one.Name != "Chrome Mac" || !one.At.Equal(noon.Add(2*time.Minute)) {
			t.Errorf("%+v %v", one, err)
		}
		if got := actsOf(t, s, mine); got != strings.Repeat("sign_in_locked ", 4)+"sign_in_end" {
			t.Errorf("the audit has %q", got)
		}
	})
}

// TestTheFilesWordIsWrittenOnce lets somebody choose a password while a file is applied that was read before.
func TestTheFilesWordIsWrittenOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, o := t.Context(), s.Org()
		a, _ := twins(t, s)
		who := a.Employees[0]
		apply := func(e org.Employee) {
			t.Helper()
			if err := s.Masters().Save(ctx, company.Masters{Tenant: org.Tenant{ID: a.Tenant.ID}, Employees: []org.Employee{e}}); err != nil {
				t.Fatal(err)
			}
		}
		now := func() (string, org.Credential) {
			t.Helper()
			e, err := o.Employee(ctx, a.Tenant.ID, who.ID)
			if err != nil {
				t.Fatal(err)
			}
			c, err := o.Credential(ctx, a.Tenant.ID, who.ID)
			if err != nil {
				t.Fatal(err)
			}
			return e.Password, c
		}
		who.Password, who.FilePassword = "$first", "$first"
		apply(who)
		until := noon.Add(time.Hour)
		err := o.ChangeCredential(ctx, a.Tenant.ID, who.ID, func(e *org.Employee, c *org.Credential) ([]audit.Row, error) {
			e.Password, c.MustChange, c.ValidUntil = "$chosen", true, &until
			return nil, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		who.Name = "別の名前"
		apply(who) // as it was read: with the first password
		if got, c := now(); got != "$chosen" || !c.MustChange {
			t.Errorf("the password is %s, %+v", got, c)
		}
		who.Password, who.FilePassword = "$second", "$second"
		apply(who)
		if got, c := now(); got != "$second" || c.MustChange || c.ValidUntil != nil {
			t.Errorf("the password is %s, %+v", got, c)
		}
	})
}
