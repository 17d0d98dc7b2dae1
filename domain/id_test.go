package domain

import (
	"regexp"
	"sync"
	"testing"
	"time"
)

func TestIDsSortByTheirOrder(t *testing.T) {
	form := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	next := IDs(func() time.Time { return now })
	last := ID("")
	for i := range 10_000 { // more than the 4096 a millisecond has room for
		if i == 9_000 {
			now = now.Add(-time.Hour) // the machine's clock was set back
		}
		id := next()
		if !form.MatchString(string(id)) {
			t.Fatalf("%s is no UUIDv7", id)
		}
		if id <= last {
			t.Fatalf("%s comes after %s", id, last)
		}
		last = id
	}
}

func TestIDsCarryTheirMilliseconds(t *testing.T) {
	next := IDs(func() time.Time { return time.UnixMilli(0x0123456789ab) })
	if id := next(); id[:13] != "01234567-89ab" {
		t.Errorf("got %s", id)
	}
}

func TestIDsOfManyAtOnceDiffer(t *testing.T) {
	next := IDs(System)
	var mu sync.Mutex
	var wg sync.WaitGroup
	seen := map[ID]bool{}
	for range 8 {
		wg.Go(func() {
			for range 500 {
				id := next()
				mu.Lock()
				seen[id] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(seen) != 4000 {
		t.Errorf("%d ids of 4000 differ", len(seen))
	}
}

func TestSystemClockIsWhatDatabasesKeep(t *testing.T) {
	if now := System(); now.Location() != time.UTC || now.Nanosecond()%1000 != 0 {
		t.Errorf("got %s", now)
	}
}

// TestIDOf is one id for one cause, whoever makes it, and sorts by its time among ids made by the clock.
func TestIDOf(t *testing.T) {
	at := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	clock := at.Add(-time.Millisecond)
	newID := IDs(func() time.Time { return clock })
	before := newID()
	a := IDOf(at, "umi", "event 1")
	clock = at.Add(time.Millisecond)
	if a != IDOf(at, "umi", "event 1") || len(a) != len(before) || a[14] != '7' || before >= a || a >= newID() {
		t.Errorf("%s after %s", a, before)
	}
	for _, other := range []ID{IDOf(at, "umi", "event 2"), IDOf(at, "umie", "vent 1"), IDOf(at.Add(time.Second), "umi", "event 1")} {
		if other == a {
			t.Errorf("another cause: %s", other)
		}
	}
}
