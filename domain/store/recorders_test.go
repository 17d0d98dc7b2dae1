package store_test

import (
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/worktime"
)

func TestRecordersAndTheirDevices(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, k := t.Context(), s.Recorders()
		a, b := twins(t, s)
		mine, other := a.Recorders[0], b.Recorders[0]
		if got, err := k.RecorderByCode(ctx, a.Tenant.ID, "door"); err != nil || !equal(got, mine) {
			t.Errorf("%+v %v", got, err)
		}
		if all, err := k.Recorders(ctx, b.Tenant.ID); err != nil || len(all) != 1 || all[0].ID != other.ID {
			t.Errorf("%+v %v", all, err)
		}
		_, err := k.RecorderByCode(ctx, a.Tenant.ID, "nowhere")
		wantNotFound(t, "no such recorder", err)
		if p, err := k.Pairing(ctx, mine.Tenant, mine.ID); err != nil || p.Recorder != mine.ID || p.Digest != "" {
			t.Errorf("none yet: %+v %v", p, err)
		}
		at := noon
		deed := audit.Row{Tenant: mine.Tenant, At: noon, Act: audit.Paired, Ref: string(mine.ID)}
		err = k.ChangePairing(ctx, mine, func(p *terminal.Pairing) (*audit.Row, error) {
			p.Digest, p.PublicKey, p.PairedAt, p.Skew = "d", []byte{4, 0, 7}, &at, -1<<40
			return &deed, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if p, err := k.Pairing(ctx, mine.Tenant, mine.ID); err != nil || p.Digest != "d" || string(p.PublicKey) != "\x04\x00\x07" || !p.PairedAt.Equal(noon) || p.Skew != -1<<40 {
			t.Errorf("%+v %v", p, err)
		}
		if p, err := k.Pairing(ctx, other.Tenant, mine.ID); err != nil || p.Digest != "" {
			t.Errorf("another company reads %+v %v", p, err)
		}
		foreign := mine
		foreign.Tenant = other.Tenant
		wantNotFound(t, "another company's pairing", k.ChangePairing(ctx, foreign, func(*terminal.Pairing) (*audit.Row, error) { return nil, nil }))
		refused := domain.Refuse(domain.Invalid)
		err = k.ChangePairing(ctx, mine, func(p *terminal.Pairing) (*audit.Row, error) { p.Digest = "x"; return &deed, refused })
		if err != error(refused) {
			t.Errorf("the refusal came back as %v", err)
		}
		if p, _ := k.Pairing(ctx, mine.Tenant, mine.ID); p.Digest != "d" {
			t.Error("what was refused is kept")
		}
		deeds := 0
		_ = s.Audit().Each(ctx, audit.Query{Tenant: mine.Tenant}, func(r audit.Row) error {
			if r.Act == audit.Paired {
				deeds++
			}
			return nil
		})
		if deeds != 1 {
			t.Errorf("%d deeds", deeds)
		}
	})
}

// TestOnePairingAtATime uses one code by many devices at once.
func TestOnePairingAtATime(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, _ := twins(t, s)
		var wg sync.WaitGroup
		var mu sync.Mutex
		used := 0
		for range 20 {
			wg.Go(func() {
				err := s.Recorders().ChangePairing(t.Context(), a.Recorders[0], func(p *terminal.Pairing) (*audit.Row, error) {
					if p.Digest != "" {
						return nil, domain.Refuse(domain.Invalid)
					}
					p.Digest = "mine"
					return nil, nil
				})
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					used++
				}
			})
		}
		wg.Wait()
		if used != 1 {
			t.Errorf("%d devices were paired with one code", used)
		}
	})
}

func TestDeviceEvents(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, k := t.Context(), s.Recorders()
		a, b := twins(t, s)
		device := noon.Add(-time.Hour)
		e := terminal.DeviceEvent{ID: "e1", Tenant: a.Tenant.ID, Recorder: a.Recorders[0].ID, Ref: "r1", Digest: "d1", Way: terminal.ByPasscode, Employee: a.Employees[0].ID,
			Kind: worktime.In, DeviceAt: &device, Skew: 1 << 40, At: noon, ReceivedAt: noon, Offline: true, State: terminal.Held, Why: terminal.Unproven}
		if got, err := k.SaveEvent(ctx, e); err != nil || got.ID != "e1" {
			t.Fatal(got, err)
		}
		again := e
		again.ID, again.Digest, again.State = "e2", "d2", terminal.Passed
		if got, err := k.SaveEvent(ctx, again); err != nil || got.ID != "e1" || got.Digest != "d1" || got.State != terminal.Held || got.Skew != 1<<40 || !got.DeviceAt.Equal(device) {
			t.Errorf("the second of a name: %+v %v", got, err)
		}
		twin := e
		twin.ID, twin.Tenant, twin.Recorder, twin.State, twin.ReceivedAt = "e3", b.Tenant.ID, b.Recorders[0].ID, terminal.Passed, noon.Add(time.Minute)
		if _, err := k.SaveEvent(ctx, twin); err != nil {
			t.Fatal(err)
		}
		_, err := k.Event(ctx, b.Tenant.ID, e.Recorder, "r1")
		wantNotFound(t, "another company's event", err)
		for _, c := range []struct {
			name string
			q    terminal.Query
			want int
		}{
			{"mine", terminal.Query{Tenant: a.Tenant.ID, Limit: 9}, 1}, {"held", terminal.Query{Tenant: a.Tenant.ID, Held: true, Recorder: e.Recorder, Limit: 9}, 1},
			{"the twin holds none", terminal.Query{Tenant: b.Tenant.ID, Held: true, Limit: 9}, 0}, {"later", terminal.Query{Tenant: a.Tenant.ID, Since: noon.Add(time.Second), Limit: 9}, 0},
			{"another's recorder", terminal.Query{Tenant: b.Tenant.ID, Recorder: e.Recorder, Limit: 9}, 0},
		} {
			if got, err := k.Events(ctx, c.q); err != nil || len(got) != c.want {
				t.Errorf("%s: %+v %v", c.name, got, err)
			}
		}
	})
}
