package sandbox

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// crockford is the alphabet of ULIDs, which LINE names events by.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// lineAgain is when an event is sent again that was not acknowledged. LINE discloses neither count nor interval:
// https://developers.line.biz/en/docs/messaging-api/receiving-messages/#webhook-redelivery
var lineAgain = []time.Duration{5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute}

// eventID is a ULID of the moment. Callers hold the lock.
func (l *LINE) eventID(at time.Time) string {
	var b strings.Builder
	ms := uint64(at.UnixMilli())
	for i := 9; i >= 0; i-- {
		b.WriteByte(crockford[ms>>(5*i)&31])
	}
	n := uint64(l.next())
	b.WriteString("00") // the upper of the 80 random bits
	for i := 13; i >= 0; i-- {
		if i > 11 { // 5 times 12 bits and more are beyond a uint64's use here
			b.WriteByte('0')
			continue
		}
		b.WriteByte(crockford[n>>(5*i)&31])
	}
	return b.String()
}

// event completes an event's members and sends it. tokened events can be replied to.
func (l *LINE) event(ctx context.Context, user string, tokened bool, e object) Delivery {
	l.mu.Lock()
	now := l.clock.Now()
	id := l.eventID(now)
	e["webhookEventId"], e["timestamp"], e["mode"] = id, now.UnixMilli(), "active"
	e["source"] = object{"type": "user", "userId": user}
	var t *lineToken
	if tokened {
		prune(l.tokens, func(t *lineToken) bool { return now.Sub(t.event) > replyAfterAgain })
		token := fmt.Sprintf("%032x", sha256.Sum256([]byte(id)))[:32]
		e["replyToken"] = token
		t = &lineToken{user: user, event: now}
		l.tokens[token] = t
	}
	path := l.path()
	l.mu.Unlock()
	l.touch()
	if path == "" {
		return Delivery{} // nobody is to be told
	}
	return l.post(ctx, &parcel{
		platform: domain.LINE, path: path, timeout: lineUserPatience, again: lineAgain,
		sign: func(attempt int, forged bool) (http.Header, []byte) { return l.signed(e, t, attempt, forged) },
	})
}

// signed is the request of one attempt: https://developers.line.biz/en/reference/messaging-api/#signature-validation
func (l *LINE) signed(e object, t *lineToken, attempt int, forged bool) (http.Header, []byte) {
	e["deliveryContext"] = object{"isRedelivery": attempt > 0}
	body, err := json.Marshal(object{"destination": l.cfg.Bot, "events": []object{e}})
	if err != nil {
		panic("sandbox: an event of ours is no JSON: " + err.Error())
	}
	if t != nil {
		l.mu.Lock()
		t.delivered, t.again = l.clock.Now(), attempt > 0
		l.mu.Unlock()
	}
	h := http.Header{}
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("User-Agent", "LineBotWebhook/2.0")
	l.mu.Lock()
	key := secretFor(l.cfg.Secret, forged)
	l.mu.Unlock()
	h.Set("X-Line-Signature", base64.StdEncoding.EncodeToString(mac(key, body)))
	return h, body
}

func secretFor(secret string, forged bool) []byte {
	if forged {
		return []byte("not " + secret)
	}
	return []byte(secret)
}

func mac(key []byte, parts ...[]byte) []byte {
	m := hmac.New(sha256.New, key)
	for _, p := range parts {
		m.Write(p)
	}
	return m.Sum(nil)
}

// Verify sends what the console's Verify button sends: a signed webhook without events.
func (l *LINE) Verify(ctx context.Context) Delivery {
	l.mu.Lock()
	path := l.path()
	l.mu.Unlock()
	return l.post(ctx, &parcel{
		platform: domain.LINE, path: path, timeout: lineUserPatience,
		sign: l.empty,
	})
}
