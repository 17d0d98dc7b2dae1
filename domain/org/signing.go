package org

import (
	"encoding/base64"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
)

// signings are the secrets of each kind of channel by which webhooks are known to be the platform's. Each may be in use:
// while one is exchanged for another, both are taken.
var signings = map[domain.Door][]string{
	domain.LINE:     {"secret", "secret_next"},
	domain.Chatwork: {"webhook_token", "webhook_token_2", "webhook_token_3"},
	domain.Slack:    {"signing_secret", "signing_secret_next"},
}

// Signing is one secret that webhooks of a channel may be signed with (署名シークレット).
type Signing struct{ Slot, Secret string }

// Signings lists the secrets that are taken now, the oldest first.
func (c Channel) Signings() []Signing {
	var list []Signing
	for _, slot := range signings[c.Kind] {
		if secret := c.Secrets[slot]; secret != "" {
			list = append(list, Signing{slot, secret})
		}
	}
	return list
}

// FullySigned tells whether a secret must be dropped before another is taken.
func (c Channel) FullySigned() bool { return len(c.Signings()) == len(signings[c.Kind]) }

// maxSecret is far more than any platform's secret or token has.
const maxSecret = 512

// AddSigning takes one more secret beside those in use. Invalid with Args why: empty, same (it is taken already), format
// (Chatwork's are base64), full (one must be dropped first).
func (c *Channel) AddSigning(secret string) error {
	secret = strings.TrimSpace(secret)
	why := ""
	switch {
	case secret == "":
		why = "empty"
	case len(secret) > maxSecret || strings.ContainsFunc(secret, func(r rune) bool { return r <= ' ' || r > '~' }) || c.Kind == domain.Chatwork && !keyed(secret):
		why = "format"
	case slices.ContainsFunc(c.Signings(), func(s Signing) bool { return s.Secret == secret }):
		why = "same"
	case c.FullySigned():
		why = "full"
	}
	if why != "" {
		return domain.Refuse(domain.Invalid, "field", "signing", "why", why)
	}
	c.sign(append(c.Signings(), Signing{"", secret}))
	return nil
}

// keyed tells whether a text is a key as Chatwork writes it.
func keyed(secret string) bool {
	key, err := base64.StdEncoding.DecodeString(secret)
	return err == nil && len(key) > 0
}

// DropSigning takes a secret no longer. NotFound: it is not in use; Invalid with why last: nothing would be taken any more.
func (c *Channel) DropSigning(slot string) error {
	have := c.Signings()
	at := slices.IndexFunc(have, func(s Signing) bool { return s.Slot == slot })
	switch {
	case at < 0:
		return domain.Errorf(domain.NotFound, "org: channel %s has no secret %q", c.Key, slot)
	case len(have) == 1:
		return domain.Refuse(domain.Invalid, "field", "signing", "why", "last")
	}
	c.sign(slices.Delete(have, at, at+1))
	return nil
}

// sign keeps the secrets, the oldest in the first slot.
func (c *Channel) sign(list []Signing) {
	secrets := map[string]string{}
	for name, secret := range c.Secrets {
		if !slices.Contains(signings[c.Kind], name) {
			secrets[name] = secret
		}
	}
	for i, s := range list {
		secrets[signings[c.Kind][i]] = s.Secret
	}
	c.Secrets = secrets // another map: what was read stays as it was
}

// Tail is the end of a secret, by which those who have it know which it is; a short secret has none.
func Tail(secret string) string {
	const shown, least = 4, 16
	if len(secret) < least {
		return ""
	}
	return secret[len(secret)-shown:]
}
