package line

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

const (
	// quotaAge is how old LINE's own count may be; what is pushed meanwhile is added to it.
	quotaAge = 10 * time.Minute
	// reserve is the part of a month's messages that only what is urgent may use: one in twenty.
	reserve = 20
	// leastElapsed keeps the first morning of a month from being taken for the whole of it.
	leastElapsed = 3 * 24 * time.Hour
)

// japan is the zone in which LINE counts months.
var japan = time.FixedZone("JST", 9*60*60)

// budget is a channel's quota as it was asked for, and what was pushed since.
type budget struct {
	asked  time.Time
	quota  Quota
	known  bool
	pushed int64
}

// used is how many of the month's messages are used, as far as is known.
func (b budget) used() int64 { return b.quota.Used + b.pushed }

// Forecast is how many messages a channel will have used at the end of the month that holds now, at the pace so far.
func Forecast(used int64, now time.Time) int64 {
	local := now.In(japan)
	first := time.Date(local.Year(), local.Month(), 1, 0, 0, 0, 0, japan)
	return used * int64(first.AddDate(0, 1, 0).Sub(first)/time.Minute) / int64(max(local.Sub(first), leastElapsed)/time.Minute)
}

// allows tells whether a notice of the priority may be pushed. What is urgent may use all there is; the rest leaves it a
// reserve; what can wait is pushed only while the month's messages will last.
func (b budget) allows(priority outbox.Priority, now time.Time) bool {
	if !b.known || !b.quota.Limited {
		return true // LINE itself says no when there is nothing left
	}
	left := b.quota.Limit - b.used()
	switch {
	case priority <= outbox.Urgent:
		return left > 0
	case left <= b.quota.Limit/reserve:
		return false
	}
	return priority < outbox.Idle || Forecast(b.used(), now) <= b.quota.Limit
}

// affords tells whether the channel's rule lets the row be pushed. An answer is always pushed, and so is what was pushed
// before and may have arrived.
func (p *Platform) affords(ctx context.Context, ch bots.Channel, item outbox.Item) bool {
	if item.Kind != outbox.Notice || pushed(item) {
		return true
	}
	now := p.cfg.Clock()
	p.mu.Lock()
	b := p.budgets[ch.ID]
	stale := now.Sub(b.asked).Abs() > quotaAge || now.In(japan).Month() != b.asked.In(japan).Month() // a new month has all its messages
	if stale {
		b.asked = now // whoever comes meanwhile takes what is known
		p.budgets[ch.ID] = b
	}
	p.mu.Unlock()
	if stale {
		quota, err := p.Quota(ctx, ch)
		if err != nil {
			p.cfg.Log.Warn("line: the quota cannot be read", "channel", ch.Key, "error", err)
		} else {
			b = budget{asked: now, quota: quota, known: true}
			p.mu.Lock()
			p.budgets[ch.ID] = b
			p.mu.Unlock()
		}
	}
	if b.allows(item.Priority, now) {
		return true
	}
	p.noteKept(ch)
	return false
}

// notePushed counts a message of the quota.
func (p *Platform) notePushed(channel domain.ID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	b := p.budgets[channel]
	b.pushed++
	p.budgets[channel] = b
}

// noteKept remembers that rows of the channel wait for replies to ride on.
func (p *Platform) noteKept(ch bots.Channel) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kept[ch.ID] = p.cfg.Clock()
}
