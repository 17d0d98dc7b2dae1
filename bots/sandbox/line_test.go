package sandbox

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
)

var ctx = context.Background()

func (h *house) line(t *testing.T, method, path, body string, headers ...string) (int, string) {
	t.Helper()
	status, _, answer := h.ask(t, method, "/line"+path, body, append([]string{"Authorization", "Bearer line-token", "Content-Type", "application/json"}, headers...)...)
	return status, answer
}

// event is the only event of the nth webhook.
func event(t *testing.T, h hook) map[string]any {
	t.Helper()
	return h.json(t)["events"].([]any)[0].(map[string]any)
}

func TestLINESignsWhatItSends(t *testing.T) {
	h := play(t)
	h.say(t, domain.LINE, "出勤")
	got := h.bot.hooks()[0]
	m := hmac.New(sha256.New, []byte(testLINE))
	m.Write(got.body)
	if want := base64.StdEncoding.EncodeToString(m.Sum(nil)); got.header.Get("X-Line-Signature") != want || got.path != "/hooks/line/umi-line" {
		t.Errorf("signature %s at %s, want %s", got.header.Get("X-Line-Signature"), got.path, want)
	}
	e := event(t, got)
	if id := e["webhookEventId"].(string); !regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{26}$`).MatchString(id) {
		t.Errorf("%q is no ULID", id)
	}
	if e["timestamp"] != float64(testNow.UnixMilli()) || e["mode"] != "active" || e["source"].(map[string]any)["userId"] != testTaro {
		t.Errorf("event %v", e)
	}
}

func TestLINEReplyTokens(t *testing.T) {
	again := func(h *house, after time.Duration) {
		h.bot.set(func(hook) (int, string) { return 200, "" })
		h.Time().Advance(after)
		if h.Redeliver(ctx, domain.LINE) != 1 {
			panic("not redelivered")
		}
	}
	for _, c := range []struct {
		name   string
		fail   bool // the first delivery
		before func(h *house)
		status int
	}{
		{"at once", false, func(*house) {}, 200},
		{"after a minute", false, func(h *house) { h.Time().Advance(time.Minute) }, 200},
		{"later", false, func(h *house) { h.Time().Advance(time.Minute + time.Second) }, 400},
		{"redelivered", true, func(h *house) { again(h, 15*time.Minute) }, 200},
		{"redelivered and late", true, func(h *house) { again(h, 15*time.Minute); h.Time().Advance(61 * time.Second) }, 400},
		{"redelivered after 20 minutes", true, func(h *house) { again(h, 21*time.Minute) }, 400},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := play(t)
			if c.fail {
				h.bot.set(func(hook) (int, string) { return 503, "" })
			}
			h.say(t, domain.LINE, "出勤")
			c.before(h)
			hooks := h.bot.hooks()
			first, last := event(t, hooks[0]), event(t, hooks[len(hooks)-1])
			if first["webhookEventId"] != last["webhookEventId"] || first["replyToken"] != last["replyToken"] {
				t.Error("a redelivered event is another event")
			}
			if got := last["deliveryContext"].(map[string]any)["isRedelivery"]; got != c.fail {
				t.Errorf("isRedelivery %v", got)
			}
			body := fmt.Sprintf(`{"replyToken":%q,"messages":[{"type":"text","text":"✓"}]}`, last["replyToken"])
			if status, answer := h.line(t, "POST", "/v2/bot/message/reply", body); status != c.status {
				t.Errorf("answered %d %s", status, answer)
			}
			if status, answer := h.line(t, "POST", "/v2/bot/message/reply", body); status != 400 || !strings.Contains(answer, "Invalid reply token") {
				t.Errorf("the second use answered %d %s", status, answer)
			}
			noProblems(t, h.Sandbox)
		})
	}
}

func TestLINEPushRules(t *testing.T) {
	const key = "123e4567-e89b-42d3-a456-426614174000"
	push := func(h *house, to, text string, headers ...string) (int, string) {
		return h.line(t, "POST", "/v2/bot/message/push", fmt.Sprintf(`{"to":%q,"messages":[{"type":"text","text":%q}],"customAggregationUnits":null}`, to, text), headers...)
	}
	for _, c := range []struct {
		name string
		run  func(h *house) (int, string)
		want int
		seen int // by 田中
		used int
	}{
		{"a push", func(h *house) (int, string) { return push(h, testTaro, "a") }, 200, 1, 1},
		{"the same key again", func(h *house) (int, string) {
			push(h, testTaro, "a", "X-Line-Retry-Key", key)
			return push(h, testTaro, "a", "X-Line-Retry-Key", key)
		}, 409, 1, 1},
		{"the key after a day", func(h *house) (int, string) {
			push(h, testTaro, "a", "X-Line-Retry-Key", key)
			h.Time().Advance(24 * time.Hour)
			return push(h, testTaro, "a", "X-Line-Retry-Key", key)
		}, 200, 2, 2},
		{"a key that is no UUID", func(h *house) (int, string) { return push(h, testTaro, "a", "X-Line-Retry-Key", "1") }, 400, 0, 0},
		{"an empty key", func(h *house) (int, string) { return push(h, testTaro, "a", "X-Line-Retry-Key", "") }, 200, 1, 1},
		{"blocked", func(h *house) (int, string) {
			if _, err := h.LINE.Block(ctx, testTaro); err != nil {
				panic(err)
			}
			return push(h, testTaro, "a")
		}, 200, 0, 0},
		{"a stranger", func(h *house) (int, string) { return push(h, "U00000000000000000000000000000000", "a") }, 400, 0, 0},
		{"quota used up", func(h *house) (int, string) {
			push(h, testTaro, "a")
			push(h, testTaro, "b")
			return push(h, testTaro, "c")
		}, 429, 2, 2},
		{"a new month", func(h *house) (int, string) {
			push(h, testTaro, "a")
			push(h, testTaro, "b")
			h.Time().Set(time.Date(2026, 11, 30, 15, 0, 0, 0, time.UTC)) // midnight in Japan
			return push(h, testTaro, "c")
		}, 200, 3, 1},
		{"many", func(h *house) (int, string) {
			return h.line(t, "POST", "/v2/bot/message/multicast", `{"to":["`+testTaro+`","Uac5d960c71f2731a0ce76f67ca8980aa"],"messages":[{"type":"text","text":"a"}]}`)
		}, 200, 1, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := play(t, func(c *Config) { c.LINE.Quota = 2 })
			if status, answer := c.run(h); status != c.want {
				t.Errorf("answered %d %s, want %d", status, answer, c.want)
			}
			if got := len(h.LINE.Seen(testTaro)); got != c.seen || h.LINE.Used() != c.used {
				t.Errorf("seen %d, used %d; want %d, %d", got, h.LINE.Used(), c.seen, c.used)
			}
		})
	}
}

func TestLINERefuses(t *testing.T) {
	h := play(t)
	for _, c := range []struct {
		name, method, path, body string
		headers                  []string
		status                   int
	}{
		{"no token", "POST", "/v2/bot/message/push", `{}`, []string{"Authorization", ""}, 401},
		{"another token", "POST", "/v2/bot/message/push", `{}`, []string{"Authorization", "Bearer x"}, 401},
		{"a form", "POST", "/v2/bot/message/push", `a=b`, []string{"Content-Type", "application/x-www-form-urlencoded"}, 415},
		{"no JSON", "POST", "/v2/bot/message/push", `{`, nil, 400},
		{"too large", "POST", "/v2/bot/message/push", strings.Repeat(" ", lineBody+1), nil, 413},
		{"unknown path", "GET", "/v2/bot/followers/ids", ``, nil, 404},
		{"a retry key on a reply", "POST", "/v2/bot/message/reply", `{"replyToken":"x","messages":[{"type":"text","text":"a"}]}`, []string{"X-Line-Retry-Key", "123e4567-e89b-42d3-a456-426614174000"}, 400},
		{"profile of no id", "GET", "/v2/bot/profile/tanaka", ``, nil, 400},
		{"loading for seven seconds", "POST", "/v2/bot/chat/loading/start", `{"chatId":"` + testTaro + `","loadingSeconds":7}`, nil, 400},
		{"loading in a group", "POST", "/v2/bot/chat/loading/start", `{"chatId":"C00000000000000000000000000000000"}`, nil, 400},
	} {
		t.Run(c.name, func(t *testing.T) {
			if status, answer := h.line(t, c.method, c.path, c.body, c.headers...); status != c.status {
				t.Errorf("answered %d %s", status, answer)
			}
		})
	}
}

func TestLINEAccount(t *testing.T) {
	h := play(t)
	for _, c := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"GET", "/v2/bot/message/quota", "", 200, `{"type":"limited","value":200}`},
		{"GET", "/v2/bot/message/quota/consumption", "", 200, `{"totalUsage":0}`},
		{"GET", "/v2/bot/profile/" + testTaro, "", 200, `田中 太郎`},
		{"GET", "/v2/bot/profile/U00000000000000000000000000000000", "", 404, `Not found`},
		{"POST", "/v2/bot/chat/loading/start", `{"chatId":"` + testTaro + `"}`, 202, `{}`},
		{"POST", "/v2/bot/user/" + testTaro + "/linkToken", "", 200, `linkToken`},
		{"POST", "/v2/bot/message/validate/reply", `{"messages":[{"type":"text","text":"a"}]}`, 200, `{}`},
		{"GET", "/v2/bot/message/1/content", "", 404, `not found`},
	} {
		t.Run(c.path, func(t *testing.T) {
			if status, answer := h.line(t, c.method, c.path, c.body); status != c.status || !strings.Contains(answer, c.want) {
				t.Errorf("answered %d %s", status, answer)
			}
		})
	}
	noProblems(t, h.Sandbox)
}
