package dialogtest

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/dakoku/dakoku/dialog"
)

func acquire(t *testing.T, l dialog.Locks, key string) (func(context.Context), bool) {
	t.Helper()
	release, ok, err := l.Acquire(t.Context(), key, long)
	must(t, err)
	return release, ok
}

func testOneHolder(t *testing.T, l dialog.Locks) {
	release, ok := acquire(t, l, "a")
	if !ok {
		t.Fatal("a free lock was not given")
	}
	if _, ok := acquire(t, l, "a"); ok {
		t.Error("a held lock was given")
	}
	if _, ok := acquire(t, l, "b"); !ok {
		t.Error("another conversation's lock was not given")
	}
	release(t.Context())
	if _, ok := acquire(t, l, "a"); !ok {
		t.Error("a released lock was not given")
	}
}

func testLeaseEnds(t *testing.T, l dialog.Locks) {
	if _, ok, err := l.Acquire(t.Context(), "a", short); err != nil || !ok {
		t.Fatal(ok, err)
	}
	until(t, func() bool { _, ok := acquire(t, l, "a"); return ok })
}

// A holder that comes back late must not take away what is another's by now.
func testLateRelease(t *testing.T, l dialog.Locks) {
	late, ok, err := l.Acquire(t.Context(), "a", short)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	until(t, func() bool { _, ok := acquire(t, l, "a"); return ok })
	late(t.Context())
	if _, ok := acquire(t, l, "a"); ok {
		t.Error("a late release freed the next holder's lock")
	}
}

func testReleaseAfterCancel(t *testing.T, l dialog.Locks) {
	release, ok := acquire(t, l, "a")
	if !ok {
		t.Fatal("a free lock was not given")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	release(ctx)
	if _, ok := acquire(t, l, "a"); !ok {
		t.Error("a lock stayed after the turn's context had ended")
	}
}

func testExclusion(t *testing.T, l dialog.Locks) {
	const people, each = 6, 10
	var inside, most atomic.Int32
	total := 0 // the race detector watches it
	together(people, func(int) bool {
		for done := 0; done < each; {
			release, ok, err := l.Acquire(t.Context(), "a", long)
			if err != nil {
				t.Error(err)
				return false
			}
			if !ok {
				continue
			}
			most.Store(max(most.Load(), inside.Add(1)))
			total++
			done++
			inside.Add(-1)
			release(t.Context())
		}
		return true
	})
	if most.Load() != 1 || total != people*each {
		t.Errorf("%d at once, %d turns of %d", most.Load(), total, people*each)
	}
}

func testApart(t *testing.T, s dialog.Store, l dialog.Locks) {
	if _, ok := acquire(t, l, "a"); !ok {
		t.Fatal("a free lock was not given")
	}
	wantSession(t, s, "a", "", 0)
	must(t, s.Put(t.Context(), "a", []byte("one"), 0, long))
	wantSession(t, s, "a", "one", 1)
}
