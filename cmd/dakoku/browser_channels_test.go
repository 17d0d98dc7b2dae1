package main

import (
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/dakoku/dakoku/bots/sandbox"
	"github.com/dakoku/dakoku/cmd/dakoku/eye"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/outbox"
)

// TestE2EChannels is an administrator who looks after the company's chats in a real browser: the steps, a check with
// things to mend, words tried on past messages, an account given to somebody, a failed message, an invitation.
func TestE2EChannels(t *testing.T) {
	t.Parallel()
	for scheme, lang := range []string{"ja", "en"} {
		t.Run(lang, func(t *testing.T) {
			c := troubled(t)
			server := httptest.NewServer(c.handler)
			t.Cleanup(server.Close)
			e := eye.Open(t, scheme, server.URL, lang)
			e.Enter("suzuki", lang)
			e.Look("channels", "/admin/channels", "/admin/channels/new/slack", c.path("umi-line"), c.path("umi-chatwork"), c.path("umi-line")+"/trouble",
				"/admin/channels/words", "/admin/channels/senders", "/admin/channels/unreached")
			e.GoTo(c.path("umi-slack"))
			eye.Try(t, e.Ctx, chromedp.Click(`#step-app summary`))
			e.Inspect("channels-slack")
			e.GoTo(c.path("umi-line"))
			eye.Try(t, e.Ctx, chromedp.Click(`#check button`))
			e.Until(`!!document.querySelector('.found .mend')`)
			e.Inspect("channels-check")
			e.GoTo("/admin/channels/words")
			e.Fill("#words_out", "おつー\nりょうかい\n乙")
			eye.Try(t, e.Ctx, chromedp.Click(`button[value=try]`))
			e.Until(`!!document.querySelector('.wrong')`)
			e.Inspect("channels-words-wrong")
			e.Fill("#words_out", "おつー\nりょうかい")
			eye.Try(t, e.Ctx, chromedp.Click(`button[value=try]`))
			e.Until(`!!document.querySelector('#tried')`)
			e.Inspect("channels-tried")
			e.GoTo("/admin/channels/senders")
			e.Fill("input[name=find]", "小林")
			eye.Try(t, e.Ctx, chromedp.Click(`.find button`))
			e.Until(`!!document.querySelector('button[value=assign]')`)
			e.Inspect("channels-found")
			eye.Try(t, e.Ctx, chromedp.Click(`button[value=assign]`))
			e.Until(`!!document.querySelector('button[value=part]')`)
			e.Inspect("channels-assigned")
			e.GoTo("/admin/channels/unreached")
			eye.Try(t, e.Ctx, chromedp.Click(`.found form button[class=quiet]`))
			e.Until(`!!document.querySelector('.code')`)
			e.Inspect("channels-invited")
		})
	}
}

// troubled is the demo company with something of everything to look at.
func troubled(t *testing.T) *connected {
	t.Helper()
	c := newConnected(t, func(s *sandbox.Config) { s.LINE.Quota = 1000 })
	ctx, line := t.Context(), c.one("umi-line")
	day := time.Date(2026, 11, 19, 0, 0, 0, 0, time.UTC)
	c.said(tanakaLine, day, "出勤")
	c.said(tanakaLine, day.Add(2*time.Hour), "りょうかい")
	c.said(tanakaLine, day.Add(9*time.Hour), "退勤")
	c.set(day.Add(25 * time.Hour))
	c.play.LINE.SetWebhook("https://old.example/webhooks/line/channel-of-the-former-server", true)
	items, err := c.app.store.Inbox().Pending(ctx, string(line.ID)+"/"+tanakaLine, c.now, 10)
	if err != nil || len(items) != 3 {
		t.Fatalf("%d items, %v", len(items), err)
	}
	row := outbox.Item{ID: c.app.newID(), Tenant: line.Tenant, Channel: line.ID, Conversation: string(line.ID) + "/" + tanakaLine, Kind: outbox.Notice, Body: []byte(`{}`),
		State: outbox.Dead, Note: "push Unauthorized: Authentication failed due to the following reason: invalid token. [0d6b7b5c-6b6e]", CreatedAt: c.now, NextAt: c.now}
	late := row
	late.ID, late.State, late.Note, late.Attempts = c.app.newID(), outbox.Owed, "push Too Many Requests: The API rate limit has been exceeded.", 2
	accounts, err := c.app.store.Org().AccountsOf(ctx, line.Tenant, c.employee("umi", "1002"))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range accounts {
		if err := c.app.store.Org().SetReachable(ctx, a.Tenant, a.Channel, a.User, false); err != nil {
			t.Fatal(err)
		}
	}
	for _, err := range []error{
		c.app.store.Inbox().Retry(ctx, items[0].ID, inbox.Failed, "panic: runtime error: index out of range [3] with length 3", c.now),
		c.app.store.Outbox().Add(ctx, []outbox.Item{row, late}),
		c.app.store.Org().NoteSender(ctx, line.Tenant, line.ID, "U0123456789abcdef0123456789abcdef", c.now),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	b := c.as("suzuki")
	b.do(c.path("umi-line"), "do", "add", "signing", "00112233445566778899aabbccddeeff")
	b.send("POST", "/admin/channels/new/slack", url.Values{"key": {"half-done"}})
	return c
}
