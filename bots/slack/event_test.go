package slack

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
)

// callback wraps an event as Slack does for the workspace of the fixtures.
func callback(eventID, event string) []byte {
	return fmt.Appendf(nil, `{"token":"x","team_id":"T0MIHON","type":"event_callback","event_id":%q,"event_time":1795165201,
	"authorizations":[{"enterprise_id":null,"team_id":"T0MIHON","user_id":"U0BOT","is_bot":true}],"event":%s}`, eventID, event)
}

func posting(members string) string {
	return `{"type":"message","channel":"C0KINTAI","channel_type":"channel","user":"U0TANAKA","ts":"1795165200.000100","event_ts":"1795165200.000100",` + members + `}`
}

// quiet are the reasons for which nothing is kept at all.
var quiet = map[string]bool{
	"post of an app": true, "own post": true, "nobody can be named": true, "said in a room that is not for attendance": true,
}

func TestMessages(t *testing.T) {
	tests := []struct {
		name, event   string
		text, dropped string
		mention       bool
	}{
		{"unknown block and element", posting(`"text":"退勤","blocks":[{"type":"hologram","x":1},{"type":"actions","elements":[{"type":"slider","n":[]}]}]`), "退勤", "", false},
		{"a field of another type", posting(`"text":"退勤","display_as_bot":"no","attachments":"none"`), "退勤", "", false},
		{"thread broadcast", posting(`"text":"出勤","subtype":"thread_broadcast"`), "出勤", "", false},
		{"file share", posting(`"text":"出勤","subtype":"file_share","files":[{}]`), "出勤", "", false},
		{"in a thread", posting(`"text":"出勤","thread_ts":"1795165100.000100"`), "出勤", "", false},
		{"named in the room", posting(`"text":"<@U0BOT> 出勤"`), "出勤", "", true},
		{"code fence", posting("\"text\":\"```\\n出勤\\n```\""), "```\n出勤\n```", "", false},
		{"unknown subtype", posting(`"text":"x","subtype":"channel_topic"`), "", "message of subtype channel_topic", false},
		{"post of the bot", posting(`"text":"出勤","bot_id":"B0KINTAI"`), "", "post of an app", false},
		{"own user", strings.Replace(posting(`"text":"出勤"`), "U0TANAKA", "U0BOT", 1), "", "own post", false},
		{"nobody", strings.Replace(posting(`"text":"出勤"`), "U0TANAKA", "", 1), "", "nobody can be named", false},
		{"another room", strings.Replace(posting(`"text":"出勤"`), "C0KINTAI", "C0TALK", 1), "", "said in a room that is not for attendance", false},
		{"named in another room", strings.Replace(posting(`"text":"<@U0BOT> 出勤"`), "C0KINTAI", "C0TALK", 1), "出勤", "", true},
		{"unknown event", `{"type":"pin_added","user":"U0TANAKA","event_ts":"1795165200.000100"}`, "", "unknown event pin_added", false},
		{"somebody joins", `{"type":"member_joined_channel","user":"U0TANAKA","channel":"C0KINTAI","event_ts":"1795165200.000100"}`, "", "somebody else joined a room", false},
		{"the messages tab", `{"type":"app_home_opened","user":"U0TANAKA","channel":"D1","tab":"messages","event_ts":"1795165200.000100"}`, "", "opened the tab messages", false},
		{"a new account", `{"type":"team_join","user":{"id":"U0NEW"},"event_ts":"1795165200.000100"}`, "", "unknown event team_join", false},
		{"a profile", `{"type":"user_change","user":{"id":"U0NEW","deleted":false},"event_ts":"1795165200.000100"}`, "", "an account's profile changed", false},
		{"people's tokens", `{"type":"tokens_revoked","tokens":{"oauth":["U1"],"bot":[]}}`, "", "tokens of people were revoked, not the bot's", false},
		{"no time", strings.Replace(posting(`"text":"出勤"`), `"ts":"1795165200.000100"`, `"ts":"soon"`, 1), "", "malformed", false},
		{"no event", `null`, "", "malformed", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			item, read := roundTrip(t, mihon(), "/events", callback("Ev1", tt.event))
			if noise := item.EventID == ""; noise != quiet[read.Dropped] {
				t.Errorf("kept nothing: %v", noise)
			}
			if a := read.Activity; a.Text != tt.text || read.Dropped != tt.dropped || a.Mention != tt.mention {
				t.Errorf("text %q dropped %q mention %v", a.Text, read.Dropped, a.Mention)
			}
			if tt.dropped != "" && strings.Contains(string(item.Body), "出勤") {
				t.Errorf("what is dropped is kept: %s", item.Body)
			}
		})
	}
}

