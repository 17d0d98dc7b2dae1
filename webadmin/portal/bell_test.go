package portal

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
)

// written counts the writes to people's records, and how often it was asked.
type written struct {
	n     map[domain.ID]int64
	asked int
}

func (w *written) Touches(_ context.Context, tenant domain.ID, people []domain.ID) (map[domain.ID]attendance.Touch, error) {
	w.asked++
	all := map[domain.ID]attendance.Touch{}
	for _, p := range people {
		all[p] = attendance.Touch{Tenant: tenant, Employee: p, N: w.n[p]}
	}
	return all, nil
}

// TestBell rings for whose record was written to and for nobody else, asks once for all who listen, and stops asking when
// nobody does.
func TestBell(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &written{n: map[domain.ID]int64{"tanaka": 5, "yamada": 1}}
		tick := make(chan time.Time)
		b := NewBell(w, func() (<-chan time.Time, func()) { return tick, func() {} }, slog.New(slog.DiscardHandler))
		ctx, leave := context.WithCancel(t.Context())
		rings := map[domain.ID]<-chan struct{}{}
		for _, who := range []domain.ID{"tanaka", "yamada"} {
			ring, err := b.Listen(ctx, "umi", who)
			if err != nil {
				t.Fatal(err)
			}
			rings[who] = ring
		}
		rang := func(who domain.ID) bool {
			select {
			case <-rings[who]:
				return true
			default:
				return false
			}
		}
		next := func() {
			synctest.Wait() // it has listened to the tick before
			select {
			case tick <- time.Now():
			default: // nobody watches any more
			}
			synctest.Wait()
		}
		next()
		if rang("tanaka") || rang("yamada") {
			t.Error("it rings although nothing was written")
		}
		w.n["tanaka"]++
		before := w.asked
		next()
		if !rang("tanaka") || rang("yamada") {
			t.Error("it does not ring for the one whose record was written to, or for another too")
		}
		if w.asked != before+1 {
			t.Errorf("it asked %d times for two who listen", w.asked-before)
		}
		leave()
		next()
		before = w.asked
		next()
		next()
		if w.asked != before {
			t.Error("it asks although nobody listens")
		}
	})
}
