package main

import (
	"sync"
	"testing"
	"time"
)

// TestTheMinuteInTwoProcesses lets minutes pass in two processes at once: as much is owed as where there is one.
func TestTheMinuteInTwoProcesses(t *testing.T) {
	p, alone := newPages(t, "postgres"), newPages(t, "postgres")
	other, err := openWith(t.Context(), p.app.config, p.read)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.close() })
	owed := func(at time.Time, processes ...*app) int64 {
		t.Helper()
		p.set(at)
		alone.set(at)
		var passed sync.WaitGroup
		for _, a := range processes {
			passed.Go(func() {
				if err := a.minute(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		passed.Wait()
		waits, err := processes[0].store.Backlog(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return waits["outbox"]
	}
	for i, at := range []time.Time{p.now, p.now.Add(time.Hour)} { // nobody is told of what was before the first minute
		if one, two := owed(at, alone.app), owed(at, p.app, other); one != two || (one > 0) != (i > 0) {
			t.Errorf("at %s one process owes %d, two owe %d", at, one, two)
		}
	}
}
