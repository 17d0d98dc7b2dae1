package line

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"

	"github.com/dakoku/dakoku/bots"
)

// signed tells whether the body was signed with the channel's secret, or with the one that will replace it: issuing a
// new secret kills the old one at once, and both must work while it is entered here.
// https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
func signed(ch bots.Channel, signature string, body []byte) bool {
	got, err := base64.StdEncoding.DecodeString(signature)
	if err != nil || len(got) != sha256.Size {
		return false
	}
	ok := false
	for _, name := range []string{SecretSigning, SecretSigningNew} {
		secret := ch.Secrets[name]
		if secret == "" {
			continue
		}
		if hmac.Equal(got, mac(secret, body)) { // constant time
			ok = true
		}
	}
	return ok
}

// mac is what LINE signs a body with.
func mac(secret string, body []byte) []byte {
	m := hmac.New(sha256.New, []byte(secret))
	m.Write(body)
	return m.Sum(nil)
}
