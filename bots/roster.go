package bots

import (
	"context"
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// rosterAge is how old a remembered channel may be: a changed secret or a switched-off channel counts after this long.
const rosterAge = 5 * time.Second

// rosterSize bounds what is remembered: unknown keys are remembered too, and anybody can invent them.
const rosterSize = 10_000

// roster remembers channels for a moment, so that a burst of webhooks does not become a burst of queries.
type roster struct {
	dir   Directory
	clock domain.Clock

	mu   sync.Mutex
	byID map[domain.ID]found
	keys map[rosterKey]found
}

type rosterKey struct {
	kind domain.Door
	key  string
}

type found struct {
	ch  Channel
	err error // NotFound, or nil
	at  time.Time
}

func newRoster(dir Directory, clock domain.Clock) *roster {
	return &roster{dir: dir, clock: clock, byID: map[domain.ID]found{}, keys: map[rosterKey]found{}}
}

// byKey finds the channel of a webhook's path; fresh asks the directory if what is remembered is older than a second.
func (r *roster) byKey(ctx context.Context, kind domain.Door, key string, fresh bool) (Channel, error) {
	k := rosterKey{kind, key}
	age := rosterAge
	if fresh {
		age = time.Second
	}
	r.mu.Lock()
	f, ok := r.keys[k]
	r.mu.Unlock()
	if ok && r.clock().Sub(f.at).Abs() < age { // a clock may be set back
		return f.ch, f.err
	}
	ch, err := r.dir.ChannelByKey(ctx, kind, key)
	if err != nil && !domain.Is(err, domain.NotFound) {
		if ok {
			return f.ch, f.err // the directory is away: yesterday's answer beats none
		}
		return Channel{}, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.keys) >= rosterSize {
		clear(r.keys)
	}
	r.keys[k] = found{ch: ch, err: err, at: r.clock()}
	return ch, err
}

// channel finds a channel by its id.
func (r *roster) channel(ctx context.Context, tenant, id domain.ID) (Channel, error) {
	r.mu.Lock()
	f, ok := r.byID[id]
	r.mu.Unlock()
	if ok && f.ch.Tenant == tenant && r.clock().Sub(f.at).Abs() < rosterAge {
		return f.ch, nil
	}
	ch, err := r.dir.Channel(ctx, tenant, id)
	if err != nil {
		return Channel{}, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.byID) >= rosterSize {
		clear(r.byID)
	}
	r.byID[id] = found{ch: ch, at: r.clock()}
	return ch, nil
}
