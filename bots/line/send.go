package line

import (
	"context"
	"hash/crc32"
	"strings"
	"time"

	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// tokenLife is how long a reply token is used. LINE promises a minute from the receipt of the webhook; the rest is for
// the way there: https://developers.line.biz/en/reference/messaging-api/#send-reply-message-reply-token
const tokenLife = 55 * time.Second

// notePush begins the note of a row that was pushed.
const notePush = "push "

// Pauses before a row is tried again.
const (
	leastPause = time.Second
	mostPause  = 2 * time.Minute
)

// Send implements bots.Platform. A reply goes with its token, for nothing, and takes along what there is room for.
// What has no token, or one that is dead, is pushed by the channel's rule.
func (p *Platform) Send(ctx context.Context, ch bots.Channel, item outbox.Item, rides []outbox.Item) ([]outbox.Result, error) {
	if item.Kind == outbox.Refresh {
		return []outbox.Result{p.follow(ctx, ch, item)}, nil
	}
	if ch.Secrets[SecretToken] == "" {
		return nil, domain.Errorf(domain.Invalid, "line: the channel has no access token")
	}
	now := p.cfg.Clock()
	if item.Address.Token != "" && !pushed(item) && now.Sub(time.UnixMilli(item.Address.TokenAt)) < tokenLife {
		results, done := p.reply(ctx, ch, item, rides)
		if done {
			return results, nil
		}
	}
	if ch.Options[OptionPush] == PushNever {
		return []outbox.Result{{ID: item.ID, State: outbox.Kept, Note: "not pushed by the channel's rule"}}, nil
	}
	if !p.affords(ctx, ch, item) {
		return []outbox.Result{{ID: item.ID, State: outbox.Kept, Note: "kept: the month's messages would not last; it rides on the next reply"}}, nil
	}
	return []outbox.Result{p.push(ctx, ch, item)}, nil
}

// pushed tells whether the row was pushed before, because its token was dead already: asking the token again would say
// no more than that, and nothing of what became of the push.
func pushed(item outbox.Item) bool {
	return strings.HasPrefix(strings.TrimPrefix(item.Note, bots.Uncertain), notePush)
}

// reply spends the reply token. done is false when the token is dead and the row must go another way.
func (p *Platform) reply(ctx context.Context, ch bots.Channel, item outbox.Item, rides []outbox.Item) (results []outbox.Result, done bool) {
	again := strings.HasPrefix(item.Note, bots.Uncertain)
	if again {
		rides = answersOf(item, rides) // what was kept must not be lost with a reply that turns out to be delivered
	}
	load := pack(item, rides)
	a := p.postReply(ctx, ch, item.Address.Token, load.messages)
	if a.verdict == refused && load.drawn {
		// LINE refused what was drawn and did not spend the token: the words must arrive all the same.
		p.cfg.Log.Error("line: a card was refused, sending its words", "row", item.ID, "note", a.note)
		load = packPlain(item)
		a = p.postReply(ctx, ch, item.Address.Token, load.messages)
	}
	switch {
	case a.verdict == accepted:
		return load.all(outbox.Result{State: outbox.Sent, Note: "reply " + a.note, Remote: remote(a)}), true
	case a.verdict == deadToken && again:
		// The token can be spent only once, and it was tried before: that attempt went through.
		return load.all(outbox.Result{State: outbox.Sent, Note: "reply, probably by an earlier attempt: " + a.note}), true
	case a.verdict == deadToken:
		return nil, false
	case a.verdict == unknown:
		return load.answers(outbox.Result{State: outbox.Owed, Note: bots.Uncertain + "reply " + a.note, Next: p.again(item)}), true
	}
	return []outbox.Result{p.outcome(ch, item, a, "reply ")}, true
}

func (p *Platform) postReply(ctx context.Context, ch bots.Channel, token string, messages []raw) answer {
	c, err := p.client(ctx, ch)
	if err != nil {
		return answer{verdict: refused, note: err.Error()}
	}
	res, sent, err := c.ReplyMessageWithHttpInfo(&messaging_api.ReplyMessageRequest{ReplyToken: token, Messages: carried(messages)})
	a := read(res, err)
	if sent != nil {
		a.sent = sent.SentMessages
	}
	return a
}

// push sends at the cost of one message of the month's quota for each recipient. It goes alone: a repeated push is
// recognised by its key only if it is the same to the byte.
func (p *Platform) push(ctx context.Context, ch bots.Channel, item outbox.Item) outbox.Result {
	load := pack(item, nil)
	a := p.postPush(ctx, ch, item, load.messages, false)
	if a.verdict == refused && load.drawn && a.status == 400 {
		p.cfg.Log.Error("line: a card was refused, sending its words", "row", item.ID, "note", a.note)
		a = p.postPush(ctx, ch, item, packPlain(item).messages, true)
	}
	return p.outcome(ch, item, a, notePush)
}

func (p *Platform) postPush(ctx context.Context, ch bots.Channel, item outbox.Item, messages []raw, plain bool) answer {
	if err := p.turn(ctx, ch, item); err != nil {
		return answer{verdict: throttled, note: "not tried: " + err.Error()}
	}
	to := item.Address.Place
	if to == "" {
		to = item.Address.User
	}
	c, err := p.client(ctx, ch)
	if err != nil {
		return answer{verdict: refused, note: err.Error()}
	}
	res, sent, err := c.PushMessageWithHttpInfo(&messaging_api.PushMessageRequest{To: to, Messages: carried(messages)}, retryKey(item.ID, plain))
	a := read(res, err)
	if sent != nil {
		a.sent = sent.SentMessages
	}
	return a
}

// outcome is what becomes of a row that LINE answered so.
func (p *Platform) outcome(ch bots.Channel, item outbox.Item, a answer, how string) outbox.Result {
	r := outbox.Result{ID: item.ID, Note: how + a.note}
	switch a.verdict {
	case accepted:
		r.State, r.Remote = outbox.Sent, remote(a)
		if how == notePush {
			p.notePushed(ch.ID)
		}
	case monthly:
		p.noteSpent(ch)
		p.noteKept(ch)
		r.State, r.Note = outbox.Kept, r.Note+"; it rides on the next reply"
	case refused, deadToken:
		r.State = outbox.Dead
	default:
		if a.verdict == barred {
			p.noteBarred(ch, a.note)
		}
		r.State, r.Next = outbox.Owed, p.again(item)
		if a.verdict == unknown {
			r.Note = bots.Uncertain + r.Note
		}
	}
	return r
}

// again is when a row is tried next: soon at first, because a reply token is dead after a minute, and spread by the
// row's id so that a thousand rows do not come back in one instant.
func (p *Platform) again(item outbox.Item) time.Time {
	pause := leastPause
	for range item.Attempts {
		if pause *= 2; pause >= mostPause {
			pause = mostPause
			break
		}
	}
	spread := time.Duration(crc32.ChecksumIEEE([]byte(item.ID))%1000) * pause / 4000
	return p.cfg.Clock().Add(pause + spread)
}

func carried(messages []raw) []messaging_api.MessageInterface {
	out := make([]messaging_api.MessageInterface, len(messages))
	for i, m := range messages {
		out[i] = m
	}
	return out
}

// remote is LINE's id of the last message sent.
func remote(a answer) string {
	if len(a.sent) == 0 {
		return ""
	}
	return a.sent[len(a.sent)-1].Id
}
