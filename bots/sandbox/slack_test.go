package sandbox

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// slack calls a method with arguments in a form, name=value&…, as the token's owner.
func (h *house) slack(t *testing.T, method, form string) (int, string) {
	t.Helper()
	status, _, answer := h.ask(t, "POST", "/slack/api/"+method, form, "Content-Type", "application/x-www-form-urlencoded", "Authorization", "Bearer xoxb-1")
	return status, answer
}

func args(pairs ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v.Encode()
}

func TestSlackSignsWhatItSends(t *testing.T) {
	h := play(t)
	h.say(t, domain.Slack, "出勤")
	got := h.bot.hooks()[0]
	ts := got.header.Get("X-Slack-Request-Timestamp")
	m := hmac.New(sha256.New, []byte(testSlack))
	fmt.Fprintf(m, "v0:%s:%s", ts, got.body)
	if want := "v0=" + hex.EncodeToString(m.Sum(nil)); got.header.Get("X-Slack-Signature") != want || ts != fmt.Sprint(testNow.Unix()) || got.path != "/hooks/slack/umi-slack/events" {
		t.Errorf("signature %s at %s", got.header.Get("X-Slack-Signature"), ts)
	}
	o := got.json(t)
	e := o["event"].(map[string]any)
	if o["type"] != "event_callback" || o["team_id"] != "T1" || e["type"] != "message" || e["user"] != "U1" || e["channel"] != "C1" || e["channel_type"] != "channel" || !slackTS.MatchString(e["ts"].(string)) {
		t.Errorf("event %v", o)
	}
}

func TestSlackRetries(t *testing.T) {
	h := play(t)
	h.bot.set(func(hook) (int, string) { return 503, "" })
	h.say(t, domain.Slack, "出勤")
	for range slackAgain {
		h.Redeliver(ctx, domain.Slack)
	}
	hooks := h.bot.hooks()
	if len(hooks) != 4 || h.Pending(domain.Slack) != 0 {
		t.Fatalf("%d deliveries, %d pending; want 4 and none", len(hooks), h.Pending(domain.Slack))
	}
	for i, k := range hooks {
		want := fmt.Sprint(i)
		if i == 0 {
			want = ""
		}
		if k.header.Get("X-Slack-Retry-Num") != want || k.json(t)["event_id"] != hooks[0].json(t)["event_id"] {
			t.Errorf("delivery %d: retry %q of %v", i, k.header.Get("X-Slack-Retry-Num"), k.json(t)["event_id"])
		}
	}
}

