package line

import (
	"context"

	"golang.org/x/time/rate"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain/outbox"
)

// LINE takes 2,000 pushes a second of a channel: https://developers.line.biz/en/reference/messaging-api/#rate-limits.
// Of what nobody waits for a process sends half of that at most, so that answers, and a second process, have theirs.
const (
	noticesPerSecond = 1000
	noticesBurst     = 100
)

// turn waits until the row may be pushed; thousands of notices are spread, and an answer goes at once.
func (p *Platform) turn(ctx context.Context, ch bots.Channel, item outbox.Item) error {
	if item.Kind != outbox.Notice {
		return nil
	}
	p.mu.Lock()
	pace := p.paces[ch.ID]
	if pace == nil {
		pace = rate.NewLimiter(noticesPerSecond, noticesBurst)
		p.paces[ch.ID] = pace
	}
	p.mu.Unlock()
	return pace.Wait(ctx)
}
