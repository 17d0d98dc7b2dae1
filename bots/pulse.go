package bots

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// pulseEvery is how often it is noted that webhooks come: often enough for whoever sets a channel up and waits for the
// first one, and no commit for every punch.
const pulseEvery = time.Minute

// pulse tells, once in a while, that a channel's webhooks come, and how many of them nobody signed who may.
type pulse struct {
	note func(ctx context.Context, ch Channel, at time.Time, refused int) error
	log  *slog.Logger

	mu   sync.Mutex
	last map[domain.ID]*beat
}

// beat is what is known of a channel. Good and bad webhooks are told each at their own pace: anybody can send bad ones.
type beat struct {
	heard, told time.Time
	refused     int
}

func newPulse(note func(context.Context, Channel, time.Time, int) error, log *slog.Logger) *pulse {
	return &pulse{note: note, log: log, last: map[domain.ID]*beat{}}
}

// beat notes how a webhook that came at a time was answered.
func (p *pulse) beat(ctx context.Context, ch Channel, status int, at time.Time) {
	if p.note == nil || ch.ID == "" || status != http.StatusOK && status != http.StatusUnauthorized {
		return
	}
	refused, due := p.due(ch.ID, status == http.StatusUnauthorized, at)
	if !due {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeLimit)
	defer cancel()
	if err := p.note(ctx, ch, at, refused); err != nil {
		p.log.Warn("webhook: cannot note that it came", "kind", ch.Kind, "channel", ch.Key, "error", err)
	}
}

func (p *pulse) due(channel domain.ID, bad bool, now time.Time) (refused int, due bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	b := p.last[channel]
	if b == nil {
		b = &beat{}
		p.last[channel] = b
	}
	last := &b.heard
	if bad {
		last = &b.told
		b.refused++
	}
	if now.Sub(*last).Abs() < pulseEvery {
		return 0, false
	}
	*last = now
	if bad {
		refused, b.refused = b.refused, 0
	}
	return refused, true
}
