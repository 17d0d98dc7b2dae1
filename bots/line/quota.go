package line

import (
	"context"
	"math"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain"
)

const (
	// keptMemory is how long a channel is taken to have kept rows after the last one was: a month and a day.
	keptMemory = 32 * 24 * time.Hour
	// keptYouth is how long every channel is taken to have kept rows by the process before this one: most people write
	// once a day.
	keptYouth = 25 * time.Hour
)

// Quota is how many messages a channel may push in a month and how many it has (配信数). Replies are not counted.
type Quota struct {
	Limited bool
	Limit   int64 // without meaning unless Limited
	Used    int64 // approximate, by LINE's own count; includes what the company sends by hand
}

// Spare is how many notices of ordinary priority may still be pushed in the month: all but the reserve for what is urgent.
func (q Quota) Spare() int64 {
	if !q.Limited {
		return math.MaxInt64
	}
	return max(q.Limit-q.Used-q.Limit/reserve, 0)
}

// Quota asks LINE. https://developers.line.biz/en/reference/messaging-api/#get-quota
func (p *Platform) Quota(ctx context.Context, ch bots.Channel) (Quota, error) {
	c, err := p.client(ctx, ch)
	if err != nil {
		return Quota{}, err
	}
	res, quota, err := c.GetMessageQuotaWithHttpInfo()
	if err != nil {
		return Quota{}, trouble("quota", read(res, err))
	}
	res, used, err := c.GetMessageQuotaConsumptionWithHttpInfo()
	if err != nil {
		return Quota{}, trouble("quota consumption", read(res, err))
	}
	return Quota{Limited: quota.Type == "limited", Limit: quota.Value, Used: used.TotalUsage}, nil
}

// noteSpent remembers that a channel's monthly limit was met and tells the operator, once in a while. The limit may be
// met for a moment only, while a broadcast reserves the rest.
func (p *Platform) noteSpent(ch bots.Channel) {
	now := p.cfg.Clock()
	p.mu.Lock()
	last := p.spent[ch.ID]
	p.spent[ch.ID] = now
	p.mu.Unlock()
	if now.Sub(last) > time.Hour {
		p.cfg.Log.Error("line: the month's messages are used up; notices ride on replies", "channel", ch.Key)
	}
}

// noteBarred tells the operator, once in a while, that LINE does not take the channel's access token.
func (p *Platform) noteBarred(ch bots.Channel, note string) {
	now := p.cfg.Clock()
	p.mu.Lock()
	last := p.barred[ch.ID]
	tell := now.Sub(last).Abs() > time.Hour
	if tell {
		p.barred[ch.ID] = now
	}
	p.mu.Unlock()
	if tell {
		p.cfg.Log.Error("line: the access token is not accepted, answers wait until it is replaced", "channel", ch.Key, "note", note)
	}
}

// Keeps implements bots.Keeper.
func (p *Platform) Keeps(ch bots.Channel) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.cfg.Clock()
	last, kept := p.kept[ch.ID]
	return ch.Options[OptionPush] == PushNever || kept && now.Sub(last) < keptMemory || now.Sub(p.born) < keptYouth
}

// trouble is the error of a call that is not a message.
func trouble(what string, a answer) error {
	switch {
	case a.status == 404:
		return domain.Errorf(domain.NotFound, "line: %s: %s", what, a.note)
	case a.verdict == refused, a.verdict == barred, a.verdict == deadToken:
		return domain.Errorf(domain.Invalid, "line: %s: %s", what, a.note)
	}
	return domain.Errorf(domain.Unavailable, "line: %s: %s", what, a.note)
}
