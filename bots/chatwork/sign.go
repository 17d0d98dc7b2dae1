package chatwork

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"sort"
	"strings"

	"github.com/dakoku/dakoku/bots"
)

const (
	signatureHeader = "x-chatworkwebhooksignature"
	// signatureQuery repeats the header for receivers that cannot read headers.
	signatureQuery = "chatwork_webhook_signature"
)

// verify tells whether the body was signed by one of the tokens: base64(HMAC-SHA256(base64decode(token), body)).
// https://developer.chatwork.com/docs/webhook
//
// The signature covers no time and no nonce, so a captured request verifies for ever. That is no reason to refuse old
// events: a message is one row of the inbox and one punch by its id, however often it comes, while a clock that
// is wrong by a day would lose every punch.
func verify(tokens []string, body []byte, signature string) bool {
	ok := false
	for _, token := range tokens {
		key, err := base64.StdEncoding.DecodeString(token)
		if err != nil || len(key) == 0 {
			continue
		}
		want := base64.StdEncoding.EncodeToString(mac(key, body))
		// The texts are compared: base64 has several spellings of the same bytes.
		ok = hmac.Equal([]byte(want), []byte(signature)) || ok
	}
	return ok
}

// mac is what Chatwork signs a body with.
func mac(key, body []byte) []byte {
	m := hmac.New(sha256.New, key)
	m.Write(body)
	return m.Sum(nil)
}

// signature is the request's; the query counts only where there is no header.
func signature(h http.Header, q url.Values) string {
	if values := h.Values(signatureHeader); len(values) > 0 {
		return values[0]
	}
	return q.Get(signatureQuery)
}

// tokens are the secrets a webhook may be signed with. Every setting (one for the room, one for mentions) has its own,
// and during a rotation the old and the new one count: several stand in one secret, separated by commas, or in
// secrets that continue the name (webhook_token_2).
func tokens(ch bots.Channel) []string {
	var names []string
	for name := range ch.Secrets {
		if strings.HasPrefix(name, secretWebhook) {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	var out []string
	for _, name := range names {
		out = append(out, fields(ch.Secrets[name])...)
	}
	return out
}
