package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
)

const (
	testBot   = "Uf552cc5023d8319aea1181f76f3adcbd"
	testTaro  = "Uc189941acf780de956fe5d1483d7a598"
	testLINE  = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
	testHook  = "iY/hmitgwCBlc5DnjAZ8pyRG1HF0zFflfmKmtCDg1wk="
	testSlack = "8f742231b10e8888abcd99yyyzzz85a5"
)

var testNow = time.Date(2026, 11, 20, 8, 58, 0, 0, time.FixedZone("JST", 9*3600))

// hook is a webhook the stub bot received.
type hook struct {
	path   string
	query  url.Values
	header http.Header
	body   []byte
}

func (h hook) json(t *testing.T) map[string]any {
	t.Helper()
	var o map[string]any
	if err := json.Unmarshal(h.body, &o); err != nil {
		t.Fatalf("the webhook's body is no JSON: %s", h.body)
	}
	return o
}

// bot takes webhooks; answer may be replaced.
type bot struct {
	*httptest.Server
	mu     sync.Mutex
	got    []hook
	answer func(hook) (int, string)
}

func (b *bot) hooks() []hook {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]hook(nil), b.got...)
}

func (b *bot) set(answer func(hook) (int, string)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.answer = answer
}

func newBot(t *testing.T) *bot {
	b := &bot{answer: func(hook) (int, string) { return 200, "" }}
	b.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		h := hook{r.URL.Path, r.URL.Query(), r.Header, raw}
		b.mu.Lock()
		b.got = append(b.got, h)
		answer := b.answer
		b.mu.Unlock()
		status, text := answer(h)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, text)
	}))
	t.Cleanup(b.Close)
	return b
}

// house is a sandbox on a frozen clock, reachable over HTTP, with a stub bot.
type house struct {
	*Sandbox
	bot *bot
	url string // of the sandbox's prefix
}

func play(t *testing.T, change ...func(*Config)) *house {
	t.Helper()
	b := newBot(t)
	var s *Sandbox
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.ServeHTTP(w, r) }))
	t.Cleanup(srv.Close)
	cfg := Config{
		Clock: NewClock(func() time.Time { return testNow }), Hooks: b.URL, Base: srv.URL + Prefix,
		LINE:     LINEConfig{Key: "umi-line", Secret: testLINE, Token: "line-token", Bot: testBot},
		Chatwork: ChatworkConfig{Key: "umi-chatwork", WebhookToken: testHook, Token: "cw-token", Account: "3999999", Room: "400000001"},
		Slack:    SlackConfig{Key: "umi-slack", SigningSecret: testSlack, BotToken: "xoxb-1", AppToken: "xapp-1", Team: "T1", Channel: "C1", Bot: "U0BOT"},
		People: []Person{
			{Key: "tanaka", Name: "田中 太郎", English: "Taro Tanaka", LINE: testTaro, Chatwork: "3000001", Slack: "U1"},
			{Key: "sato", Name: "佐藤 花子", LINE: "Uac5d960c71f2731a0ce76f67ca8980aa", Chatwork: "3000002", Slack: "U2"},
			{Key: "new", Name: "小林 新"},
		},
	}
	for _, f := range change {
		f(&cfg)
	}
	s, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Wait)
	return &house{s, b, srv.URL + Prefix}
}

// ask makes an HTTP request with headers given as name, value pairs.
func (h *house) ask(t *testing.T, method, path, body string, headers ...string) (int, http.Header, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), method, h.url+path, bytes.NewReader([]byte(body)))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header, strings.TrimSpace(string(raw))
}

func noProblems(t *testing.T, s *Sandbox) {
	t.Helper()
	for _, p := range s.Problems() {
		t.Errorf("a rule was broken: %s", p)
	}
}

func TestConfigIsChecked(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Config)
	}{
		{"bot is no LINE id", func(c *Config) { c.LINE.Bot = "U1" }},
		{"person is no LINE id", func(c *Config) { c.People[0].LINE = "Utanaka" }},
		{"person is no Chatwork account", func(c *Config) { c.People[0].Chatwork = "tanaka" }},
		{"two people with one id", func(c *Config) { c.People[1].Slack = c.People[0].Slack }},
		{"nameless", func(c *Config) { c.People[0].Name = "" }},
		{"webhook token is no base64", func(c *Config) { c.Chatwork.WebhookToken = "?" }},
		{"room is no number", func(c *Config) { c.Chatwork.Room = "kintai" }},
		{"more than five webhook settings", func(c *Config) { c.Chatwork.Watched = 4 }},
		{"no signing secret", func(c *Config) { c.Slack.SigningSecret = "" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			cfg := Config{
				LINE:     LINEConfig{Key: "l", Bot: testBot},
				Chatwork: ChatworkConfig{Key: "c", WebhookToken: testHook, Account: "1", Room: "2"},
				Slack:    SlackConfig{Key: "s", SigningSecret: "x", Team: "T", Channel: "C", Bot: "U0"},
				People:   []Person{{Key: "a", Name: "a"}, {Key: "b", Name: "b", Slack: "U2"}},
			}
			if _, err := New(cfg); err != nil {
				t.Fatalf("the good configuration was refused: %v", err)
			}
			c.change(&cfg)
			if c.name == "two people with one id" {
				cfg.People[0].Slack, cfg.People[1].Slack = "U2", "U2"
			}
			if _, err := New(cfg); err == nil {
				t.Error("taken")
			}
		})
	}
}

