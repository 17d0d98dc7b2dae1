package bots

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
)

// strangerEvery is how often it is noted that the same account wrote: a room's talk of people who are not linked would
// else be a commit a message.
const strangerEvery = time.Hour

// strangersKept bounds the accounts remembered; a forgotten one is merely noted once more.
const strangersKept = 10_000

// strangers notes accounts that wrote and are nobody's, so that an administrator can say whose they are.
type strangers struct {
	note func(ctx context.Context, ch Channel, user string, at time.Time) error
	log  *slog.Logger

	mu   sync.Mutex
	last map[strangerKey]time.Time
}

type strangerKey struct {
	channel domain.ID
	user    string
}

func newStrangers(note func(context.Context, Channel, string, time.Time) error, log *slog.Logger) *strangers {
	return &strangers{note: note, log: log, last: map[strangerKey]time.Time{}}
}

// meet notes who wrote, if that is somebody unknown. A failure harms nothing but the list.
func (s *strangers) meet(ctx context.Context, t *turn) {
	kind, at := t.reading.Activity.Kind, t.reading.Activity.At
	if s.note == nil || t.person.Employee != "" || t.reading.User == "" || kind != dialog.Said && kind != dialog.Pressed && kind != dialog.Reacted {
		return
	}
	if key := (strangerKey{t.ch.ID, t.reading.User}); !s.due(key, at) {
		return
	}
	if err := s.note(ctx, t.ch, t.reading.User, at); err != nil {
		s.log.Warn("turn: cannot note an account that is not linked", "kind", t.ch.Kind, "channel", t.ch.Key, "error", err)
	}
}

func (s *strangers) due(key strangerKey, at time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if last, known := s.last[key]; known && at.Sub(last).Abs() < strangerEvery {
		return false
	}
	if len(s.last) >= strangersKept {
		clear(s.last)
	}
	s.last[key] = at
	return true
}
