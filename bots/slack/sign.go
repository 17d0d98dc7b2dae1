package slack

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"time"

	"github.com/dakoku/dakoku/bots"
)

// maxSkew is how far a request's own time may be from ours, in either direction, before it counts as a replay:
// https://docs.slack.dev/authentication/verifying-requests-from-slack
const maxSkew = 5 * time.Minute

// Headers of a signed request.
const (
	headerTime      = "X-Slack-Request-Timestamp"
	headerSignature = "X-Slack-Signature"
)

// verify tells whether the request was signed by Slack lately, and when. While a signing secret is being exchanged, both
// the old and the next one count.
func verify(ch bots.Channel, h http.Header, body []byte, now time.Time) (sentAt time.Time, ok bool) {
	stamp := h.Get(headerTime)
	sec, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil {
		return time.Time{}, false
	}
	sentAt = time.Unix(sec, 0).UTC()
	if skew := now.Sub(sentAt); skew > maxSkew || skew < -maxSkew {
		return time.Time{}, false
	}
	if skew := now.Sub(sentAt); skew >= 0 && skew < time.Second {
		sentAt = now // the stamp has whole seconds; what follows another punch within the second must not sort before it
	}
	given := []byte(h.Get(headerSignature))
	for _, name := range []string{"signing_secret", "signing_secret_next"} {
		if secret := ch.Secrets[name]; secret != "" && hmac.Equal(given, signature(secret, stamp, body)) {
			ok = true
		}
	}
	return sentAt, ok
}

// signature is what Slack sends for a body: v0= and the HMAC-SHA256 of "v0:time:body".
func signature(secret, stamp string, body []byte) []byte {
	m := hmac.New(sha256.New, []byte(secret))
	m.Write([]byte("v0:" + stamp + ":"))
	m.Write(body)
	return []byte("v0=" + hex.EncodeToString(m.Sum(nil)))
}
