package bots

import (
	"context"
	"errors"
	"slices"
	"sort"
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/outbox"
)

// memory is the storage two processes share: what a database and Redis keep.
type memory struct {
	mu       sync.Mutex
	items    []*inbox.Item
	rows     []*outbox.Item
	sessions map[string]session
	locks    map[string]time.Time
	redacted []string
}

type session struct {
	data    []byte
	version int64
}

func newMemory() *memory {
	return &memory{sessions: map[string]session{}, locks: map[string]time.Time{}}
}

// process is one process's way to the memory. It can lose its way, or die at a step: then nothing it does counts.
type process struct {
	*memory
	mu    sync.Mutex
	dead  bool
	dieAt string         // the step at which it dies …
	after bool           // … having done it, or not
	away  map[string]int // steps that fail so many times; negative: for ever
}

var errDead = errors.New("the process is dead")

func (m *memory) process() *process { return &process{memory: m, away: map[string]int{}} }

// step does one thing, if the process lives and the thing is not away.
func (p *process) step(name string, do func()) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.dead {
		return errDead
	}
	if n := p.away[name]; n != 0 {
		p.away[name] = n - 1
		return domain.Errorf(domain.Unavailable, "%s is away", name)
	}
	dies := p.dieAt == name
	p.dead = dies
	if dies && !p.after {
		return errDead
	}
	p.memory.mu.Lock()
	defer p.memory.mu.Unlock()
	do()
	if dies {
		return errDead
	}
	return nil
}

func (p *process) fail(name string, times int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.away[name] = times
}

func (p *process) die(step string, after bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.dieAt, p.after = step, after
}

func (p *process) died() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.dead
}

type memInbox struct{ *process }

func (p memInbox) Add(_ context.Context, items []inbox.Item) (fresh []domain.ID, err error) {
	err = p.step("inbox.Add", func() {
		for _, item := range items {
			known := func(i *inbox.Item) bool { return i.Channel == item.Channel && i.EventID == item.EventID }
			if !slices.ContainsFunc(p.items, known) {
				p.items = append(p.items, &item)
				fresh = append(fresh, item.ID)
			}
		}
	})
	return fresh, err
}

func (p memInbox) Pending(_ context.Context, conversation string, now time.Time, limit int) (out []inbox.Item, err error) {
	err = p.step("inbox.Pending", func() {
		for _, i := range p.items {
			if i.Conversation == conversation && i.State == inbox.New && !i.NextAt.After(now) {
				out = append(out, *i)
			}
		}
		sort.SliceStable(out, func(a, b int) bool { return out[a].At.Before(out[b].At) })
		out = out[:min(limit, len(out))]
	})
	return out, err
}

func (p memInbox) Leftovers(_ context.Context, before time.Time, _ int) (out []string, err error) {
	err = p.step("inbox.Leftovers", func() {
		for _, i := range p.items {
			if i.State == inbox.New && i.NextAt.Before(before) {
				out = append(out, i.Conversation)
			}
		}
	})
	return out, err
}

func (p memInbox) Retry(_ context.Context, id domain.ID, state inbox.State, note string, next time.Time) error {
	return p.step("inbox.Retry", func() {
		for _, i := range p.items {
			if i.ID == id && i.State == inbox.New {
				i.State, i.Note, i.NextAt = state, note, next
				i.Attempts++
			}
		}
	})
}

func (p memInbox) Redact(_ context.Context, _ domain.ID, names []string) error {
	return p.step("inbox.Redact", func() { p.redacted = append(p.redacted, names...) })
}

func (p memInbox) Prune(context.Context, time.Time) (int64, error) { return 0, nil }

type memLedger struct{ *process }

func (p memLedger) Finish(_ context.Context, item domain.ID, state inbox.State, note string, owed []outbox.Item, _ *inbox.Post) error {
	finished := false
	err := p.step("ledger.Finish", func() {
		for _, i := range p.items {
			if i.ID == item && i.State == inbox.New {
				i.State, i.Note, finished = state, note, true
			}
		}
		for _, o := range owed {
			if finished {
				p.rows = append(p.rows, &o)
			}
		}
	})
	if err == nil && !finished {
		return domain.Errorf(domain.Conflict, "finished before")
	}
	return err
}
