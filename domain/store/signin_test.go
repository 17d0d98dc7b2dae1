package store_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

func TestCredentials(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, o := t.Context(), s.Org()
		a, b := twins(t, s)
		mine, other, who := a.Tenant.ID, b.Tenant.ID, a.Employees[0].ID
		none, err := o.Credential(ctx, mine, who)
		if err != nil || none.Epoch != 0 || none.Employee != who || none.MustChange {
			t.Fatalf("none yet: %+v %v", none, err)
		}
		until := noon.Add(time.Hour)
		err = o.ChangeCredential(ctx, mine, who, func(e *org.Employee, c *org.Credential) ([]audit.Row, error) {
			e.Password, c.MustChange, c.ValidUntil, c.TOTPStep = "$new", true, &until, 7
			c.Secrets, c.Recovery = map[string]string{"totp": "ABC"}, []string{"d1", "d2"}
			return []audit.Row{{Tenant: mine, At: noon, By: who, Act: audit.PasswordChanged, Employee: who}}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		c, err := o.Credential(ctx, mine, who)
		if err != nil || !c.MustChange || !c.ValidUntil.Equal(until) || c.Secrets["totp"] != "ABC" || len(c.Recovery) != 2 || c.TOTPStep != 7 {
			t.Errorf("%+v %v", c, err)
		}
		if e, err := o.Employee(ctx, mine, who); err != nil || e.Password != "$new" || e.Name != a.Employees[0].Name {
			t.Errorf("%+v %v", e, err)
		}
		for _, raw := range storetest.Bytes(t, s, "SELECT secrets FROM credential") {
			if string(raw) == "" || len(raw) < 28 || string(raw[:1]) == "{" {
				t.Errorf("the secret is kept as %q", raw)
			}
		}
		refused := domain.Refuse(domain.Forbidden)
		err = o.ChangeCredential(ctx, mine, who, func(e *org.Employee, c *org.Credential) ([]audit.Row, error) {
			e.Password, c.Epoch = "$other", 9
			return []audit.Row{{Tenant: mine, At: noon, Act: audit.Reissued}}, refused
		})
		if err != error(refused) {
			t.Errorf("the refusal came back as %v", err)
		}
		if c, _ := o.Credential(ctx, mine, who); c.Epoch != 0 {
			t.Error("what was refused is kept")
		}
		if acts := actsOf(t, s, mine); acts != "password" {
			t.Errorf("the audit has %q", acts)
		}
		alien := o.ChangeCredential(ctx, mine, who, func(e *org.Employee, c *org.Credential) ([]audit.Row, error) {
			e.Password = "$alien"
			return []audit.Row{{Tenant: other, At: noon, Act: audit.Reissued}}, nil
		})
		if e, err := o.Employee(ctx, mine, who); !domain.Is(alien, domain.Invalid) || err != nil || e.Password != "$new" {
			t.Errorf("another company's deed: %v, and the password is %s", alien, e.Password)
		}
		wantNotFound(t, "another company's", o.ChangeCredential(ctx, other, who, func(*org.Employee, *org.Credential) ([]audit.Row, error) { return nil, nil }))
		if c, err := o.Credential(ctx, other, who); err != nil || c.MustChange {
			t.Errorf("another company reads %+v %v", c, err)
		}
	})
}

// TestCredentialsOneAtATime lets many raise one number at once, from no row on.
func TestCredentialsOneAtATime(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, _ := twins(t, s)
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				err := s.Org().ChangeCredential(t.Context(), a.Tenant.ID, a.Employees[0].ID, func(_ *org.Employee, c *org.Credential) ([]audit.Row, error) {
					c.Epoch++
					return nil, nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if c, err := s.Org().Credential(t.Context(), a.Tenant.ID, a.Employees[0].ID); err != nil || c.Epoch != 20 {
			t.Errorf("%d of 20, %v", c.Epoch, err)
		}
	})
}

