package slack

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/outbox"
)

var (
	receipt = dialog.Reply{Lang: "ja", Tone: dialog.Success, Title: "✓ 退勤 18:02", Lines: []string{"今日 8:04"}, Private: true, Brief: "✓"}
	problem = dialog.Reply{Lang: "ja", Tone: dialog.Problem, Title: "記録していません: <!channel>"}
	answers = dialog.Reply{Lang: "ja", Title: "今日 8:04", Private: true}

	inRoom = outbox.Address{User: "U0TANAKA", Place: "C0KINTAI", Message: "1795165200.000100"}
	inChat = outbox.Address{User: "U0TANAKA", Place: "D0TANAKA", Direct: true}
	byUser = outbox.Address{User: "U0TANAKA", Direct: true}
)

// TestWays checks which calls an answer leads to, in their order.
func TestWays(t *testing.T) {
	tests := []struct {
		name  string
		to    outbox.Address
		reply dialog.Reply
		calls string
	}{
		{"direct chat", inChat, receipt, "chat.postMessage"},
		{"direct chat not known", byUser, receipt, "conversations.open chat.postMessage"},
		{"receipt in a room", inRoom, receipt, "reactions.add chat.postEphemeral"},
		{"failure in a room is never silent", inRoom, problem, "reactions.add conversations.open chat.postMessage"},
		{"answer in a room", inRoom, answers, "chat.postEphemeral"},
		{"a reaction's answer", outbox.Address{User: "U0TANAKA", Place: "C0KINTAI"}, receipt, "chat.postEphemeral"},
		{"to the room itself", outbox.Address{Place: "C0KINTAI"}, dialog.Reply{Title: "こんにちは"}, "chat.postMessage"},
		{"nothing private to the room itself", outbox.Address{Place: "C0KINTAI"}, answers, ""},
		{"an old card", outbox.Address{User: "U0TANAKA", Edit: "D0TANAKA/1795165300.000100", Direct: true}, receipt, "chat.update"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newBench(t)
			if r := b.send(b.row(tt.to, tt.reply)); r.State != outbox.Sent {
				t.Errorf("%+v", r)
			}
			if got := b.methods(); got != tt.calls {
				t.Errorf("called %q, want %q", got, tt.calls)
			}
		})
	}
}

func TestWhatIsSent(t *testing.T) {
	b := newBench(t)
	r := b.send(b.row(byUser, problem))
	post := b.last(methodPost)
	for name, want := range map[string]string{
		"channel": "D-U0TANAKA", "text": "記録していません: &lt;!channel&gt;", "unfurl_links": "false", "unfurl_media": "false",
		"metadata": `{"event_type":"dakoku_row","event_payload":{"part":"0","row":"row-1"}}`,
	} {
		if got := post.form.Get(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	if post.token != "xoxb-home" || r.Remote != "D-U0TANAKA/1795165300.000002" {
		t.Errorf("token %q, remote %q", post.token, r.Remote)
	}
	b.send(b.row(inRoom, problem))
	if c := b.last(methodReact); c.form.Get("name") != "x" || c.form.Get("timestamp") != inRoom.Message || c.form.Get("channel") != "C0KINTAI" {
		t.Errorf("%v", c.form)
	}
	b.send(b.row(inRoom, receipt))
	if c := b.last(methodReact); c.form.Get("name") != "white_check_mark" {
		t.Errorf("%v", c.form)
	}
	if c := b.last(methodWhisper); c.form.Get("user") != "U0TANAKA" || strings.Count(b.methods(), methodOpen) != 1 {
		t.Errorf("%v, %s", c.form, b.methods())
	}
}

func TestLateWhisperIsADirectMessage(t *testing.T) {
	b := newBench(t)
	item := b.row(inRoom, receipt)
	b.clock = b.clock.Add(6 * time.Minute)
	b.send(item)
	if got := b.methods(); got != "reactions.add conversations.open chat.postMessage" {
		t.Error(got)
	}
}

func TestResponseURL(t *testing.T) {
	b := newBench(t)
	to := outbox.Address{User: "U0TANAKA", Place: "C0KINTAI", Token: b.url + "/response", TokenAt: now.UnixMilli()}
	if r := b.send(b.row(to, receipt)); r.State != outbox.Sent || b.methods() != "/response" {
		t.Fatalf("%+v %s", r, b.methods())
	}
	if c := b.last("/response"); c.form.Get("response_type") != "ephemeral" || c.form.Get("replace_original") != "false" {
		t.Errorf("%v", c.form)
	}
	b.script["/response"] = []answer{{status: 404, body: "used_url"}}
	if r := b.send(b.row(to, receipt)); r.State != outbox.Sent || b.methods() != "/response /response chat.postEphemeral" {
		t.Errorf("used up: %+v %s", r, b.methods())
	}
	old := b.row(to, receipt)
	old.Address.TokenAt -= (31 * time.Minute).Milliseconds()
	if r := b.send(old); r.State != outbox.Sent || strings.Count(b.methods(), "/response") != 2 {
		t.Errorf("too old: %+v %s", r, b.methods())
	}
	b.script["/response"] = []answer{{cut: true}}
	if r := b.send(b.row(to, receipt)); r.State != outbox.Owed || strings.Contains(r.Note, "/response") {
		t.Errorf("the secret URL is in the note: %+v", r)
	}
}

// TestAnswersAt checks where an answer may be posted: to Slack and to what plays it here.
func TestAnswersAt(t *testing.T) {
	p := New(Config{APIURL: "http://127.0.0.1:8080/sandbox/slack/api/"})
	for address, want := range map[string]bool{
		"https://hooks.slack.com/actions/T1/1/x":     true,
		"https://hooks.slack-gov.com/commands/T1/1":  true,
		"http://127.0.0.1:8080/sandbox/slack/answer": true,
		"":                                    false,
		"https://hooks.slack.com.evil.org/x":  false,
		"https://hooks.slack.com@evil.org/x":  false,
		"https://x:y@hooks.slack.com/x":       false,
		"http://hooks.slack.com/actions/x":    false,
		"http://169.254.169.254/latest/":      false,
		"http://127.0.0.1:5432/":              false,
		"https://127.0.0.1:8080/sandbox":      false,
		"file:///etc/passwd":                  false,
		"https://hooks.slack.com:8443/x/y/z":  false,
		"https://slack.com/api/chat.postMess": false,
	} {
		if got := p.answersAt(address); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

// TestNoRedirect checks that a token does not follow a redirect to another host.
func TestNoRedirect(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("followed") }))
	defer elsewhere.Close()
	slack := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
	defer slack.Close()
	b := newBench(t)
	b.Platform = New(Config{APIURL: slack.URL + "/api", Clock: func() time.Time { return b.clock }})
	if r := b.send(b.row(inChat, receipt)); r.State == outbox.Sent {
		t.Errorf("%+v", r)
	}
}

func TestRoomThatCannotBeUsedIsADirectMessage(t *testing.T) {
	for _, name := range []string{"not_in_channel", "channel_not_found", "is_archived", "user_not_in_channel"} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.script[methodReact], b.script[methodWhisper] = []answer{failing("already_reacted")}, []answer{failing(name)}
			if r := b.send(b.row(inRoom, receipt)); r.State != outbox.Sent {
				t.Errorf("%+v", r)
			}
			if got := b.methods(); got != "reactions.add chat.postEphemeral conversations.open chat.postMessage" {
				t.Error(got)
			}
		})
	}
}

