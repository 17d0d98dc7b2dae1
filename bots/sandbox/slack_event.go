package sandbox

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// slackAgain is when an unacknowledged event is sent again: https://docs.slack.dev/apis/events-api/#retries
var slackAgain = []time.Duration{0, time.Minute, 5 * time.Minute}

func (k *Slack) channelType(ch *slackChannel) string {
	if ch.direct != "" {
		return "im"
	}
	return "channel"
}

func (k *Slack) messageEvent(ch *slackChannel, n *Note) object {
	e := k.showNote(n)
	e["channel"], e["event_ts"], e["channel_type"], e["team"] = ch.id, n.TS, k.channelType(ch), k.cfg.Team
	return e
}

func (k *Slack) changedEvent(ch *slackChannel, n *Note, before object) object {
	ts, _ := k.stamp()
	return object{"type": "message", "subtype": "message_changed", "hidden": true, "channel": ch.id, "channel_type": k.channelType(ch),
		"ts": ts, "event_ts": ts, "message": k.showNote(n), "previous_message": before}
}

func (k *Slack) deletedEvent(ch *slackChannel, n *Note) object {
	ts, _ := k.stamp()
	return object{"type": "message", "subtype": "message_deleted", "hidden": true, "channel": ch.id, "channel_type": k.channelType(ch),
		"ts": ts, "deleted_ts": n.TS, "event_ts": ts, "previous_message": k.showNote(n)}
}

func (k *Slack) reactionEvent(kind string, n *Note, user, name string) object {
	ts, _ := k.stamp()
	return object{"type": kind, "user": user, "reaction": name, "item_user": n.User, "event_ts": ts,
		"item": object{"type": "message", "channel": n.Channel, "ts": n.TS}}
}

// echo tells the app of its own act, in the background. Callers hold the lock.
func (k *Slack) echo(_ *slackChannel, event object) {
	p := k.eventParcel(event)
	k.background(func(ctx context.Context) { k.deliver(ctx, p) })
}

// eventParcel wraps an event: https://docs.slack.dev/apis/events-api/#callback-field. Callers hold the lock.
func (k *Slack) eventParcel(event object) *slackParcel {
	return &slackParcel{kind: "events_api", path: "/events", body: object{
		"token": "deprecated", "team_id": k.cfg.Team, "context_team_id": k.cfg.Team, "context_enterprise_id": nil, "api_app_id": k.cfg.App,
		"type": "event_callback", "event_id": fmt.Sprintf("Ev%010d", k.next()), "event_time": k.clock.Now().Unix(),
		"is_ext_shared_channel": false, "event_context": "4-sandbox", "event": event,
		"authorizations": []object{{"enterprise_id": nil, "team_id": k.cfg.Team, "user_id": k.cfg.Bot, "is_bot": true, "is_enterprise_install": false}},
	}}
}

// slackParcel is something for the app: an event, a press, a command.
type slackParcel struct {
	kind string // events_api, interactive, slash_commands: as Socket Mode names it
	path string // below the channel's webhook
	body object
}

// deliver sends a parcel through the app's socket, if it holds one, else to its URL.
func (k *Slack) deliver(ctx context.Context, p *slackParcel) Delivery {
	again := slackAgain
	if p.kind != "events_api" {
		again = nil // a press and a command are sent once
	}
	f := k.Faults(domain.Slack) // a socket has no signature: a forged one comes by the URL
	if s := k.socket(); s != nil && !f.Lost && !f.BadSignature {
		return k.throughSocket(ctx, s, p)
	}
	return k.post(ctx, &parcel{
		platform: domain.Slack, path: "/hooks/slack/" + k.cfg.Key + p.path, timeout: slackPatience, again: again,
		sign: func(attempt int, forged bool) (http.Header, []byte) { return k.signed(p, attempt, forged) },
	})
}

// signed is the request of one attempt: https://docs.slack.dev/authentication/verifying-requests-from-slack
func (k *Slack) signed(p *slackParcel, attempt int, forged bool) (http.Header, []byte) {
	raw, kind := p.encode()
	ts := strconv.FormatInt(k.clock.Now().Unix(), 10)
	h := http.Header{}
	h.Set("Content-Type", kind)
	h.Set("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
	h.Set("X-Slack-Request-Timestamp", ts)
	h.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac(secretFor(k.cfg.SigningSecret, forged), []byte("v0:"+ts+":"), raw)))
	if attempt > 0 {
		h.Set("X-Slack-Retry-Num", strconv.Itoa(attempt))
		h.Set("X-Slack-Retry-Reason", "http_error")
	}
	return h, raw
}

// encode writes an event as JSON, a press as a form with one field, a command as a form.
func (p *slackParcel) encode() ([]byte, string) {
	raw, err := json.Marshal(p.body)
	if err != nil {
		panic("sandbox: an event of ours is no JSON: " + err.Error())
	}
	switch p.kind {
	case "interactive":
		return []byte(url.Values{"payload": {string(raw)}}.Encode()), "application/x-www-form-urlencoded"
	case "slash_commands":
		form := url.Values{}
		for name, v := range p.body {
			form.Set(name, fmt.Sprint(v))
		}
		return []byte(form.Encode()), "application/x-www-form-urlencoded"
	}
	return raw, "application/json"
}

// Challenge sends what Slack sends to check the events URL, and says whether the answer was right.
func (k *Slack) Challenge(ctx context.Context) (Delivery, bool) {
	const challenge = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"
	d := k.post(ctx, &parcel{
		platform: domain.Slack, path: "/hooks/slack/" + k.cfg.Key + "/events", timeout: slackPatience,
		sign: func(attempt int, forged bool) (http.Header, []byte) {
			return k.signed(&slackParcel{kind: "events_api", body: object{"token": "deprecated", "type": "url_verification", "challenge": challenge}}, attempt, forged)
		},
	})
	var a struct {
		Challenge string `json:"challenge"`
	}
	right := string(d.Body) == challenge || json.Unmarshal(d.Body, &a) == nil && a.Challenge == challenge
	return d, d.Acked && right
}
