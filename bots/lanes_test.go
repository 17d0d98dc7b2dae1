package bots

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// visits counts runs, and how many there were at once of all and of one conversation.
type visits struct {
	mu      sync.Mutex
	takes   time.Duration
	count   map[string]int
	now     map[string]int
	most    int
	all     int
	overlap bool
	order   []string
	again   time.Duration
}

func newVisits(takes time.Duration) *visits {
	return &visits{takes: takes, count: map[string]int{}, now: map[string]int{}, again: done}
}

func (v *visits) run(key string, _ visit) time.Duration {
	v.mu.Lock()
	v.count[key]++
	v.now[key]++
	v.all++
	v.most = max(v.most, v.all)
	v.overlap = v.overlap || v.now[key] > 1
	v.order = append(v.order, key)
	v.mu.Unlock()
	<-time.After(v.takes)
	v.mu.Lock()
	defer v.mu.Unlock()
	v.now[key]--
	v.all--
	return v.again
}

// ran is what ran so far, in order, and the most that ran at once.
func (v *visits) ran() ([]string, int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clone(v.order), v.most
}

// TestLanesWokenWhileRunning wakes a conversation in the middle of its run: it runs once more, and never twice at once.
func TestLanesWokenWhileRunning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := newVisits(time.Second)
		l := newLanes(4, 4, 0, v.run)
		l.start()
		l.wake(visit{}, "c/u")
		synctest.Wait()
		l.wake(visit{}, "c/u")
		l.wake(visit{}, "c/u")
		<-time.After(10 * time.Second)
		l.stop()
		if v.count["c/u"] != 2 || v.overlap || len(l.talks) != 0 || len(l.queues) != 0 {
			t.Errorf("ran %d times, at once: %v, left %d and %d", v.count["c/u"], v.overlap, len(l.talks), len(l.queues))
		}
	})
}

// TestLanesShare has a channel with a hundred conversations and one with a single one: the single one is second.
func TestLanesShare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := newVisits(time.Second)
		l := newLanes(1, 1, 0, v.run)
		for i := range 100 {
			l.wake(visit{}, fmt.Sprintf("busy/%d", i))
		}
		l.wake(visit{}, "quiet/1")
		l.start()
		<-time.After(200 * time.Second)
		l.stop()
		if v.order[1] != "quiet/1" || len(v.order) != 101 || v.most != 1 {
			t.Errorf("second was %s of %d, %d at once", v.order[1], len(v.order), v.most)
		}
	})
}

func TestLanesLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := newVisits(time.Second)
		l := newLanes(10, 3, 0, v.run)
		for i := range 20 {
			l.wake(visit{}, fmt.Sprintf("a/%d", i))
		}
		l.start()
		synctest.Wait()
		if v.most != 3 {
			t.Errorf("%d of one channel at once", v.most)
		}
		l.stop() // what waits stays for another process
		if len(v.order) != 3 {
			t.Errorf("%d ran", len(v.order))
		}
	})
}

// TestLanesFlood wakes more conversations than memory is given to; the rest is left to the sweep.
func TestLanesFlood(t *testing.T) {
	v := newVisits(0)
	l := newLanes(1, 1, 0, v.run)
	for i := range lanesLimit + 10 {
		l.wake(visit{}, fmt.Sprintf("a/%d", i))
	}
	if len(l.talks) != lanesLimit {
		t.Errorf("%d wait", len(l.talks))
	}
}

func TestLanesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := newVisits(0)
		v.again = 10 * time.Second
		l := newLanes(2, 2, 0, v.run)
		l.start()
		l.wake(visit{}, "c/u")
		synctest.Wait()
		l.wake(visit{swept: true}, "c/u") // a sweep does not shorten a pause
		synctest.Wait()
		if v.count["c/u"] != 1 {
			t.Errorf("ran %d times", v.count["c/u"])
		}
		l.wake(visit{}, "c/u") // news does
		synctest.Wait()
		<-time.After(25 * time.Second)
		l.stop()
		if v.count["c/u"] != 4 {
			t.Errorf("ran %d times", v.count["c/u"])
		}
	})
}
