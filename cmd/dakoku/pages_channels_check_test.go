package main

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/bots/sandbox"
	"github.com/dakoku/dakoku/cmd/dakoku/eye"
	"github.com/dakoku/dakoku/domain"
)

// TestChecks looks at connections that are right and at ones that are wrong in every way somebody gets them wrong.
func TestChecks(t *testing.T) {
	away := func(*http.Request) (*http.Response, error) { return nil, errors.New("no such host") }
	for _, c := range []struct {
		name   string
		key    string
		config func(*sandbox.Config)
		after  func(*connected)
		want   []string
	}{
		{"LINE, right", "umi-line", nil, nil, []string{"✓ 問題なし 受け付けられました", "dakoku(@dakoku)として書き込みます", "利用がオンになっています", "シークレットも合っています",
			"「e1f0」で終わるシークレットで署名した試しのWebhookを受け取れました", "残り200通", "すべて問題ありません"}},
		{"LINE, wrong token", "umi-line", func(c *sandbox.Config) { c.LINE.Token = "another" }, nil,
			[]string{"✕ 直してください", "トークンが受け付けられませんでした", "発行し直し", "このままでは使えません", "-残り200通"}},
		{"LINE, the secret was reissued", "umi-line", nil, func(c *connected) { c.play.LINE.Reissue("another-secret-0123456789") },
			[]string{"登録のシークレットと合いません", "署名シークレットの交換", "このままでは使えません"}},
		{"LINE, no webhook", "umi-line", nil, func(c *connected) { c.play.LINE.SetWebhook("", false) }, []string{"Webhook URLが登録されていません", "https://dakoku.example/hooks/line/umi-line を貼って"}},
		{"LINE, another webhook", "umi-line", nil, func(c *connected) { c.play.LINE.SetWebhook("https://old.example/hook", true) }, []string{"別のURLです: https://old.example/hook"}},
		{"LINE, webhook not in use", "umi-line", nil, func(c *connected) { c.play.LINE.SetWebhook("https://dakoku.example/hooks/line/umi-line", false) },
			[]string{"「Webhookの利用」がオフ"}},
		{"LINE, not reachable from outside", "umi-line", nil, func(c *connected) { c.play.Connect("http://127.0.0.1:1") }, []string{"LINEからこのサーバーに届きません", "証明書"}},
		{"LINE, another bot", "umi-line", func(c *sandbox.Config) { c.LINE.Bot = "U00000000000000000000000000000000" }, nil, []string{"設定の Uf552cc5023d8319aea1181f76f3adcbd とちがいます"}},
		{"LINE, messages without limit", "umi-line", func(c *sandbox.Config) { c.LINE.Quota = -1 }, nil, []string{"上限はありません"}},
		{"LINE, away", "umi-line", nil, func(c *connected) { c.play.SetFaults(domain.LINE, sandbox.Faults{Down: sandbox.Broken}) }, []string{"… 確かめられません", "もう一度お試しください"}},
		{"our own address does not answer us", "umi-line", nil, func(c *connected) { c.outside = away }, []string{"サーバー自身からは公開アドレスに届きませんでした", "no such host", "確かめられないところがあります"}},
		{"no certificate", "umi-line", nil, func(c *connected) { c.app.config.PublicURL = "http://dakoku.example" }, []string{"公開アドレスが https ではありません"}},
		{"Chatwork, right", "umi-chatwork", nil, nil, []string{"勤怠ボット(3999999)として書き込みます", "勤怠 に書き込めます", "チャットからはまだ何も届いていません", "使えますが"}},
		{"Chatwork, wrong token", "umi-chatwork", func(c *sandbox.Config) { c.Chatwork.Token = "another" }, nil, []string{"トークンが受け付けられませんでした", "Invalid API token"}},
		{"Chatwork, not in the room", "umi-chatwork", func(c *sandbox.Config) { c.Chatwork.Room = "400000077" }, nil, []string{"ボットが部屋 400000001 にいません"}},
		{"Chatwork, may only read", "umi-chatwork", func(c *sandbox.Config) { c.Chatwork.Role = "readonly" }, nil, []string{"ボットは見るだけです"}},
		{"Slack, right", "umi-slack", nil, nil, []string{"kintai / sandbox(U0BOT)として書き込みます", "必要な権限がそろっています", "#kintai に書き込めます"}},
		{"Slack, wrong token", "umi-slack", func(c *sandbox.Config) { c.Slack.BotToken = "xoxb-another" }, nil, []string{"invalid_auth", "このままでは使えません"}},
		{"Slack, a scope is missing", "umi-slack", func(c *sandbox.Config) { c.Slack.Scopes = "chat:write,commands,users:read" }, nil,
			[]string{"足りない権限があります: app_mentions:read, channels:history", "App Manifest"}},
		{"Slack, not in the channel", "umi-slack", func(c *sandbox.Config) { c.Slack.Channel = "C0OTHER" }, nil, []string{"ボットが部屋 C0KINTAI にいません"}},
		{"Slack, another workspace", "umi-slack", func(c *sandbox.Config) { c.Slack.Team = "T0OTHER" }, nil, []string{"設定の T0MIHON とちがいます"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newConnected(t, c.config)
			if c.after != nil {
				c.after(p)
			}
			p.as("suzuki").send("POST", p.path(c.key)+"/check", nil).wants(t, 200, c.want...)
			for _, call := range p.play.Calls(p.one(c.key).Kind) {
				if call.Method == http.MethodPost && (call.Path == "/v2/bot/message/push" || call.Path == "/api/chat.postMessage") {
					t.Errorf("somebody was told something: %s", call.Path)
				}
			}
		})
	}
}

// TestAWrongSignatureIsSeen waits for no platform: what came in tells that the secret is not the one there.
func TestAWrongSignatureIsSeen(t *testing.T) {
	p := newConnected(t, nil)
	b, path := p.as("suzuki"), p.path("umi-chatwork")
	p.play.SetFaults(domain.Chatwork, sandbox.Faults{BadSignature: true})
	if d, _ := p.play.Chatwork.Say(t.Context(), tanakaCW, cwRoom, "出勤"); d.Status != http.StatusUnauthorized {
		t.Fatalf("taken with %d", d.Status)
	}
	noted := func(what string) { // after the platform has its answer
		t.Helper()
		eye.Eventually(t, what, func() bool { return strings.Contains(text(b.send("POST", path+"/check", nil).body), what) })
	}
	noted("署名の合わないWebhookが1件届いています")
	b.send("POST", path+"/check", nil).wants(t, 200, "このままでは使えません")
	p.play.SetFaults(domain.Chatwork, sandbox.Faults{})
	if d, _ := p.play.Chatwork.Say(t.Context(), tanakaCW, cwRoom, "出勤"); d.Status != http.StatusOK {
		t.Fatalf("taken with %d", d.Status)
	}
	noted("正しい署名のWebhookが 11/20(金) 9:01 に届いています")
	b.send("POST", path+"/check", nil).wants(t, 200, "正しい署名のWebhookが 11/20(金) 9:01 に届いています", "すべて問題ありません", "-署名の合わない")
	b.get("/admin/channels").wants(t, 200, "最後の受信 11/20(金) 9:01")
}
