package main

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/bots/sandbox"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// connected is the pages with the three platforms played behind them, and our own webhooks under an https address.
type connected struct {
	*pagesOf
	play    *sandbox.Sandbox
	outside func(*http.Request) (*http.Response, error) // nil: our address leads to us
}

const twinUmi = `company: {code: mizu, name: 水}
channels: [{key: mizu-line, kind: line, secret: "mizu-secret-0123456789", token: "mizu-line-token"}]
words: {in: ["みずー"]}
employees: [{code: '1', name: 水野, login: suzuki, password: suzuki-demo, role: owner}, {code: '2', name: 水谷}]`

// newConnected is the demo company and another, connected to a sandbox.
func newConnected(t *testing.T, change func(*sandbox.Config)) *connected {
	t.Helper()
	c := &connected{}
	api := httptest.NewUnstartedServer(nil)
	hooks := httptest.NewUnstartedServer(nil)
	base := "http://" + api.Listener.Addr().String() + sandbox.Prefix
	c.pagesOf = newPages(t, "sqlite", umi(t), twinUmi)
	c.app.config.LineAPI, c.app.config.LineData = base+"/line", base+"/line"
	c.app.config.ChatworkAPI, c.app.config.SlackAPI = base+"/chatwork/v2", base+"/slack/api/"
	c.app.outside = c
	config := sandbox.Config{Clock: sandbox.NewClock(func() time.Time { return c.now }), Hooks: "http://" + hooks.Listener.Addr().String(), Public: "https://dakoku.example", Base: base,
		LINE:     sandbox.LINEConfig{Key: "umi-line", Secret: lineSecret, Token: "demo-line-token", Bot: "Uf552cc5023d8319aea1181f76f3adcbd"},
		Chatwork: sandbox.ChatworkConfig{Key: "umi-chatwork", WebhookToken: cwToken, Token: "demo-chatwork-token", Account: "3999999", Room: cwRoom},
		Slack:    sandbox.SlackConfig{Key: "umi-slack", SigningSecret: slackSecret, BotToken: "xoxb-demo", Team: "T0MIHON", Channel: slackRoom, Bot: "U0BOT"},
		People:   []sandbox.Person{{Key: "tanaka", Name: "田中 太郎", LINE: tanakaLine, Chatwork: tanakaCW, Slack: tanakaSlack}}}
	if change != nil {
		change(&config)
	}
	var err error
	if c.play, err = sandbox.New(config); err != nil {
		t.Fatal(err)
	}
	chats, err := c.app.chats(newMetrics())
	if err != nil {
		t.Fatal(err)
	}
	api.Config.Handler, hooks.Config.Handler = c.play, chats.hooks
	api.Start()
	hooks.Start()
	t.Cleanup(func() { c.play.Wait(); api.Close(); hooks.Close() })
	c.mount()
	c.app.config.PublicURL = "https://dakoku.example" // the pages themselves are opened without a certificate
	return c
}

// mount opens the pages anew, with what the program is configured with now.
func (p *pagesOf) mount() {
	p.t.Helper()
	var doors []shell.Door
	var err error
	p.shell, doors = p.app.pages()
	p.handler, err = webadmin.New(webadmin.Config{Ready: p.app.ready, Metrics: http.NotFoundHandler(), Log: p.app.log, PublicURL: p.app.config.PublicURL,
		Shell: p.shell, Doors: doors})
	if err != nil {
		p.t.Fatal(err)
	}
}

// RoundTrip implements http.RoundTripper: what the program calls under its own address.
func (c *connected) RoundTrip(r *http.Request) (*http.Response, error) {
	if c.outside != nil {
		return c.outside(r)
	}
	chats, err := c.app.chats(newMetrics())
	if err != nil {
		return nil, err
	}
	w := httptest.NewRecorder()
	chats.hooks.ServeHTTP(w, r)
	return w.Result(), nil
}

// one finds a channel by its key.
func (p *pagesOf) one(key string) org.Channel {
	p.t.Helper()
	for _, company := range []string{"umi", "mizu"} {
		tenant, err := p.app.company(p.t.Context(), company)
		if err != nil {
			continue
		}
		all, _ := p.app.store.Org().EveryChannel(p.t.Context(), tenant.ID)
		if i := slices.IndexFunc(all, func(ch org.Channel) bool { return ch.Key == key }); i >= 0 {
			return all[i]
		}
	}
	p.t.Fatalf("no channel %s", key)
	return org.Channel{}
}

func (p *pagesOf) path(key string) string { return "/admin/channels/" + string(p.one(key).ID) }

var shownPrint = regexp.MustCompile(`name="shown" value="([^"]*)"`)

// printed is the record a page's form was filled from.
func (a answer) printed() string {
	if m := shownPrint.FindStringSubmatch(a.body); m != nil {
		return m[1]
	}
	return ""
}

// do sends a form of a channel's page, as it is now.
func (b *browser) do(path string, pairs ...string) answer {
	b.p.t.Helper()
	form := url.Values{"shown": {b.get(path).printed()}}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return b.send("POST", path, form)
}

func TestChannelsAreListedForTheirCompany(t *testing.T) {
	c := newConnected(t, nil)
	b := c.as("suzuki")
	b.get("/admin/channels").wants(t, 200, "LINE umi-line ● 使用中", "Chatwork umi-chatwork", "Slack umi-slack", "-mizu-line", "連絡がつかない人 1人")
	twin := c.path("mizu-line")
	for _, path := range []string{twin, twin + "/check", twin + "/trouble"} {
		b.get(path).wants(t, 404)
	}
	for _, path := range []string{twin, twin + "/check", twin + "/trouble"} {
		b.send("POST", path, url.Values{"do": {"off"}}).wants(t, 404)
	}
	if !c.one("mizu-line").Active {
		t.Error("another company's channel was switched off")
	}
}

