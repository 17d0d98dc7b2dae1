package line

import (
	"context"
	"encoding/base64"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"

	"github.com/dakoku/dakoku/bots"
)

// optionID is the official account's own id (@…), which people's link is made with.
const optionID = "line_id"

var _ bots.Inspector = (*Platform)(nil)

// Try implements bots.Inspector. https://developers.line.biz/en/reference/messaging-api/#get-bot-info
func (p *Platform) Try(ctx context.Context, ch bots.Channel) (i bots.Inspection) {
	p.bot(ctx, ch, &i)
	return i
}

// Inspect implements bots.Inspector.
func (p *Platform) Inspect(ctx context.Context, ch bots.Channel, hook string) (i bots.Inspection) {
	info := p.bot(ctx, ch, &i)
	if info == nil {
		return i
	}
	// A person who answers in the same chat leaves people's punches unanswered, or answers twice.
	if info.ChatMode == messaging_api.BotInfoResponseCHAT_MODE_CHAT {
		i.Note(bots.Odd, "mode", "chat")
	} else {
		i.Note(bots.Fine, "mode", "ok")
	}
	p.endpoint(ctx, ch, hook, &i)
	p.reach(ctx, ch, hook, &i)
	p.left(ctx, ch, &i)
	return i
}

// bot tells whose token it is; nil: LINE did not say.
func (p *Platform) bot(ctx context.Context, ch bots.Channel, i *bots.Inspection) *messaging_api.BotInfoResponse {
	c, err := p.client(ctx, ch)
	if err != nil || ch.Secrets[SecretToken] == "" {
		i.Note(bots.Wrong, "token", "missing")
		return nil
	}
	res, info, err := c.GetBotInfoWithHttpInfo()
	if a := read(res, err); err != nil || a.verdict != accepted {
		i.Note(untaken(a, "token"))
		return nil
	}
	i.Note(bots.Fine, "token", "ok")
	i.Tell(OptionBot, info.UserId)
	i.Tell(optionID, info.BasicId)
	if want := ch.Options[OptionBot]; want != "" && want != info.UserId {
		i.Note(bots.Wrong, "bot", "other", "name", info.DisplayName, "id", info.UserId, "want", want)
	} else {
		i.Note(bots.Fine, "bot", "ok", "name", info.DisplayName, "id", info.BasicId)
	}
	return info
}

// untaken is the finding of a call that LINE did not do.
func untaken(a answer, what string) (bots.Verdict, string, string, any, any) {
	switch a.verdict {
	case barred, refused:
		return bots.Wrong, what, "refused", "note", a.note
	}
	return bots.Unknown, what, "away", "note", a.note
}

// endpoint compares the address LINE has with ours: https://developers.line.biz/en/reference/messaging-api/#get-webhook-endpoint-information
func (p *Platform) endpoint(ctx context.Context, ch bots.Channel, hook string, i *bots.Inspection) {
	c, err := p.client(ctx, ch)
	if err != nil {
		return
	}
	res, end, err := c.GetWebhookEndpointWithHttpInfo()
	a := read(res, err)
	switch {
	case a.status == http.StatusNotFound:
		i.Note(bots.Wrong, "webhook", "none", "url", hook)
	case err != nil || a.verdict != accepted:
		i.Note(untaken(a, "webhook"))
	case end.Endpoint != hook:
		i.Note(bots.Wrong, "webhook", "other", "url", end.Endpoint, "want", hook)
	case !end.Active:
		i.Note(bots.Wrong, "webhook", "off")
	default:
		i.Note(bots.Fine, "webhook", "ok")
	}
}

// reach has LINE call us, signed with the secret it has: https://developers.line.biz/en/reference/messaging-api/#test-webhook-endpoint
func (p *Platform) reach(ctx context.Context, ch bots.Channel, hook string, i *bots.Inspection) {
	c, err := p.client(ctx, ch)
	if err != nil || !strings.HasPrefix(hook, "https://") {
		return // LINE calls nothing else; that the address is not https is said of every platform
	}
	res, got, err := c.TestWebhookEndpointWithHttpInfo(&messaging_api.TestWebhookEndpointRequest{Endpoint: hook})
	a := read(res, err)
	switch {
	case err != nil || a.verdict != accepted:
		i.Note(untaken(a, "reach"))
	case got.Success:
		i.Note(bots.Fine, "reach", "ok")
	case got.StatusCode == http.StatusUnauthorized:
		i.Note(bots.Wrong, "reach", "secret")
	case got.StatusCode <= 0:
		i.Note(bots.Wrong, "reach", "none", "note", strings.TrimSpace(got.Reason+" "+got.Detail))
	default:
		i.Note(bots.Wrong, "reach", "status", "status", got.StatusCode, "note", got.Reason)
	}
}

// Month implements bots.Inspector.
func (p *Platform) Month(ctx context.Context, ch bots.Channel) (i bots.Inspection) {
	p.left(ctx, ch, &i)
	return i
}

// left tells how much of the month's messages is left, and whether it will last.
func (p *Platform) left(ctx context.Context, ch bots.Channel, i *bots.Inspection) {
	q, err := p.Quota(ctx, ch)
	if err != nil {
		i.Note(bots.Unknown, "quota", "away", "note", err.Error())
		return
	}
	if !q.Limited {
		i.Note(bots.Fine, "quota", "unlimited", "used", q.Used)
		return
	}
	forecast := Forecast(q.Used, p.cfg.Clock())
	args := []any{"used", q.Used, "limit", q.Limit, "left", max(q.Limit-q.Used, 0), "forecast", forecast}
	switch {
	case q.Used >= q.Limit:
		i.Note(bots.Odd, "quota", "spent", args...)
	case forecast > q.Limit:
		i.Note(bots.Odd, "quota", "short", args...)
	default:
		i.Note(bots.Fine, "quota", "ok", args...)
	}
}

// Probe implements bots.Inspector: what LINE's console sends to verify an address, a body without events.
func (p *Platform) Probe(ch bots.Channel, secret string, now time.Time) bots.Request {
	body := []byte(`{"destination":"` + ch.Options[OptionBot] + `","events":[]}`)
	h := http.Header{}
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("X-Line-Signature", base64.StdEncoding.EncodeToString(mac(secret, body)))
	return bots.Request{Header: h, Body: body, Now: now}
}

// namesAtOnce is how many people's names are asked for at a time.
const namesAtOnce = 5

// Names implements bots.Inspector.
func (p *Platform) Names(ctx context.Context, ch bots.Channel, users []string) map[string]string {
	var mu sync.Mutex
	var asking sync.WaitGroup
	names, room := map[string]string{}, make(chan struct{}, namesAtOnce)
	for _, user := range users {
		asking.Go(func() {
			room <- struct{}{}
			defer func() { <-room }()
			if who, err := p.Profile(ctx, ch, user); err == nil {
				mu.Lock()
				defer mu.Unlock()
				names[user] = who.Name
			}
		})
	}
	asking.Wait()
	return names
}

// Status implements bots.Inspector: the note begins with the status' own words, after what was tried.
func (p *Platform) Status(note string) int {
	note = strings.TrimPrefix(strings.TrimPrefix(note, bots.Uncertain), bots.Paced)
	for _, how := range []string{notePush, "reply "} {
		note = strings.TrimPrefix(note, how)
	}
	for _, status := range []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusTooManyRequests,
		http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable} {
		if strings.HasPrefix(note, http.StatusText(status)) {
			return status
		}
	}
	return 0
}
