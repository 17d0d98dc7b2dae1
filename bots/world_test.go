package bots

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/outbox"
)

// world is what the processes of a test share.
type world struct {
	t       *testing.T
	mem     *memory
	dir     *directory
	line    *platform
	slack   *platform
	runner  *runner
	pages   *pages
	newID   domain.NewID
	alerts  sync.Map
	stats   *Stats
	running sync.WaitGroup
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, mem: newMemory(), dir: &directory{reached: map[string]bool{}}, line: newPlatform(domain.LINE),
		slack: newPlatform(domain.Slack), runner: &runner{punches: map[string]int{}}, pages: &pages{}, newID: domain.IDs(time.Now)}
	w.stats = &Stats{Alert: func(_ domain.Door, what string) { w.alerts.Store(what, true) }}
	return w
}

// node is one process: its hooks, worker and delivery.
type node struct {
	*process
	hooks    *Hooks
	worker   *Worker
	delivery *Delivery
	stop     context.CancelFunc
}

func (w *world) node(change ...func(*WorkerConfig, *DeliveryConfig)) *node {
	n := &node{process: w.mem.process()}
	log := quiet()
	list := []Platform{w.line, w.slack}
	dc := DeliveryConfig{Directory: w.dir, Platforms: list, Outbox: memOutbox{n.process}, Homes: w.pages,
		Locks: memLocks{n.process}, Clock: time.Now, Log: log, Stats: w.stats}
	wc := WorkerConfig{Directory: w.dir, Platforms: list, Inbox: memInbox{n.process}, Outbox: memOutbox{n.process},
		Ledger: memLedger{n.process}, Runner: w.runner, Sessions: memSessions{n.process}, Locks: memLocks{n.process},
		Apology: func(lang string) dialog.Reply { return dialog.Reply{Lang: lang, Title: "sorry"} },
		Clock:   time.Now, NewID: w.newID, Log: log, Stats: w.stats,
		Deliver: func(keys ...string) { n.delivery.Wake(keys...) }, Answer: func(keys ...string) { n.delivery.Answer(keys...) }}
	for _, c := range change {
		c(&wc, &dc)
	}
	n.delivery, n.worker = NewDelivery(dc), NewWorker(wc)
	n.hooks = NewHooks(HooksConfig{Directory: w.dir, Inbox: memInbox{n.process}, Platforms: list, Clock: time.Now,
		NewID: w.newID, Log: log, Stats: w.stats, Wake: n.worker.Wake})
	ctx, stop := context.WithCancel(context.Background())
	n.stop = stop
	w.running.Go(func() { _ = n.worker.Run(ctx) })
	w.running.Go(func() { _ = n.delivery.Run(ctx) })
	return n
}

// in runs a test in a bubble of its own time, in which waiting costs nothing.
func in(t *testing.T, test func(*world)) {
	synctest.Test(t, func(t *testing.T) {
		test(newWorld(t))
	})
}

// end stops the processes and waits for them.
func (w *world) end(nodes ...*node) {
	for _, n := range nodes {
		n.stop()
	}
	w.running.Wait()
}

// pass lets time go by, and everything that is due happen.
func (w *world) pass(d time.Duration) {
	rest(context.Background(), d)
	synctest.Wait()
}

func (w *world) alerted(what string) bool {
	_, ok := w.alerts.Load(what)
	return ok
}

// states lists the states of what arrived and of what is owed.
func (w *world) states() (in map[inbox.State]int, out map[outbox.State]int) {
	w.mem.mu.Lock()
	defer w.mem.mu.Unlock()
	in, out = map[inbox.State]int{}, map[outbox.State]int{}
	for _, i := range w.mem.items {
		in[i.State]++
	}
	for _, r := range w.mem.rows {
		out[r.State]++
	}
	return in, out
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }
