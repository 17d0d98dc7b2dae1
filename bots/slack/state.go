package slack

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// stateLife is how long an installation may take from its start to Slack's answer.
const stateLife = 10 * time.Minute

// states makes and checks the state parameter of an installation: it names the channel, ends by itself, is signed, and
// belongs to one browser by a nonce in a cookie.
type states struct{ key []byte }

// make returns a state and the nonce for the cookie.
func (s states) make(channel string, now time.Time) (state, nonce string) {
	nonce = rand.Text()
	text := fmt.Sprintf("%d.%s.%s", now.Add(stateLife).Unix(), nonce, channel)
	return base64.RawURLEncoding.EncodeToString([]byte(text)) + "." + s.sign(text), nonce
}

// check tells whether the state was made for the channel and this browser, and is still good.
func (s states) check(state, channel, nonce string, now time.Time) bool {
	encoded, mac, _ := strings.Cut(state, ".")
	text, err := base64.RawURLEncoding.DecodeString(encoded)
	if err != nil || !hmac.Equal([]byte(mac), []byte(s.sign(string(text)))) {
		return false
	}
	part := strings.SplitN(string(text), ".", 3)
	if len(part) != 3 || nonce == "" || !hmac.Equal([]byte(part[1]), []byte(nonce)) || part[2] != channel {
		return false
	}
	until, err := strconv.ParseInt(part[0], 10, 64)
	return err == nil && now.Unix() < until
}

func (s states) sign(text string) string {
	m := hmac.New(sha256.New, s.key)
	m.Write([]byte("slack install\n" + text))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}
