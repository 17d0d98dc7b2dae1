package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// wait ends a test that would never end.
func wait[T any](t *testing.T, c <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-c:
	case <-time.After(time.Minute):
		t.Fatal("it never happened")
	}
	return v
}

func TestJobsDeliverAgainAndTick(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		now := domain.System()
		old := domain.IDs(func() time.Time { return now.Add(-2 * store.Retention) })()
		item := event(string(old), "e1", "a", now.Add(-2*store.Retention))
		if _, err := s.Inbox().Add(t.Context(), []inbox.Item{item}); err != nil {
			t.Fatal(err)
		}
		if err := s.Ledger().Finish(t.Context(), old, inbox.Done, "", []outbox.Item{owed("o1", "a", now)}, nil); err != nil {
			t.Fatal(err)
		}
		if err := s.Sessions().Put(t.Context(), "k", nil, 0, -time.Second); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		delivered, ticked, ended := make(chan string, 8), make(chan struct{}, 8), make(chan error, 1)
		go func() {
			ended <- s.Jobs(ctx, store.Handlers{
				Deliver: func(_ context.Context, conversation string) error { delivered <- conversation; return nil },
				Tick:    func(context.Context) error { ticked <- struct{}{}; return nil },
			})
		}()
		wait(t, ticked)
		if n, err := s.Inbox().Prune(t.Context(), now); err != nil || n != 0 {
			t.Errorf("the tick left %d old rows, %v", n, err)
		}
		// A delivery failed: its conversation comes back by itself.
		if err := s.Outbox().Settle(t.Context(), []outbox.Result{{ID: "o1", State: outbox.Owed, Note: "429", Next: now}}); err != nil {
			t.Fatal(err)
		}
		if got := wait(t, delivered); got != "a" {
			t.Errorf("delivered %q", got)
		}
		stop()
		if err := wait(t, ended); err != nil {
			t.Error(err)
		}
	})
}
