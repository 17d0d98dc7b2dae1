package main

import (
	"bytes"
	"net/http"
	"testing"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/bots/sandbox"
	"github.com/dakoku/dakoku/domain/org"
)

// TestSecretsAreExchangedWithTwoValidAtOnce walks through an exchange on each platform: before it only the old secret is
// taken, during it both, after it only the new one; nothing else ever is.
func TestSecretsAreExchangedWithTwoValidAtOnce(t *testing.T) {
	for _, x := range []struct{ key, slot, old, next string }{
		{"umi-line", "secret", lineSecret, "00112233445566778899aabbccddeeff"},
		{"umi-chatwork", "webhook_token", cwToken, "bm90IHRoZSBvbGQgdG9rZW4sIGEgbmV3IG9uZQ=="},
		{"umi-slack", "signing_secret", slackSecret, "ffeeddccbbaa99887766554433221100"},
	} {
		t.Run(x.key, func(t *testing.T) {
			c := newConnected(t, nil)
			b, path := c.as("suzuki"), c.path(x.key)
			takes := func(when string, old, next int) {
				t.Helper()
				for secret, want := range map[string]int{x.old: old, x.next: next, "AAAABBBBCCCCDDDDEEEEFFFF": http.StatusUnauthorized} {
					if got := c.signedWith(x.key, secret); got != want {
						t.Errorf("%s: signed with %s: %d, want %d", when, secret, got, want)
					}
				}
			}
			takes("before", 200, 401)
			b.do(path, "do", "drop:"+x.slot).wants(t, 422, "最後の1つは外せません")
			b.do(path, "do", "add", "signing", x.old).wants(t, 422, "もう登録されています")
			b.follow(b.do(path, "do", "add", "signing", x.next)).wants(t, 200, "新しいシークレットを足しました", "…"+org.Tail(x.old), "…"+org.Tail(x.next)+" 2026-11-20 9:01 に登録")
			takes("with both", 200, 200)
			b.follow(b.do(path, "do", "drop:"+x.slot)).wants(t, 200, "シークレットを外しました", "-…"+org.Tail(x.old))
			takes("after", 401, 200)
			b.do(path, "do", "drop:"+x.slot).wants(t, 422, "最後の1つは外せません")
		})
	}
}

// signedWith calls the channel's webhook with a body that says nothing, signed with a secret.
func (c *connected) signedWith(key, secret string) int {
	c.t.Helper()
	ch := c.one(key)
	full, err := newDirectory(c.app.store.Org(), c.app.clock).channel(c.t.Context(), ch)
	if err != nil {
		c.t.Fatal(err)
	}
	w := newWard(c.app)
	p := w.platforms[ch.Kind].Probe(full, secret, c.now)
	r, err := http.NewRequest(http.MethodPost, w.hooks(ch.Kind, key)+p.Path, bytes.NewReader(p.Body))
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header = p.Header
	r.Header.Set(bots.ProbeHeader, "1")
	res, err := c.RoundTrip(r)
	if err != nil {
		c.t.Fatal(err)
	}
	res.Body.Close()
	return res.StatusCode
}

// TestAReissuedSecretLosesNoPunch exchanges LINE's secret while people punch: the console there ends the old one at once.
func TestAReissuedSecretLosesNoPunch(t *testing.T) {
	c := newConnected(t, nil)
	b, path := c.as("suzuki"), c.path("umi-line")
	const next = "00112233445566778899aabbccddeeff"
	c.said(tanakaLine, c.now, "出勤")
	c.play.LINE.Reissue(next)
	if d, _ := c.play.LINE.Say(t.Context(), tanakaLine, "休憩"); d.Status != http.StatusUnauthorized {
		t.Fatalf("a secret nobody entered is taken: %d", d.Status)
	}
	b.follow(b.do(path, "do", "add", "signing", next)).wants(t, 200, "足しました")
	c.set(c.now.Add(2 * time.Second)) // what is remembered of the channel is a second old at most when a signature is wrong
	if n := c.play.Redeliver(t.Context(), c.one("umi-line").Kind); n != 1 {
		t.Errorf("%d of 1 messages were taken when sent again", n)
	}
	c.said(tanakaLine, c.now, "退勤")
	b.follow(b.do(path, "do", "drop:secret")).wants(t, 200, "外しました")
	c.said(tanakaLine, c.now.Add(time.Minute), "出勤")
	items, err := c.app.store.Inbox().Pending(t.Context(), string(c.one("umi-line").ID)+"/"+tanakaLine, c.now, 10)
	if err != nil || len(items) != 4 {
		t.Errorf("%d messages of 4 are kept, %v", len(items), err)
	}
}

// TestATokenIsTriedBeforeItReplaces keeps what works when the new one is not taken, or cannot be tried.
func TestATokenIsTriedBeforeItReplaces(t *testing.T) {
	c := newConnected(t, nil)
	b := c.as("suzuki")
	for key, name := range map[string]string{"umi-line": "token", "umi-chatwork": "token", "umi-slack": "bot_token"} {
		kept := c.one(key).Secrets[name]
		b.do(c.path(key), "do", "step:keys", name, "xoxb-wrong", "room", "400000001", "channel", slackRoom).wants(t, 422, "いまのものは変えていません")
		if c.one(key).Secrets[name] != kept {
			t.Errorf("%s: a token that is not taken replaced the one that is", key)
		}
	}
	other := newConnected(t, func(s *sandbox.Config) { s.LINE.Token, s.LINE.Bot = "", "U00000000000000000000000000000000" })
	o := other.as("suzuki")
	o.do(other.path("umi-line"), "do", "step:keys", "token", "of-another-bot").wants(t, 422, "とちがいます", "いまのものは変えていません")
	if other.one("umi-line").Secrets["token"] != "demo-line-token" {
		t.Error("the token of another bot replaced that of the one people are linked with")
	}
}
