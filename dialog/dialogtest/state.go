// Package dialogtest is what every store of sessions and locks must do, as one suite.
package dialogtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
)

const (
	long  = time.Minute           // a time no test reaches
	short = 30 * time.Millisecond // a time that is waited for
)

// Run tests a store of sessions and its locks. Both are called once for each test and may share what they stand on.
func Run(t *testing.T, newStore func(*testing.T) dialog.Store, newLocks func(*testing.T) dialog.Locks) {
	t.Helper()
	for name, test := range map[string]func(*testing.T, dialog.Store){
		"versions": testVersions, "delete": testDelete, "bytes": testBytes, "expiry": testExpiry,
		"one creator": testOneCreator, "no lost update": testNoLostUpdate, "keys apart": testKeysApart,
	} {
		t.Run("session "+name, func(t *testing.T) { test(t, newStore(t)) })
	}
	for name, test := range map[string]func(*testing.T, dialog.Locks){
		"one holder": testOneHolder, "lease ends": testLeaseEnds, "late release": testLateRelease,
		"release after cancel": testReleaseAfterCancel, "exclusion": testExclusion,
	} {
		t.Run("lock "+name, func(t *testing.T) { test(t, newLocks(t)) })
	}
	t.Run("session and lock of one name", func(t *testing.T) { testApart(t, newStore(t), newLocks(t)) })
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantConflict(t *testing.T, what string, err error) {
	t.Helper()
	if !domain.Is(err, domain.Conflict) {
		t.Errorf("%s: %v, want a conflict", what, err)
	}
}

func wantSession(t *testing.T, s dialog.Store, key, data string, version int64) {
	t.Helper()
	got, v, err := s.Get(t.Context(), key)
	if err != nil || string(got) != data || v != version {
		t.Errorf("session %q version %d, %v; want %q version %d", got, v, err, data, version)
	}
}

func testVersions(t *testing.T, s dialog.Store) {
	ctx := t.Context()
	wantSession(t, s, "a", "", 0)
	wantConflict(t, "replacing nothing", s.Put(ctx, "a", []byte("x"), 1, long))
	must(t, s.Put(ctx, "a", []byte("one"), 0, long))
	wantSession(t, s, "a", "one", 1)
	wantConflict(t, "creating twice", s.Put(ctx, "a", []byte("x"), 0, long))
	must(t, s.Put(ctx, "a", []byte("two"), 1, long))
	wantSession(t, s, "a", "two", 2)
	wantConflict(t, "an old version", s.Put(ctx, "a", []byte("x"), 1, long))
	wantConflict(t, "a version to come", s.Put(ctx, "a", []byte("x"), 3, long))
	wantSession(t, s, "a", "two", 2)
}

func testDelete(t *testing.T, s dialog.Store) {
	ctx := t.Context()
	wantConflict(t, "deleting nothing", s.Delete(ctx, "a", 1))
	must(t, s.Put(ctx, "a", []byte("one"), 0, long))
	wantConflict(t, "deleting another version", s.Delete(ctx, "a", 2))
	must(t, s.Delete(ctx, "a", 1))
	wantSession(t, s, "a", "", 0)
	must(t, s.Put(ctx, "a", []byte("again"), 0, long))
	wantSession(t, s, "a", "again", 1)
}

func testBytes(t *testing.T, s dialog.Store) {
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	big := bytes.Repeat(all, 64)
	must(t, s.Put(t.Context(), "会話/①", big, 0, long))
	wantSession(t, s, "会話/①", string(big), 1)
	must(t, s.Put(t.Context(), "empty", nil, 0, long))
	wantSession(t, s, "empty", "", 1)
}

func testExpiry(t *testing.T, s dialog.Store) {
	ctx := t.Context()
	must(t, s.Put(ctx, "a", []byte("one"), 0, short))
	until(t, func() bool {
		_, v, err := s.Get(ctx, "a")
		must(t, err)
		return v == 0
	})
	wantConflict(t, "replacing what expired", s.Put(ctx, "a", []byte("x"), 1, long))
	wantConflict(t, "deleting what expired", s.Delete(ctx, "a", 1))
	must(t, s.Put(ctx, "a", []byte("new"), 0, long))
	wantSession(t, s, "a", "new", 1)
}

func testOneCreator(t *testing.T, s dialog.Store) {
	won := together(16, func(i int) bool {
		err := s.Put(t.Context(), "a", fmt.Append(nil, i), 0, long)
		if err != nil && !domain.Is(err, domain.Conflict) {
			t.Error(err)
		}
		return err == nil
	})
	if won != 1 {
		t.Errorf("%d of 16 created one session", won)
	}
}

func testNoLostUpdate(t *testing.T, s dialog.Store) {
	const people, each = 8, 15
	together(people, func(int) bool {
		for done := 0; done < each; {
			data, v, err := s.Get(t.Context(), "a")
			if err == nil {
				err = s.Put(t.Context(), "a", append(data, '.'), v, long)
			}
			switch {
			case err == nil:
				done++
			case !domain.Is(err, domain.Conflict):
				t.Error(err)
				return false
			}
		}
		return true
	})
	data, v, err := s.Get(t.Context(), "a")
	if err != nil || len(data) != people*each || v != people*each {
		t.Errorf("%d updates kept at version %d, %v; want %d", len(data), v, err, people*each)
	}
}

func testKeysApart(t *testing.T, s dialog.Store) {
	won := together(16, func(i int) bool {
		key := fmt.Sprint("person ", i)
		return s.Put(t.Context(), key, []byte(key), 0, long) == nil && s.Put(t.Context(), key, []byte(key), 1, long) == nil
	})
	if won != 16 {
		t.Errorf("%d of 16 wrote their own sessions", won)
	}
	for i := range 16 {
		key := fmt.Sprint("person ", i)
		wantSession(t, s, key, key, 2)
	}
}

// together runs n at once and counts who said yes.
func together(n int, do func(i int) bool) (yes int) {
	var all sync.WaitGroup
	answers := make(chan bool, n)
	for i := range n {
		all.Go(func() { answers <- do(i) })
	}
	all.Wait()
	close(answers)
	for a := range answers {
		if a {
			yes++
		}
	}
	return yes
}

// until asks again and again. The bound only ends a test that would never.
func until(t *testing.T, true func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), long)
	defer cancel()
	tick := time.NewTicker(short / 10)
	defer tick.Stop()
	for !true() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatal(errors.New("it never happened"))
		}
	}
}