func TestSlackEvents(t *testing.T) {
	said := func(h *house) string {
		if _, err := h.Slack.Say(ctx, "U1", "C1", "出勤"); err != nil {
			panic(err)
		}
		h.bot.forget()
		return h.Slack.Seen("U1", "C1")[0].TS
	}
	for _, c := range []struct {
		name string
		do   func(h *house) (Delivery, error)
		want []string // parts of each webhook
	}{
		{"direct", func(h *house) (Delivery, error) { return h.Slack.Say(ctx, "U1", "", "出勤") }, []string{`"channel_type":"im"`}},
		{"mention", func(h *house) (Delivery, error) { return h.Slack.Say(ctx, "U1", "C1", "<@U0BOT> 出勤") }, []string{`"type":"message"`, `"type":"app_mention"`}},
		{"edit", func(h *house) (Delivery, error) { return h.Slack.Edit(ctx, "U1", "C1", said(h), "退勤") }, []string{`"subtype":"message_changed"`}},
		{"delete", func(h *house) (Delivery, error) { return h.Slack.Delete(ctx, "U1", "C1", said(h)) }, []string{`"subtype":"message_deleted"`}},
		{"react", func(h *house) (Delivery, error) { return h.Slack.React(ctx, "U1", "C1", said(h), "sunrise") }, []string{`"type":"reaction_added"`}},
		{"react again", func(h *house) (Delivery, error) {
			ts := said(h)
			if d, err := h.Slack.React(ctx, "U1", "C1", ts, "sunrise"); err != nil {
				return d, err
			}
			h.bot.forget()
			return h.Slack.React(ctx, "U1", "C1", ts, "sunrise")
		}, []string{`"type":"reaction_removed"`}},
		{"home", func(h *house) (Delivery, error) { return h.Slack.Open(ctx, "U1", "home") }, []string{`"type":"app_home_opened"`}},
		{"command", func(h *house) (Delivery, error) { return h.Slack.Command(ctx, "U1", "C1", "/kintai", "今日") }, []string{"command=%2Fkintai"}},
		{"uninstall", func(h *house) (Delivery, error) { return h.Slack.Uninstall(ctx), nil }, []string{`"type":"app_uninstalled"`}},
		{"its own post", func(h *house) (Delivery, error) {
			h.slack(t, "chat.postMessage", args("channel", "C1", "text", "x"))
			h.Wait()
			return Delivery{}, nil
		}, []string{`"bot_id":"B0KINTAI"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := play(t)
			if _, err := c.do(h); err != nil {
				t.Fatal(err)
			}
			got := h.bot.hooks()
			if len(got) != len(c.want) {
				t.Fatalf("%d webhooks, want %d", len(got), len(c.want))
			}
			for i, want := range c.want {
				if !strings.Contains(string(got[i].body), want) {
					t.Errorf("webhook %s, want %s", got[i].body, want)
				}
			}
		})
	}
}

func TestSlackAPI(t *testing.T) {
	h := play(t)
	h.say(t, domain.Slack, "出勤")
	ts := h.Slack.Seen("U1", "C1")[0].TS
	_, posted := h.slack(t, "chat.postMessage", args("channel", "C1", "text", "x"))
	var own struct{ TS string }
	if err := json.Unmarshal([]byte(posted), &own); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, method, form, want string }{
		{"who", "auth.test", "", `"user_id":"U0BOT"`},
		{"token in the form", "auth.test", "token=xoxb-1", `"ok":true`},
		{"another token", "auth.test", "token=xoxb-2", "invalid_auth"},
		{"unknown method", "chat.shout", "", "unknown_method"},
		{"no channel", "chat.postMessage", args("text", "x"), "invalid_arguments"},
		{"an unknown argument", "chat.postMessage", args("channel", "C1", "text", "x", "txet", "y"), "invalid_arguments"},
		{"a channel's name", "chat.postMessage", args("channel", "#kintai", "text", "x"), "channel_not_found"},
		{"nothing to say", "chat.postMessage", args("channel", "C1"), "no_text"},
		{"blocks without text", "chat.postMessage", args("channel", "C1", "blocks", `[{"type":"divider"}]`), "no_text"},
		{"no blocks", "chat.postMessage", args("channel", "C1", "text", "x", "blocks", `{}`), "invalid_blocks_format"},
		{"a thread of nothing", "chat.postMessage", args("channel", "C1", "text", "x", "thread_ts", "1.2"), "cannot_reply_to_message"},
		{"a thread", "chat.postMessage", args("channel", "C1", "text", "x", "thread_ts", ts), `"thread_ts":"` + ts},
		{"to a person", "chat.postMessage", args("channel", "U1", "text", "x"), `"channel":"D1"`},
		{"only for one", "chat.postEphemeral", args("channel", "C1", "user", "U1", "text", "x"), "message_ts"},
		{"only for nobody", "chat.postEphemeral", args("channel", "C1", "user", "U9", "text", "x"), "user_not_found"},
		{"update", "chat.update", args("channel", "C1", "ts", own.TS, "text", "y"), `"text":"y"`},
		{"update a person's", "chat.update", args("channel", "C1", "ts", ts, "text", "y"), "cant_update_message"},
		{"update nothing", "chat.update", args("channel", "C1", "ts", "1.2", "text", "y"), "message_not_found"},
		{"react", "reactions.add", args("channel", "C1", "timestamp", ts, "name", "white_check_mark"), `"ok":true`},
		{"react twice", "reactions.add", args("channel", "C1", "timestamp", ts, "name", "white_check_mark"), "already_reacted"},
		{"with colons", "reactions.add", args("channel", "C1", "timestamp", ts, "name", ":x:"), "invalid_name"},
		{"take it back", "reactions.remove", args("channel", "C1", "timestamp", ts, "name", "white_check_mark"), `"ok":true`},
		{"take it back twice", "reactions.remove", args("channel", "C1", "timestamp", ts, "name", "white_check_mark"), "no_reaction"},
		{"open a direct message", "conversations.open", args("users", "U1"), `"id":"D1"`},
		{"with nobody", "conversations.open", args("users", "U9"), "user_not_found"},
		{"history", "conversations.history", args("channel", "C1"), ts},
		{"user", "users.info", args("user", "U1"), "tanaka@example.jp"},
		{"delete a person's", "chat.delete", args("channel", "C1", "ts", ts), "cant_delete_message"},
		{"delete", "chat.delete", args("channel", "C1", "ts", own.TS), `"ok":true`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if status, answer := h.slack(t, c.method, c.form); status != 200 || !strings.Contains(answer, c.want) {
				t.Errorf("answered %d %s, want %s", status, answer, c.want)
			}
		})
	}
	if others := h.Slack.Seen("U2", "C1"); len(others) != 2 {
		t.Errorf("佐藤 sees %d messages, want two: an ephemeral message is for one person", len(others))
	}
}

func TestSlackTokenIsNotReadFromJSON(t *testing.T) {
	h := play(t)
	_, _, answer := h.ask(t, "POST", "/slack/api/auth.test", `{"token":"xoxb-1"}`, "Content-Type", "application/json")
	if !strings.Contains(answer, "not_authed") {
		t.Error(answer)
	}
}

func TestSlackPace(t *testing.T) {
	h := play(t, func(c *Config) { c.Slack.Limits = true })
	post := func(channel string) (int, string) {
		return h.slack(t, "chat.postMessage", args("channel", channel, "text", "x"))
	}
	post("C1")
	if status, answer := post("C1"); status != 429 || !strings.Contains(answer, "ratelimited") {
		t.Errorf("%d %s", status, answer)
	}
	if status, _ := post("U1"); status != 200 {
		t.Errorf("another channel: %d", status)
	}
	h.Time().Advance(time.Second)
	if status, _ := post("C1"); status != 200 {
		t.Errorf("a second later: %d", status)
	}
}

func TestSlackChallenge(t *testing.T) {
	h := play(t)
	if _, ok := h.Slack.Challenge(ctx); ok {
		t.Error("an empty answer was right")
	}
	h.bot.set(func(k hook) (int, string) { return 200, k.json(t)["challenge"].(string) })
	if _, ok := h.Slack.Challenge(ctx); !ok {
		t.Error("the challenge was wrong")
	}
}

func TestSlackInstall(t *testing.T) {
	h := play(t, func(c *Config) { c.Slack.ClientID, c.Slack.ClientSecret = "id", "secret" })
	code := h.Slack.Code()
	for _, c := range []struct{ form, want string }{
		{args("client_id", "id", "client_secret", "x", "code", code), "bad_client_secret"},
		{args("client_id", "x", "client_secret", "secret", "code", code), "invalid_client_id"},
		{args("client_id", "id", "client_secret", "secret", "code", code), `"access_token":"xoxb-1"`},
		{args("client_id", "id", "client_secret", "secret", "code", code), "invalid_code"},
	} {
		if _, answer := h.slack(t, "oauth.v2.access", c.form); !strings.Contains(answer, c.want) {
			t.Errorf("%s: %s, want %s", c.form, answer, c.want)
		}
	}
}
