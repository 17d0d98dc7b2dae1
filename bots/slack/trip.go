package slack

import (
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// trip is what is known of a row that takes more than one attempt: what was done already, and the moments it was given.
type trip struct {
	done  map[string]string    // steps taken, with what Slack called the result
	slots map[string]time.Time // by step
	doubt bool                 // the last post may have arrived although no answer came
	seen  bool                 // doubts were resolved by looking
	since time.Time            // it was last known to be under way: now, or at the latest moment it was given
}

// trips are the rows under way. Losing them costs a repeated reaction, which Slack ignores, and a second look.
type trips struct {
	mu  sync.Mutex
	all map[domain.ID]*trip
}

// tripsLimit is how many rows may be under way before those of long ago are forgotten; tripLife is how long ago.
const (
	tripsLimit = 4096
	tripLife   = time.Hour
)

func newTrips() *trips { return &trips{all: map[domain.ID]*trip{}} }

func (t *trips) of(row domain.ID, now time.Time) *trip {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.all) >= tripsLimit {
		for id, old := range t.all {
			if now.Sub(old.since) > tripLife {
				delete(t.all, id)
			}
		}
	}
	one := t.all[row]
	if one == nil {
		one = &trip{done: map[string]string{}, slots: map[string]time.Time{}, since: now}
		t.all[row] = one
	}
	return one
}

// waits notes that the row has been given a moment, until when it is under way.
func (t *trips) waits(row domain.ID, until time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if one := t.all[row]; one != nil && until.After(one.since) {
		one.since = until
	}
}

func (t *trips) end(row domain.ID) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.all, row)
}
