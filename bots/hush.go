package bots

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// hushFor is how long alike lines are held back after one was written. What is away concerns every conversation, and
// thousands of lines a second would bury the one that says why.
const hushFor = time.Minute

// hush writes the first of many alike lines and, of those that follow it within a minute, only how many there were.
// Each of them is still written at the level debug.
type hush struct {
	log   *slog.Logger
	clock domain.Clock

	mu   sync.Mutex
	said map[hushKey]*hushed
}

// hushKey says which lines are alike: bounded by the texts in this package and the channels.
type hushKey struct {
	text    string
	channel domain.ID // empty: whatever the channel
}

type hushed struct {
	at   time.Time
	held int
}

func newHush(log *slog.Logger, clock domain.Clock) *hush {
	return &hush{log: log, clock: clock, said: map[hushKey]*hushed{}}
}

func (h *hush) write(level slog.Level, channel domain.ID, text string, args ...any) {
	key, now := hushKey{text, channel}, h.clock()
	h.mu.Lock()
	last := h.said[key]
	if last == nil {
		last = &hushed{at: now.Add(-hushFor)}
		h.said[key] = last
	}
	held := last.held
	if now.Sub(last.at).Abs() < hushFor {
		last.held++
		level = slog.LevelDebug
	} else {
		if held > 0 {
			args = append(args, "alike_before", held)
		}
		last.at, last.held = now, 0
	}
	h.mu.Unlock()
	h.log.Log(context.Background(), level, text, args...)
}
