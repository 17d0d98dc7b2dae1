package sandbox

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// lineTests is how often an address may be tested in an hour:
// https://developers.line.biz/en/reference/messaging-api/#test-webhook-endpoint
const lineTests = 60

// SetWebhook changes what stands in LINE's console: the address, and whether it is used. Empty: none is set.
func (l *LINE) SetWebhook(endpoint string, active bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.endpoint, l.active = endpoint, active
}

// path is where events go below the process that takes webhooks; empty: the address is not set or not used. Callers hold
// the lock.
func (l *LINE) path() string {
	u, err := url.Parse(l.endpoint)
	if err != nil || !l.active {
		return ""
	}
	return u.Path
}

// Reissue gives the channel another secret, as the console does: what is signed from now on is signed with it.
func (l *LINE) Reissue(secret string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cfg.Secret = secret
}

func (l *LINE) webhook(*lineCall) lineReply {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.endpoint == "" {
		return lineFail(http.StatusNotFound, "Webhook endpoint not found")
	}
	return lineOK(object{"endpoint": l.endpoint, "active": l.active})
}

// testWebhook calls an address, the one that is set unless another is given, with a signed body without events.
func (l *LINE) testWebhook(c *lineCall) lineReply {
	l.mu.Lock()
	to, now := l.endpoint, l.clock.Now()
	if given, ok := c.body["endpoint"].(string); ok && given != "" {
		to = given
	}
	recent := l.tests[:0:0]
	for _, at := range l.tests {
		if now.Sub(at).Abs() < time.Hour {
			recent = append(recent, at)
		}
	}
	l.tests = append(recent, now)
	l.mu.Unlock()
	if len(recent) >= lineTests {
		return lineFail(http.StatusTooManyRequests, "The API rate limit has been exceeded. Try again later.")
	}
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		l.problem(domain.LINE, c.name, "endpoint", "%q is no https address", to)
		return lineReply{status: http.StatusBadRequest, body: object{"message": "The request body has 1 error(s)",
			"details": []object{{"message": "Invalid webhook endpoint URL", "property": "endpoint"}}}}
	}
	return lineOK(l.tested(c.Context(), to, now))
}

// tested is what came of a call. An address under the public one is ours, wherever it may be reached from here.
func (l *LINE) tested(ctx context.Context, to string, now time.Time) object {
	out := object{"success": false, "timestamp": now.UTC().Format("2006-01-02T15:04:05.000Z"), "statusCode": 0, "reason": "COULD_NOT_CONNECT", "detail": "Connection failed"}
	path, ours := strings.CutPrefix(to, l.public)
	if l.public == "" || !ours {
		return out
	}
	d := l.attempt(ctx, &parcel{platform: domain.LINE, path: path, timeout: lineUserPatience, sign: l.empty}, false)
	switch {
	case d.Status == 0:
	case d.Acked:
		out["success"], out["statusCode"], out["reason"], out["detail"] = true, d.Status, "OK", strconv.Itoa(d.Status)
	default:
		out["statusCode"], out["reason"], out["detail"] = d.Status, "ERROR_STATUS_CODE", strconv.Itoa(d.Status)
	}
	return out
}

// empty is a signed body without events.
func (l *LINE) empty(_ int, forged bool) (http.Header, []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	body := []byte(`{"destination":"` + l.cfg.Bot + `","events":[]}`)
	h := http.Header{}
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("X-Line-Signature", base64.StdEncoding.EncodeToString(mac(secretFor(l.cfg.Secret, forged), body)))
	return h, body
}