func TestOneMessageIsOneEvent(t *testing.T) {
	names := map[string]bool{}
	for i := range 11 {
		item, _ := roundTrip(t, mihon(), "/events", callback(fmt.Sprint("Ev", i), posting(`"text":"<@U0BOT> 出勤"`)))
		names[item.EventID] = true
	}
	mention := strings.Replace(posting(`"text":"<@U0BOT> 出勤"`), `"message"`, `"app_mention"`, 1)
	item, read := roundTrip(t, mihon(), "/events", callback("Ev99", mention))
	if names[item.EventID] = true; len(names) != 1 {
		t.Fatalf("%d names: %v", len(names), names)
	}
	if read.Activity.Text != "出勤" || !read.Activity.Mention {
		t.Fatalf("%+v", read.Activity)
	}
}

func TestRetryKeepsTheTimeOfTheMessage(t *testing.T) {
	r := signed("/events", fixture(t, "in_message_emoji.json"), now)
	r.Now = now.Add(5 * 60e9)
	r.Header = signed("/events", r.Body, r.Now).Header
	r.Header.Set("X-Slack-Retry-Num", "3")
	got, err := New(Config{}).Receive(mihon(), r)
	if err != nil || got.Events[0].At.Unix() != 1795165200 {
		t.Fatalf("%v %v", got.Events, err)
	}
}

func edit(before, after string) string {
	return fmt.Sprintf(`{"type":"message","subtype":"message_changed","channel":"C0KINTAI","ts":"1795165260.000100","event_ts":"1795165260.000100",
	"message":{"user":"U0TANAKA","text":%q,"ts":"1795165200.000100"},"previous_message":{"user":"U0TANAKA","text":%q,"ts":"1795165200.000100"}}`, after, before)
}

func TestEdits(t *testing.T) {
	tests := []struct {
		name, event string
		kind        dialog.Kind
		dropped     string
	}{
		{"new text", edit("退勤 18:00", "退勤 18:30"), dialog.Edited, ""},
		{"only a preview", edit("退勤", "退勤"), "", "the text did not change"},
		{"only marked bold", edit("退勤", "*退勤*"), "", "the text did not change"},
		{"of the bot's post", strings.Replace(edit("a", "b"), `"message":{`, `"message":{"bot_id":"B0",`, 1), "", "post of an app"},
		{"deleted under answers", strings.Replace(edit("退勤", "This message was deleted."), `"message":{`, `"message":{"subtype":"tombstone",`, 1), dialog.Withdrawn, ""},
		{"without the former", `{"type":"message","subtype":"message_changed","channel":"C0KINTAI","event_ts":"1795165260.000100","message":{"text":"x"}}`, "", "malformed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, read := roundTrip(t, mihon(), "/events", callback("Ev1", tt.event))
			if read.Activity.Kind != tt.kind || read.Dropped != tt.dropped {
				t.Errorf("kind %q dropped %q", read.Activity.Kind, read.Dropped)
			}
			if tt.kind != "" && read.Activity.Message != "T0MIHON/C0KINTAI/1795165200.000100" {
				t.Errorf("about %q", read.Activity.Message)
			}
		})
	}
}

func TestDeletionKeepsNoText(t *testing.T) {
	item, read := roundTrip(t, mihon(), "/events", fixture(t, "in_message_deleted.json"))
	if strings.Contains(string(item.Body), "退勤") {
		t.Errorf("kept: %s", item.Body)
	}
	if want := "msg/T0MIHON/C0KINTAI/1795165200.000200"; len(read.Redact) != 1 || read.Redact[0] != want {
		t.Errorf("redact %v, want %s", read.Redact, want)
	}
	empty, err := New(Config{}).Read(mihon(), item)
	if item.Body = nil; err != nil || empty.Dropped != "" {
		t.Fatalf("%+v %v", empty, err)
	}
	if gone, _ := New(Config{}).Read(mihon(), item); gone.Dropped == "" {
		t.Error("an emptied item means something")
	}
}

