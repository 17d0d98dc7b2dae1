package bots

import (
	"context"
	"log/slog"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/outbox"
)

// The worker's times. A lease outlasts the longest hold: holdLimit plus one turn that began just before it ended.
const (
	turnLimit   = 8 * time.Second  // one turn, whatever it waits for
	holdLimit   = 3 * time.Second  // turns of one conversation in a row before its lock is given back
	turnLease   = 15 * time.Second // of the lock; also what a crash may delay a conversation
	sweepEvery  = time.Second
	sweepAge    = 2 * time.Second // younger items are somebody's who was woken for them
	sweepBatch  = 200
	pendingStep = 16 // items looked at together
)

// WorkerConfig is what a Worker needs. Spare, Stats, Deliver, Answer, Strangers and Concurrency may be left out.
type WorkerConfig struct {
	Directory Directory
	Platforms []Platform
	Inbox     inbox.Store
	Outbox    outbox.Store // to know whether a question was put lately
	Ledger    Ledger
	Runner    dialog.Runner
	Sessions  dialog.Store
	Locks     dialog.Locks
	Spare     dialog.Locks // used while Locks is away; nil: turns then wait
	// Apology is what a person is told when his message could not be handled after every attempt.
	Apology func(lang string) dialog.Reply
	Deliver func(conversations ...string) // usually (*Delivery).Wake
	Answer  func(conversations ...string) // usually (*Delivery).Answer; nil: Deliver
	// Strangers notes an account that wrote and is nobody's, once an hour and account at most.
	Strangers func(ctx context.Context, ch Channel, user string, at time.Time) error
	Clock     domain.Clock
	NewID     domain.NewID
	Log       *slog.Logger
	Stats     *Stats
	// Concurrency is how many conversations are run at once; 0: 128. A turn mostly waits for commits it shares with
	// other turns, so more at once is more in each commit.
	Concurrency int
}

// Worker runs the turns of each conversation, one at a time and in the order of their events. Any number of
// processes may run one on the same stores.
type Worker struct {
	cfg       WorkerConfig
	platforms map[domain.Door]Platform
	roster    *roster
	locks     *sureLocks
	lanes     *lanes
	hush      *hush
	strangers *strangers
}

// NewWorker makes a worker; Run starts it.
func NewWorker(cfg WorkerConfig) *Worker {
	if cfg.Concurrency <= 0 {
		cfg.Concurrency = 128
	}
	if cfg.Deliver == nil {
		cfg.Deliver = func(...string) {}
	}
	if cfg.Answer == nil {
		cfg.Answer = cfg.Deliver
	}
	w := &Worker{cfg: cfg, platforms: byKind(cfg.Platforms), roster: newRoster(cfg.Directory, cfg.Clock), hush: newHush(cfg.Log, cfg.Clock),
		strangers: newStrangers(cfg.Strangers, cfg.Log)}
	w.locks = &sureLocks{first: cfg.Locks, spare: cfg.Spare, clock: cfg.Clock, log: cfg.Log, stats: cfg.Stats}
	w.lanes = newLanes(cfg.Concurrency, cfg.Concurrency, 0, w.visit)
	return w
}

// Wake has the conversations looked at now. It never blocks; it may be called before Run and after it.
func (w *Worker) Wake(conversations ...string) { w.lanes.wake(visit{}, conversations...) }

// Run works until ctx ends and then finishes the turns that run. Items nobody was woken for are found by a sweep.
func (w *Worker) Run(ctx context.Context) error {
	w.lanes.start()
	sweep(ctx, "inbox", w.cfg.Log, func(ctx context.Context) error {
		keys, err := w.cfg.Inbox.Leftovers(ctx, w.cfg.Clock().Add(-sweepAge), sweepBatch)
		w.lanes.wake(visit{swept: true}, keys...)
		return err
	})
	w.lanes.stop()
	return nil
}

// sweep has leftovers woken every second until ctx ends.
func sweep(ctx context.Context, what string, log *slog.Logger, wake func(context.Context) error) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	failing := false
	for {
		short, cancel := context.WithTimeout(ctx, storeLimit)
		err := wake(short)
		cancel()
		switch {
		case ctx.Err() != nil:
			return
		case err != nil && !failing:
			failing = true
			log.Error("sweep: cannot look for leftovers", "of", what, "error", err)
		case err == nil:
			failing = false
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// visit runs what is pending of one conversation. A process that was woken for an item looks at the conversation
// after it got the lock, so an item that comes while another process holds the lock is not lost.
func (w *Worker) visit(key string, v visit) time.Duration {
	ctx := context.Background() // turns outlive Run's ctx: they are finished, not cut
	wait := done
	ok, err := w.locks.hold(ctx, "turn:"+key, turnLease, func() { wait = w.turns(ctx, key, v) })
	switch {
	case err != nil:
		w.hush.write(slog.LevelError, "", "turn: no lock", "error", err)
		return pause(v.tries, 100*time.Millisecond, 5*time.Second)
	case !ok:
		return pause(v.tries, 10*time.Millisecond, 500*time.Millisecond)
	}
	return wait
}

// turns runs what is pending of a conversation that is locked. It answers done, or when to look again.
func (w *Worker) turns(ctx context.Context, key string, v visit) time.Duration {
	start := time.Now()
	for {
		items, err := w.cfg.Inbox.Pending(ctx, key, w.cfg.Clock(), pendingStep)
		if err != nil {
			w.hush.write(slog.LevelError, "", "turn: cannot read the inbox", "error", err)
			return pause(v.tries, 200*time.Millisecond, 5*time.Second)
		}
		for _, item := range items {
			if wait := w.handle(ctx, item); wait >= 0 {
				return wait
			}
			if time.Since(start) > holdLimit {
				return 0
			}
		}
		if len(items) < pendingStep {
			return done
		}
	}
}

// pause grows with the tries, from least to most.
func pause(tries int, least, most time.Duration) time.Duration {
	for range tries {
		if least *= 2; least >= most {
			return most
		}
	}
	return least
}
