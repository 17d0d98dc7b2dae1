package slack

import (
	"encoding/json"
	"io/fs"
	"net/url"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/fixtures"
)

// understood is what is compared of an event.
type understood struct {
	event, talk, at string
	kind            dialog.Kind
	ref, text       string
	user, place     string
	dropped         string
}

func summarize(item inbox.Item, r bots.Reading) understood {
	u := understood{
		event: item.EventID, talk: item.Conversation, at: item.At.Format("15:04:05.000000"), kind: r.Activity.Kind, ref: r.Activity.Ref,
		text: r.Activity.Text, user: r.User, place: r.Place, dropped: r.Dropped,
	}
	if !r.Activity.Action.Zero() {
		u.text = r.Activity.Action.String()
	}
	return u
}

// roundTrip receives a request and reads what was stored, or, when that is nothing, what it would have meant.
func roundTrip(t *testing.T, ch bots.Channel, path string, body []byte) (inbox.Item, bots.Reading) {
	t.Helper()
	p := New(Config{})
	got, err := p.Receive(ch, signed(path, body, now))
	if err == nil && len(got.Events) == 0 {
		return inbox.Item{}, understand(ch, body).Reading
	}
	if err != nil || len(got.Events) != 1 {
		t.Fatalf("Receive: %d events, %v", len(got.Events), err)
	}
	r, err := p.Read(ch, got.Events[0])
	if err != nil {
		t.Fatal(err)
	}
	return got.Events[0], r
}

// samples is what each file of the platform's samples means.
var samples = map[string]understood{
	"in_message_emoji.json": {"msg/T0MIHON/C0KINTAI/1795165200.000100", "ch-1/U0TANAKA", "09:00:00.000100", dialog.Said,
		"T0MIHON/C0KINTAI/1795165200.000100", ":shukkin:", "U0TANAKA", "C0KINTAI", ""},
	"in_message_keyword.json": {"msg/T0MIHON/C0KINTAI/1795165200.000200", "ch-1/U0TANAKA", "09:00:00.000200", dialog.Said,
		"T0MIHON/C0KINTAI/1795165200.000200", "退勤 18:30", "U0TANAKA", "C0KINTAI", ""},
	"in_message_dm.json": {"msg/T0MIHON/D0TANAKA/1795165200.000300", "ch-1/U0TANAKA", "09:00:00.000300", dialog.Said,
		"T0MIHON/D0TANAKA/1795165200.000300", "昨日の退勤を18:00に", "U0TANAKA", "", ""},
	"in_app_mention.json": {"msg/T0MIHON/C0KINTAI/1795165200.000600", "ch-1/U0TANAKA", "09:00:00.000600", dialog.Said,
		"T0MIHON/C0KINTAI/1795165200.000600", "明日は休み", "U0TANAKA", "C0KINTAI", ""},
	"in_message_changed.json": {"chg/T0MIHON/C0KINTAI/1795165200.000200/1795165260.000100", "ch-1/U0TANAKA", "09:01:00.000100", dialog.Edited,
		"chg/T0MIHON/C0KINTAI/1795165200.000200/1795165260.000100", "退勤 18:30", "U0TANAKA", "C0KINTAI", ""},
	"in_message_deleted.json": {"del/T0MIHON/C0KINTAI/1795165200.000200", "ch-1/U0TANAKA", "09:01:10.000100", dialog.Withdrawn,
		"del/T0MIHON/C0KINTAI/1795165200.000200", "", "U0TANAKA", "C0KINTAI", ""},
	"in_reaction_added.json": {"rea/T0MIHON/C0KINTAI/1795161600.000100/U0TANAKA/shukkin/1795165200.000400", "ch-1/U0TANAKA", "09:00:00.000400", dialog.Reacted,
		"T0MIHON/C0KINTAI/1795161600.000100/U0TANAKA/shukkin", ":shukkin:", "U0TANAKA", "C0KINTAI", ""},
	"in_reaction_removed.json": {"unr/T0MIHON/C0KINTAI/1795161600.000100/U0TANAKA/shukkin/1795165200.000400", "ch-1/U0TANAKA", "09:00:00.000400", dialog.Withdrawn,
		"unr/T0MIHON/C0KINTAI/1795161600.000100/U0TANAKA/shukkin/1795165200.000400", "", "U0TANAKA", "C0KINTAI", ""},
	"in_app_home_opened.json": {"home/T0MIHON/D0TANAKA/U0TANAKA/1795165200.000500", "ch-1/U0TANAKA", "09:00:00.000500", dialog.Opened,
		"home/T0MIHON/D0TANAKA/U0TANAKA/1795165200.000500", "", "U0TANAKA", "", ""},
	"in_member_joined_channel.json": {"join/T0MIHON/C0KINTAI/U0BOT/1795165200.000700", "ch-1/C0KINTAI", "09:00:00.000700", dialog.Joined,
		"join/T0MIHON/C0KINTAI/U0BOT/1795165200.000700", "", "", "C0KINTAI", ""},
	"in_app_uninstalled.json": {"evt/T0MIHON/Ev0000014", "ch-1/-", "09:00:01.000000", "", "", "", "", "", ""},
	"in_app_rate_limited.json": {"lim/T0MIHON/202611200900", "ch-1/-", "09:00:00.000000", "", "", "", "", "",
		"Slack held back deliveries in this minute: too many an hour"},
	"in_block_actions_approve.json": {"act/T0MIHON/U0MGR/1795165360.000100/req_approve", "ch-1/U0MGR", "09:02:40.000100", dialog.Pressed,
		"act/T0MIHON/U0MGR/1795165360.000100/req_approve", "K7P2", "U0MGR", "", ""},
	"in_block_actions_home.json": {"act/T0MIHON/U0TANAKA/1795165361.000100/punch_out", "ch-1/U0TANAKA", "09:02:41.000100", dialog.Pressed,
		"act/T0MIHON/U0TANAKA/1795165361.000100/punch_out", "out", "U0TANAKA", "", ""},
	"in_view_submission.json": {"int/T0MIHON/U0TANAKA/view_submission/777.888.abcdef", "ch-1/-", "09:00:01.000000", "", "", "", "", "",
		"nothing is asked by view_submission correction"},
	"in_view_closed.json": {"int/T0MIHON/U0TANAKA/view_closed/V0CORR/", "ch-1/-", "09:00:01.000000", "", "", "", "", "",
		"nothing is asked by view_closed correction"},
	"in_message_action.json": {"int/T0MIHON/U0TANAKA/message_action/1795165400.000100", "ch-1/-", "09:03:20.000100", "", "", "", "", "",
		"nothing is asked by message_action fix_this_punch"},
	"in_shortcut.json": {"int/T0MIHON/U0TANAKA/shortcut/1795165400.000200", "ch-1/-", "09:03:20.000200", "", "", "", "", "",
		"nothing is asked by shortcut open_correction"},
	"in_slash.form.json": {"cmd/T0MIHON/111.222.abcdef", "ch-1/U0TANAKA", "09:00:01.000000", dialog.Said,
		"cmd/T0MIHON/111.222.abcdef", "訂正 11/20", "U0TANAKA", "C0KINTAI", ""},
}