func TestReactions(t *testing.T) {
	sample := string(fixture(t, "in_reaction_added.json"))
	tests := []struct{ name, from, to, text, dropped string }{
		{"skin tone", `"reaction": "shukkin"`, `"reaction":"wave::skin-tone-3"`, ":wave:", ""},
		{"somebody else's message", `"item_user": "U0BOT"`, `"item_user":"U0MGR"`, "", "reaction to somebody else's message"},
		{"nobody's message", `"item_user": "U0BOT",`, ``, "", "reaction to somebody else's message"},
		{"own", `"user": "U0TANAKA"`, `"user":"U0BOT"`, "", "own reaction"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, read := roundTrip(t, mihon(), "/events", []byte(strings.Replace(sample, tt.from, tt.to, 1)))
			if read.Activity.Text != tt.text || read.Dropped != tt.dropped {
				t.Errorf("text %q dropped %q", read.Activity.Text, read.Dropped)
			}
			if read.Reply.Message != "" {
				t.Error("the answer would be a reaction to the bot's own message")
			}
		})
	}
}

func TestDeactivatedAccountLeaves(t *testing.T) {
	_, read := roundTrip(t, mihon(), "/events", callback("Ev1", `{"type":"user_change","user":{"id":"U0TANAKA","deleted":true}}`))
	if read.Activity.Kind != dialog.Left || read.User != "U0TANAKA" {
		t.Fatalf("%+v", read)
	}
}

func TestRevokedBotToken(t *testing.T) {
	_, read := roundTrip(t, mihon(), "/events", callback("Ev1", `{"type":"tokens_revoked","tokens":{"oauth":[],"bot":["U0BOT"]}}`))
	if read.Install == nil || !read.Install.Removed {
		t.Fatalf("%+v", read)
	}
}

func TestMalformedBodies(t *testing.T) {
	for name, body := range map[string]string{
		"no JSON": `{`, "empty": ``, "a list": `[]`, "no type": `{"event":{}}`, "numbers for texts": `{"type":"event_callback","team_id":7}`,
	} {
		t.Run(name, func(t *testing.T) {
			item, read := roundTrip(t, mihon(), "/events", []byte(body))
			if read.Dropped != "malformed" || !strings.HasPrefix(item.EventID, "bad/") {
				t.Fatalf("%s read as %+v", item.EventID, read)
			}
		})
	}
}

func TestWorkspaces(t *testing.T) {
	several := mihon()
	several.Installs = map[string]bots.Install{
		"T0OTHER": {Options: map[string]string{"bot_user": "U0BOT2"}, Secrets: map[string]string{"bot_token": "xoxb-other"}},
		"E0GRID":  {Options: map[string]string{"bot_user": "U0BOT3"}, Secrets: map[string]string{"bot_token": "xoxb-grid"}},
	}
	tests := []struct{ name, team, enterprise, user, token string }{
		{"home", `"T0MIHON"`, `null`, "U0TANAKA", "xoxb-home"},
		{"installed", `"T0OTHER"`, `null`, "T0OTHER/U0TANAKA", "xoxb-other"},
		{"of an organisation", `"T0SUB"`, `"E0GRID"`, "E0GRID/U0TANAKA", "xoxb-grid"},
		{"not installed", `"T0STRANGE"`, `null`, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var e map[string]json.RawMessage
			if err := json.Unmarshal(fixture(t, "in_message_dm.json"), &e); err != nil {
				t.Fatal(err)
			}
			e["authorizations"] = fmt.Appendf(nil, `[{"enterprise_id":%s,"team_id":%s,"user_id":"U0BOT","is_bot":true}]`, tt.enterprise, tt.team)
			body, _ := json.Marshal(e)
			item, read := roundTrip(t, several, "/events", body)
			if read.User != tt.user {
				t.Fatalf("user %q, want %q (%s)", read.User, tt.user, read.Dropped)
			}
			if tt.user == "" {
				return
			}
			if item.Conversation != "ch-1/"+tt.user {
				t.Errorf("conversation %q", item.Conversation)
			}
			ws, user := whereabouts(several, read.Reply.Workspace, read.Reply.User)
			if ws.token != tt.token || user != "U0TANAKA" {
				t.Errorf("answered with %q as %q", ws.token, user)
			}
			if ws, _ := whereabouts(several, "", read.User); ws.token != tt.token {
				t.Errorf("told unasked with %q", ws.token)
			}
		})
	}
}