// TestNoSecretIsShownAgain looks for every secret of the company in every page.
func TestNoSecretIsShownAgain(t *testing.T) {
	c := newConnected(t, nil)
	b := c.as("suzuki")
	for _, key := range []string{"umi-line", "umi-chatwork", "umi-slack"} {
		path, ch := c.path(key), c.one(key)
		bodies := b.get(path).body + b.get(path+"/check").body + b.send("POST", path+"/check", nil).body + b.get(path+"/trouble").body +
			b.do(path, "do", "add", "signing", " ").body + b.do(path, "do", "step:keys", "token", "xoxb-wrong-token-typed-just-now").body
		for name, secret := range ch.Secrets {
			if secret != "" && strings.Contains(bodies, secret) {
				t.Errorf("%s: the %s is in a page", key, name)
			}
		}
		if strings.Contains(bodies, "typed-just-now") {
			t.Errorf("%s: what was typed into a secret's field is in a page", key)
		}
	}
	b.get(c.path("umi-line")).wants(t, 200, "…e1f0")
}

func TestAConnectionIsMadeStepByStep(t *testing.T) {
	c := newConnected(t, nil)
	b := c.as("nakamura")
	b.get("/admin/channels/new/line").wants(t, 200, "LINEをつなぐ")
	b.get("/admin/channels/new/fax").wants(t, 404)
	for key, said := range map[string]string{"": "半角", "Big Key": "半角", "umi-line": "使えません", "mizu-line": "使えません", "<script>": "半角"} {
		b.send("POST", "/admin/channels/new/line", url.Values{"key": {key}}).wants(t, 422, said)
	}
	a := b.send("POST", "/admin/channels/new/line", url.Values{"key": {"second"}})
	path := a.Header.Get("Location")
	b.follow(a).wants(t, 200, "second", "準備中", "足りない項目があります")
	if !strings.Contains(b.get(path).body, `value="https://dakoku.example/hooks/line/second"`) {
		t.Error("the webhook's address is not shown")
	}
	b.do(path, "do", "on").wants(t, 422, "足りない項目があります")
	b.do(path, "do", "step:keys", "secret", "a new secret", "token", "demo-line-token").wants(t, 422, "形がちがう")
	b.do(path, "do", "step:keys", "secret", "a-new-secret-0123456789", "token", "wrong").wants(t, 422, "トークンが受け付けられませんでした", "いまのものは変えていません")
	if ch := c.one("second"); len(ch.Secrets) != 0 {
		t.Errorf("a token that is not taken was kept: %d secrets", len(ch.Secrets))
	}
	b.follow(b.do(path, "do", "step:keys", "secret", "a-new-secret-0123456789", "token", "demo-line-token")).wants(t, 200, "保存しました", "…6789", "入力ずみ")
	ch := c.one("second")
	if ch.Active || ch.Options["bot_user"] != "Uf552cc5023d8319aea1181f76f3adcbd" || ch.Options["line_id"] != "@dakoku" {
		t.Errorf("kept as %+v", ch.Options)
	}
	b.follow(b.do(path, "do", "on")).wants(t, 200, "受信をはじめました", "● 使用中")
	b.follow(b.do(path, "do", "off", "why", `<script>alert(1)</script>`)).wants(t, 200, "連携を止めました", "停止")
	if body := b.get(path).body; strings.Contains(body, "<script>alert") {
		t.Error("a reason is run")
	}
	b.follow(b.do(path, "do", "on")).wants(t, 200, "● 使用中")
	if n := len(c.deeds("umi", audit.Masters, string(ch.ID))); n != 5 {
		t.Errorf("%d deeds, want made, keys, on, off, on", n)
	}
}

// deeds are a company's rows of the audit about one thing.
func (p *pagesOf) deeds(company string, act audit.Act, ref string) (rows []audit.Row) {
	p.t.Helper()
	tenant, err := p.app.company(p.t.Context(), company)
	if err != nil {
		p.t.Fatal(err)
	}
	err = p.app.store.Audit().Each(p.t.Context(), audit.Query{Tenant: tenant.ID, Acts: []audit.Act{act}, Ref: ref}, func(r audit.Row) error {
		rows = append(rows, r)
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return rows
}

func TestTwoAdministratorsOnOneChannel(t *testing.T) {
	c := newConnected(t, nil)
	path := c.path("umi-chatwork")
	first, second := c.as("suzuki"), c.as("nakamura")
	shown := first.get(path).printed()
	second.follow(second.do(path, "do", "step:keys", "room", "400000009")).wants(t, 200, "保存しました")
	a := first.send("POST", path, url.Values{"shown": {shown}, "do": {"step:keys"}, "room": {"400000008"}})
	a.wants(t, 409, "ほかの管理者がこの設定を先に変えました", "ほかの管理者が保存した値: 400000009")
	if !strings.Contains(a.body, `value="400000008"`) || c.one("umi-chatwork").Options["room"] != "400000009" {
		t.Error("what was typed is lost, or was saved over the other's")
	}
}

func TestSlacksManifestIsReadyToPaste(t *testing.T) {
	c := newConnected(t, nil)
	a := c.as("suzuki").get(c.path("umi-slack"))
	a.wants(t, 200, "Slackでこのアプリを作る", "ほかのワークスペースに追加するリンク")
	for _, s := range []string{"https://dakoku.example/hooks/slack/umi-slack/interactions", "https://api.slack.com/apps?new_app=1&amp;manifest_json=%7B",
		`value="https://dakoku.example/hooks/slack/umi-slack/install"`, "channels:history"} {
		if !strings.Contains(a.body, s) {
			t.Errorf("%q is not there", s)
		}
	}
}