func TestSamples(t *testing.T) {
	files, err := fs.Glob(fixtures.Webhooks, "webhooks/slack/*.json")
	if err != nil || len(files) < len(samples) {
		t.Fatalf("%d samples, %v", len(files), err)
	}
	elsewhere := map[string]bool{ // tested where they belong
		"in_url_verification.json": true, "signed_vector.json": true,
		"sock_hello.json": true, "sock_events_api.json": true, "sock_disconnect.json": true,
	}
	for _, file := range files {
		name := file[strings.LastIndex(file, "/")+1:]
		want, known := samples[name]
		if !known {
			if !elsewhere[name] {
				t.Errorf("%s is not tested", name)
			}
			continue
		}
		t.Run(name, func(t *testing.T) {
			path, body := "/events", fixture(t, name)
			var sample struct {
				Type string `json:"type"`
				Body string `json:"body"`
			}
			if err := json.Unmarshal(body, &sample); err != nil {
				t.Fatal(err)
			}
			switch sample.Type {
			case "":
				path, body = "/commands", []byte(sample.Body)
			case "block_actions", "view_submission", "view_closed", "message_action", "shortcut":
				path, body = "/interactions", []byte(url.Values{"payload": {string(body)}}.Encode())
			}
			item, read := roundTrip(t, mihon(), path, body)
			if got := summarize(item, read); got != want {
				t.Errorf("\n got %+v\nwant %+v", got, want)
			}
		})
	}
}

func TestChallenge(t *testing.T) {
	body := fixture(t, "in_url_verification.json")
	got, err := New(Config{}).Receive(mihon(), signed("/events", body, now))
	if err != nil || string(got.Answer) != "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P" || len(got.Events) != 0 {
		t.Fatalf("%q, %v", got.Answer, err)
	}
	wrong := signed("/events", body, now)
	wrong.Header.Set(headerSignature, "v0=00")
	if got, err := New(Config{}).Receive(mihon(), wrong); err == nil {
		t.Fatalf("answered %q to a challenge nobody signed", got.Answer)
	}
}

func TestUninstallNamesTheWorkspace(t *testing.T) {
	_, read := roundTrip(t, mihon(), "/events", fixture(t, "in_app_uninstalled.json"))
	if read.Install == nil || read.Install.Workspace != "T0MIHON" || !read.Install.Removed {
		t.Fatalf("%+v", read)
	}
}

func TestUnknownPath(t *testing.T) {
	if _, err := New(Config{}).Receive(mihon(), signed("/other", nil, now)); err == nil {
		t.Fatal("accepted")
	}
}
