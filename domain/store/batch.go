package store

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
)

// patience bounds one shared commit; the callers' own contexts do not.
const patience = 15 * time.Second

// crowd is how many calls wait before another transaction is opened beside those that run. Fewer and larger commits
// cost everybody less; when one hangs in fsync the crowd behind it does not.
const crowd = 8

// linger is how long a commit waits for company when a crowd is at work. Who is alone waits for nobody.
const linger = 300 * time.Microsecond

// result answers one call of a batch.
type result[A any] struct {
	answer A
	err    error
}

// batcher gathers calls that wait for a commit into one transaction and answers each: group commit. A batch that
// fails is tried again call by call, so that one bad call harms no other.
type batcher[Q, A any] struct {
	store   *Store
	writers int  // transactions at once
	bare    bool // run is one statement, or sees to its transaction itself
	// run does the calls inside tx and fills in the result of each; an error takes the whole batch back.
	run func(tx *gorm.DB, asks []Q, results []result[A]) error

	mu      sync.Mutex
	waiting []*call[Q, A]
	busy    int
}

type call[Q, A any] struct {
	ask  Q
	done chan result[A]
}

func newBatcher[Q, A any](s *Store, writers int, run func(*gorm.DB, []Q, []result[A]) error) *batcher[Q, A] {
	return &batcher[Q, A]{store: s, writers: writers, run: run}
}

// do waits for the ask's commit. When ctx ends first the error, Unavailable, says whether it was taken back
// or whether its outcome is not known; asking again must be harmless.
func (b *batcher[Q, A]) do(ctx context.Context, ask Q) (A, error) {
	var none A
	if err := ctx.Err(); err != nil {
		return none, domain.Errorf(domain.Unavailable, "store: nothing was done: %w", err)
	}
	b.store.calls.Add(1)
	defer b.store.calls.Add(-1)
	c := &call[Q, A]{ask: ask, done: make(chan result[A], 1)}
	b.mu.Lock()
	b.waiting = append(b.waiting, c)
	open := true
	if b.busy < b.writers && len(b.waiting) > b.busy*crowd {
		if open = b.store.begin(b.work); open {
			b.busy++
		}
	}
	b.mu.Unlock()
	if !open && b.withdraw(c) {
		return none, domain.Errorf(domain.Unavailable, "store: nothing was done: the database is closed")
	}
	select {
	case r := <-c.done:
		return r.answer, r.err
	case <-ctx.Done():
		if b.withdraw(c) {
			return none, domain.Errorf(domain.Unavailable, "store: nothing was done: %w", ctx.Err())
		}
		return none, domain.Errorf(domain.Unavailable, "store: whether it was done is not known: %w", ctx.Err())
	}
}

// withdraw takes a call back that no transaction has begun on.
func (b *batcher[Q, A]) withdraw(c *call[Q, A]) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	i := slices.Index(b.waiting, c)
	if i < 0 {
		return false
	}
	b.waiting = slices.Delete(b.waiting, i, i+1)
	return true
}

// work commits what waits until nothing does.
func (b *batcher[Q, A]) work() {
	for {
		if b.store.calls.Load() >= crowd {
			time.Sleep(linger)
		}
		b.mu.Lock()
		n := min(len(b.waiting), atOnce)
		if n == 0 {
			b.busy--
			b.mu.Unlock()
			return
		}
		batch := slices.Clone(b.waiting[:n])
		b.waiting = slices.Delete(b.waiting, 0, n)
		b.mu.Unlock()
		b.commit(batch)
	}
}

// commit does a batch, or each of its calls alone when one of them spoils it.
func (b *batcher[Q, A]) commit(batch []*call[Q, A]) {
	results, err := b.attempt(batch)
	if err != nil && len(batch) > 1 && !domain.Is(err, domain.Unavailable) {
		for _, c := range batch {
			b.commit([]*call[Q, A]{c})
		}
		return
	}
	for i, c := range batch {
		if err != nil {
			results[i] = result[A]{err: err}
		}
		c.done <- results[i]
	}
}

func (b *batcher[Q, A]) attempt(batch []*call[Q, A]) (results []result[A], err error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	asks := make([]Q, len(batch))
	for i, c := range batch {
		asks[i] = c.ask
	}
	results = make([]result[A], len(batch))
	defer func() {
		if p := recover(); p != nil { // GORM has rolled the transaction back
			err = fmt.Errorf("store: panic in a commit: %v\n%s", p, debug.Stack())
		}
	}()
	if b.bare {
		return results, fault("statement", b.run(b.store.on(ctx), asks, results))
	}
	err = b.store.on(ctx).Transaction(func(tx *gorm.DB) error { return b.run(tx, asks, results) })
	return results, fault("commit", err)
}
