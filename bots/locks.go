package bots

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
)

// lockPatience is how long the first locks may take to answer; lockRest is how long they are left alone after they
// failed. Without the rest every turn would wait for a store that is away.
const (
	lockPatience = 500 * time.Millisecond
	lockRest     = time.Second
)

// ProcessLocks makes locks that hold within this process only: right for a process that has its database to itself,
// where a lock on disk would cost a commit and protect nothing.
func ProcessLocks() dialog.Locks { return &processLocks{held: map[string]bool{}} }

type processLocks struct {
	mu   sync.Mutex
	held map[string]bool
}

func (p *processLocks) Acquire(_ context.Context, key string, _ time.Duration) (func(context.Context), bool, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.held[key] {
		return nil, false, nil
	}
	p.held[key] = true
	return func(context.Context) {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.held, key)
	}, true, nil
}

// sureLocks asks the first locks and, while they are away, the spare ones. Two replicas that disagree for a moment
// about which are away may both run a conversation: the session is compared and swapped, a punch is unique by its
// source, and an item is finished once, so that costs work and not records.
type sureLocks struct {
	first, spare dialog.Locks
	clock        domain.Clock
	log          *slog.Logger
	stats        *Stats

	mu   sync.Mutex
	rest time.Time // the first locks are not asked before
	away bool
}

// hold runs do while the key is locked. ok is false when somebody else has it, and do did not run.
func (s *sureLocks) hold(ctx context.Context, key string, lease time.Duration, do func()) (ok bool, err error) {
	release, ok, err := s.acquire(ctx, key, lease)
	if err != nil || !ok {
		return false, err
	}
	defer func() {
		ctx, cancel := context.WithTimeout(ctx, lockPatience)
		defer cancel()
		release(ctx)
	}()
	do()
	return true, nil
}

func (s *sureLocks) acquire(ctx context.Context, key string, lease time.Duration) (func(context.Context), bool, error) {
	if s.resting() {
		return s.spare.Acquire(ctx, key, lease)
	}
	first := ctx
	if s.spare != nil {
		short, cancel := context.WithTimeout(ctx, lockPatience)
		defer cancel()
		first = short
	}
	release, ok, err := s.first.Acquire(first, key, lease)
	if err == nil {
		s.note(nil)
		return release, ok, nil
	}
	if s.spare == nil || ctx.Err() != nil {
		return nil, false, err
	}
	s.note(err)
	return s.spare.Acquire(ctx, key, lease)
}

func (s *sureLocks) resting() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.spare != nil && s.clock().Before(s.rest)
}

// note remembers how the first locks are, and says so once when that changes.
func (s *sureLocks) note(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err == nil {
		if s.away {
			s.log.Info("locks: back")
		}
		s.away = false
		return
	}
	if !s.away {
		s.log.Error("locks: away, the spare ones are used", "error", err)
		s.stats.alert("", "locks")
	}
	s.away, s.rest = true, s.clock().Add(lockRest)
}