func TestRoomThatCannotBeUsedIsTriedOnce(t *testing.T) {
	b := newBench(t)
	b.script[methodWhisper] = []answer{failing("is_archived"), failing("is_archived")}
	b.script[methodPost] = []answer{limitedFor("2")}
	if r := b.deliver(b.row(inRoom, receipt)); r.State != outbox.Sent || strings.Count(b.methods(), methodWhisper) != 1 {
		t.Errorf("%+v %s", r, b.methods())
	}
}

func TestMessageThatTakesNoReactionIsStillAnswered(t *testing.T) {
	for _, name := range []string{"message_not_found", "missing_scope", "too_many_emoji"} {
		b := newBench(t)
		b.script[methodReact] = []answer{failing(name)}
		if r := b.send(b.row(inRoom, receipt)); r.State != outbox.Sent || b.methods() != "reactions.add chat.postEphemeral" {
			t.Errorf("%s: %+v %s", name, r, b.methods())
		}
	}
}

func TestOldCardThatCannotBeRewritten(t *testing.T) {
	b := newBench(t)
	b.script[methodUpdate] = []answer{failing("edit_window_closed")}
	to := outbox.Address{User: "U0TANAKA", Place: "D0TANAKA", Edit: "1795165300.000100", Direct: true}
	if r := b.send(b.row(to, receipt)); r.State != outbox.Sent || b.methods() != "chat.update chat.postMessage" {
		t.Errorf("%+v %s", r, b.methods())
	}
}

func TestErrorClasses(t *testing.T) {
	tests := []struct {
		name   string
		answer answer
		state  outbox.State
		note   string
	}{
		{"too long", failing("msg_too_long"), outbox.Dead, "msg_too_long"},
		{"bad blocks", failing("invalid_blocks"), outbox.Dead, "invalid_blocks"},
		{"person deactivated", failing("user_disabled"), outbox.Dead, "user_disabled"},
		{"token revoked", failing("token_revoked"), outbox.Dead, "install the app again"},
		{"account inactive", failing("account_inactive"), outbox.Dead, "install the app again"},
		{"bad token", failing("invalid_auth"), outbox.Dead, "install the app again"},
		{"503", answer{status: 503}, outbox.Owed, "503"},
		{"500", answer{status: 500}, outbox.Owed, bots.Uncertain},
		{"Slack's own trouble", failing("internal_error"), outbox.Owed, bots.Uncertain},
		{"connection lost", answer{cut: true}, outbox.Owed, bots.Uncertain},
		{"no JSON", answer{status: 200, body: "<html>"}, outbox.Owed, bots.Uncertain},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newBench(t)
			b.script[methodPost] = []answer{tt.answer}
			r := b.send(b.row(inChat, receipt))
			if r.State != tt.state || !strings.Contains(r.Note, tt.note) {
				t.Errorf("%+v", r)
			}
			if tt.note != bots.Uncertain && strings.Contains(r.Note, bots.Uncertain) {
				t.Errorf("uncertain: %q", r.Note)
			}
		})
	}
}

func TestAPIThatIsDownHasDeliveredNothing(t *testing.T) {
	p := New(Config{APIURL: "http://127.0.0.1:1/api/", Clock: func() time.Time { return now }})
	b := newBench(t)
	got, err := p.Send(t.Context(), mihon(), b.row(inChat, receipt), nil)
	if err != nil || got[0].State != outbox.Owed || strings.Contains(got[0].Note, bots.Uncertain) {
		t.Errorf("%+v %v", got, err)
	}
}

func TestWorkspaceWithoutToken(t *testing.T) {
	b := newBench(t)
	item := b.row(outbox.Address{User: "T0GONE/U1", Direct: true}, receipt)
	if r := b.send(item); r.State != outbox.Dead || b.methods() != "" {
		t.Errorf("%+v %s", r, b.methods())
	}
}