func TestClock(t *testing.T) {
	c := NewClock(func() time.Time { return testNow })
	c.Set(testNow.Add(time.Hour))
	c.Advance(time.Minute)
	if got := c.Now(); !got.Equal(testNow.Add(61 * time.Minute)) {
		t.Errorf("it is %v", got)
	}
	if c.Offset() != 61*time.Minute {
		t.Errorf("ahead by %v", c.Offset())
	}
	if c.Reset(); !c.Now().Equal(testNow) {
		t.Error("not back")
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name   string
		door   domain.Door
		faults Faults
		hooks  int
		acked  bool
	}{
		{"LINE twice", domain.LINE, Faults{Twice: true}, 2, true},
		{"Chatwork twice", domain.Chatwork, Faults{Twice: true}, 2, true},
		{"Slack twice", domain.Slack, Faults{Twice: true}, 2, true},
		{"Chatwork lost", domain.Chatwork, Faults{Lost: true}, 0, false},
		{"LINE forged", domain.LINE, Faults{BadSignature: true}, 1, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := play(t)
			h.SetFaults(c.door, c.faults)
			d := h.say(t, c.door, "出勤")
			if got := len(h.bot.hooks()); got != c.hooks || d.Acked != c.acked {
				t.Errorf("%d webhooks, acknowledged %v", got, d.Acked)
			}
		})
	}
}

func TestDue(t *testing.T) {
	for _, c := range []struct {
		name    string
		again   []time.Duration
		attempt int
		after   time.Duration
		due     bool
	}{
		{"Slack's first retry is at once", slackAgain, 1, 0, true},
		{"the second after a minute", slackAgain, 2, 59 * time.Second, false},
		{"a minute", slackAgain, 2, time.Minute, true},
		{"the third after five", slackAgain, 3, 4 * time.Minute, false},
		{"LINE's first", lineAgain, 1, 5 * time.Second, true},
		{"LINE's first, too soon", lineAgain, 1, 4 * time.Second, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &parcel{first: testNow, again: c.again, attempt: c.attempt}
			if got := p.due(testNow.Add(c.after)); got != c.due {
				t.Errorf("due %v", got)
			}
		})
	}
}

// say lets 田中 say something in the place where he punches.
func (h *house) say(t *testing.T, door domain.Door, text string) Delivery {
	t.Helper()
	var d Delivery
	var err error
	switch door {
	case domain.LINE:
		d, err = h.LINE.Say(context.Background(), testTaro, text)
	case domain.Chatwork:
		d, err = h.Chatwork.Say(context.Background(), "3000001", "400000001", text)
	case domain.Slack:
		d, err = h.Slack.Say(context.Background(), "U1", "C1", text)
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAPIDown(t *testing.T) {
	for _, c := range []struct {
		door   domain.Door
		down   Down
		status int
	}{
		{domain.LINE, Broken, 500}, {domain.LINE, Busy, 429}, {domain.LINE, Rejected, 401}, {domain.LINE, Late, 500}, {domain.LINE, Slow, 200},
		{domain.Chatwork, Broken, 500}, {domain.Chatwork, Busy, 429}, {domain.Chatwork, Rejected, 401}, {domain.Chatwork, Late, 500},
		{domain.Slack, Broken, 500}, {domain.Slack, Busy, 429}, {domain.Slack, Rejected, 200}, {domain.Slack, Late, 500},
	} {
		t.Run(string(c.door)+" "+string(c.down), func(t *testing.T) {
			h := play(t, func(c *Config) { c.Slow = time.Nanosecond })
			h.SetFaults(c.door, Faults{Down: c.down, Calls: 1})
			if got := h.write(t, c.door); got != c.status {
				t.Errorf("answered %d", got)
			}
			if got := h.write(t, c.door); got != 200 {
				t.Errorf("still down after one call: %d", got)
			}
			acted := map[Down]int{Late: 2, Slow: 2}[c.down]
			if acted == 0 {
				acted = 1
			}
			if got := h.read(c.door); got != acted {
				t.Errorf("acted %d times, want %d", got, acted)
			}
		})
	}
}

// write makes the bot write to 田中 without an occasion.
func (h *house) write(t *testing.T, door domain.Door) int {
	t.Helper()
	var status int
	switch door {
	case domain.LINE:
		status, _, _ = h.ask(t, "POST", "/line/v2/bot/message/push", `{"to":"`+testTaro+`","messages":[{"type":"text","text":"x"}]}`,
			"Authorization", "Bearer line-token", "Content-Type", "application/json")
	case domain.Chatwork:
		status, _, _ = h.ask(t, "POST", "/chatwork/v2/rooms/400000001/messages", "body=x", "X-ChatWorkToken", "cw-token", "Content-Type", "application/x-www-form-urlencoded")
	case domain.Slack:
		status, _, _ = h.ask(t, "POST", "/slack/api/chat.postMessage", "token=xoxb-1&channel=C1&text=x", "Content-Type", "application/x-www-form-urlencoded")
	}
	return status
}

// read counts what the bot has written.
func (h *house) read(door domain.Door) int {
	n := 0
	switch door {
	case domain.LINE:
		n = len(h.LINE.Seen(testTaro))
	case domain.Chatwork:
		n = len(h.Chatwork.Seen("3000001", "400000001"))
	case domain.Slack:
		n = len(h.Slack.Seen("U1", "C1"))
	}
	return n
}

// forget drops the webhooks received so far.
func (b *bot) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.got = nil
}