func TestDevices(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, o := t.Context(), s.Org()
		a, b := twins(t, s)
		mine, other, who := a.Tenant.ID, b.Tenant.ID, a.Employees[0].ID
		d := org.Device{ID: "d1", Tenant: mine, Employee: who, Name: "Chrome Android", Digest: "x", Stamp: "s", MadeAt: noon, UsedAt: noon, ExpiresAt: noon.Add(time.Hour)}
		later := d
		later.ID, later.UsedAt = "d2", noon.Add(time.Minute)
		for _, one := range []org.Device{d, later} {
			if err := o.SaveDevice(ctx, one); err != nil {
				t.Fatal(err)
			}
		}
		if all, err := o.DevicesOf(ctx, mine, who); err != nil || len(all) != 2 || all[0].ID != "d2" {
			t.Errorf("%+v %v", all, err)
		}
		if all, err := o.DevicesOf(ctx, other, who); err != nil || len(all) != 0 {
			t.Errorf("another company sees %+v %v", all, err)
		}
		_, err := o.Device(ctx, other, "d1")
		wantNotFound(t, "another company's device", err)
		d.Previous, d.Digest = "x", "y"
		if err := o.TurnDevice(ctx, d); err != nil {
			t.Fatal(err)
		}
		d.Digest = "z"
		if err := o.TurnDevice(ctx, d); !domain.Is(err, domain.Conflict) {
			t.Errorf("turned twice: %v", err)
		}
		if got, err := o.Device(ctx, mine, "d1"); err != nil || got.Digest != "y" || got.Previous != "x" {
			t.Errorf("%+v %v", got, err)
		}
		wantNotFound(t, "another company drops it", o.DropDevice(ctx, other, who, "d1"))
		wantNotFound(t, "another person drops it", o.DropDevice(ctx, mine, a.Employees[1].ID, "d1"))
		if err := o.DropDevice(ctx, mine, who, "d1"); err != nil {
			t.Error(err)
		}
	})
}

// TestMeter spends exactly what there is, however many ask at once, and gets it back with time.
func TestMeter(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			now := noon
			s := storetest.Open(t, engine, storetest.Clock(func() time.Time { return now }))
			m := s.Meter()
			take := func(key string) (time.Time, bool) {
				t.Helper()
				free, ok, err := m.Take(t.Context(), key, 3, time.Minute)
				if err != nil {
					t.Fatal(err)
				}
				return free, ok
			}
			var got atomic.Int32
			var wg sync.WaitGroup
			for range 20 {
				wg.Go(func() {
					if _, ok := take("k"); ok {
						got.Add(1)
					}
				})
			}
			wg.Wait()
			if got.Load() != 3 {
				t.Errorf("%d of 3", got.Load())
			}
			if free, ok := take("k"); ok || !free.Equal(noon.Add(time.Minute)) {
				t.Errorf("%v until %s", ok, free)
			}
			if _, ok := take("other"); !ok {
				t.Error("another key is used up too")
			}
			now = noon.Add(time.Minute)
			if _, ok := take("k"); !ok {
				t.Error("none came back")
			}
			if _, ok := take("k"); ok {
				t.Error("two came back")
			}
			if err := m.Give(t.Context(), "k", time.Minute); err != nil {
				t.Fatal(err)
			}
			if _, ok := take("k"); !ok {
				t.Error("what was given back is lost")
			}
			if err := m.Forget(t.Context(), "k"); err != nil {
				t.Fatal(err)
			}
			for i := range 3 {
				if _, ok := take("k"); !ok {
					t.Errorf("try %d after it was forgotten", i)
				}
			}
			now = noon.Add(240 * time.Hour)
			for i := range 4 {
				if _, ok := take("k"); ok != (i < 3) {
					t.Errorf("try %d after a long time: %v", i, ok)
				}
			}
		})
	}
}

func TestWebSessions(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			now := noon
			s := storetest.Open(t, engine, storetest.Clock(func() time.Time { return now }))
			w, ctx := s.WebSessions(), t.Context()
			if _, found, err := w.FindCtx(ctx, "none"); found || err != nil {
				t.Errorf("%v %v", found, err)
			}
			for i := range 2 {
				if err := w.CommitCtx(ctx, "tok", []byte(fmt.Sprint("data", i, "\x00")), time.Now().Add(time.Hour)); err != nil {
					t.Fatal(err)
				}
			}
			if data, found, err := w.FindCtx(ctx, "tok"); err != nil || !found || string(data) != "data1\x00" {
				t.Errorf("%q %v %v", data, found, err)
			}
			now = noon.Add(time.Hour + time.Second) // the store's clock counts, not the machine's
			if _, found, err := w.FindCtx(ctx, "tok"); found || err != nil {
				t.Errorf("it is over: %v %v", found, err)
			}
			now = noon
			if err := w.DeleteCtx(ctx, "tok"); err != nil {
				t.Fatal(err)
			}
			if _, found, _ := w.FindCtx(ctx, "tok"); found {
				t.Error("it was deleted")
			}
		})
	}
}
