package line

import (
	"bufio"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
)

const fixtures = "../../fixtures/webhooks/line/"

// The cast of the fixtures.
const (
	bot    = "Uf552cc5023d8319aea1181f76f3adcbd"
	taro   = "Uc189941acf780de956fe5d1483d7a598"
	hanako = "Uac5d960c71f2731a0ce76f67ca8980aa"
	boss   = "Ub6ae4bc13d2a43a6ada270691286d33c"
	group  = "Cd6909d4585e48b7f8b97acc97187c257"
	room   = "R354d2c366eb5300ff4ea9117e51cd4d8"
)

var clock domain.Clock = func() time.Time { return time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC) }

func platform(t *testing.T, cfg Config) *Platform {
	t.Helper()
	if cfg.Clock == nil {
		cfg.Clock = clock
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	p, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func channel(secret string) bots.Channel {
	return bots.Channel{ID: "ch", Tenant: "t", Key: "umi-line", Kind: domain.LINE,
		Options: map[string]string{OptionBot: bot}, Secrets: map[string]string{SecretSigning: secret, SecretToken: "token"}}
}

func request(signature string, body []byte) bots.Request {
	return bots.Request{Header: http.Header{"X-Line-Signature": {signature}}, Body: body, Now: clock()}
}

// signatures reads SIGNATURES.tsv: the secret, and the signature of each file.
func signatures(t *testing.T) (secret string, of map[string]string) {
	t.Helper()
	f, err := os.Open(fixtures + "SIGNATURES.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	of = map[string]string{}
	for s := bufio.NewScanner(f); s.Scan(); {
		name, value, _ := strings.Cut(s.Text(), "\t")
		if name == "# secret" {
			secret = value
		} else {
			of[name] = value
		}
	}
	return secret, of
}

// meaning is what a fixture's event is expected to mean.
type meaning struct {
	dropped string
	kind    dialog.Kind
	text    string
	action  dialog.Action
	value   string
	user    string
	place   string
	mention bool
}

var meanings = map[string][]meaning{
	"verify_empty":                     {},
	"follow_new":                       {{kind: dialog.Joined, user: taro}},
	"follow_unblocked":                 {{kind: dialog.Joined, user: hanako}},
	"unfollow":                         {{kind: dialog.Left, user: hanako}},
	"message_text_clock_in":            {{kind: dialog.Said, text: "出勤", user: taro}},
	"message_text_room":                {{kind: dialog.Said, text: "退勤", user: taro, place: room}},
	"message_sticker":                  {{kind: dialog.Said, text: "sticker:446/1988", user: hanako}},
	"message_image":                    {{dropped: "image", kind: dialog.Said, user: taro}},
	"message_image_set_of_2":           {{dropped: "image", kind: dialog.Said, user: taro}, {dropped: "image", kind: dialog.Said, user: taro}},
	"message_audio":                    {{dropped: "audio", kind: dialog.Said, user: taro}},
	"message_video":                    {{dropped: "video", kind: dialog.Said, user: taro}},
	"message_location":                 {{dropped: "location", kind: dialog.Said, user: taro}},
	"message_edited_group":             {{kind: dialog.Edited, text: "9:00出勤です（訂正）", user: taro, place: group}},
	"postback_punch":                   {{kind: dialog.Pressed, action: dialog.Action{Name: "v=1&a=punch&k=in"}, user: taro}},
	"postback_approve":                 {{kind: dialog.Pressed, action: dialog.Action{Name: "v=1&a=approve&req=01KQ8ZJ2M7Y3H4T5B6N8P9R0SA&n=7f3c"}, user: boss}},
	"postback_datetime_date":           {{kind: dialog.Pressed, action: dialog.Action{Name: "v=1&a=fixday"}, value: "2026-11-20", user: taro}},
	"postback_datetime_time":           {{kind: dialog.Pressed, action: dialog.Action{Name: "v=1&a=fixtime&d=2026-11-20&k=out"}, value: "18:35", user: taro}},
	"postback_survey_reaction":         {{kind: dialog.Pressed, action: dialog.Action{Name: "v=1&a=react&s=2026-11-24&x=4"}, user: hanako}},
	"join_group":                       {{kind: dialog.Joined, place: group}},
	"leave_group":                      {{dropped: "leave", place: group}},
	"member_joined":                    {{dropped: "memberJoined", place: group}},
	"member_left":                      {{dropped: "memberLeft", place: group}},
	"beacon_enter":                     {{dropped: "beacon", user: taro}},
	"beacon_banner":                    {{dropped: "beacon", user: taro}},
	"beacon_stay_twice":                {{dropped: "beacon", user: taro}, {dropped: "beacon", user: taro}},
	"account_link_ok":                  {{dropped: "accountLink", user: taro}},
	"video_play_complete":              {{dropped: "videoPlayComplete", user: taro}},
	"membership_joined_ignore":         {{dropped: "membership", user: taro}},
	"message_text_quoting_bot_message": {{kind: dialog.Said, text: "これ、9時の間違いです", user: taro}},
	"message_text_group_mention_bot":   {{kind: dialog.Said, text: "今日の出勤状況 (love)", user: taro, place: group, mention: true}},
	"postback_richmenu_switch_ok":      {{dropped: "menu switched", user: boss}},
	"postback_richmenu_switch_failed":  {{dropped: "menu switched", user: boss}},
	"unknown_future_message_type":      {{dropped: "unknown message type", kind: dialog.Said, user: taro}},
	"things_like_extra_properties":     {{kind: dialog.Said, text: "出勤", user: taro}},
}

// envelope is what every event has.
type envelope struct {
	ID    string `json:"webhookEventId"`
	At    int64  `json:"timestamp"`
	Token string `json:"replyToken"`
}

// compare finds the envelope again in what is stored and what is read.
func (e envelope) compare(t *testing.T, item inbox.Item, r bots.Reading) {
	t.Helper()
	a, at := r.Activity, time.UnixMilli(e.At)
	if item.EventID != e.ID || a.Ref != e.ID || !a.At.Equal(at) || !item.At.Equal(at) {
		t.Errorf("name %q ref %q at %v, want %q at %v", item.EventID, a.Ref, a.At, e.ID, at)
	}
	if r.Reply.Token != e.Token || r.Reply.TokenAt != clock().UnixMilli() || r.Reply.Direct != (r.Place == "") {
		t.Errorf("reply address %+v", r.Reply)
	}
	who := r.User
	if who == "" {
		who = r.Place
	}
	if item.Conversation != "ch/"+who {
		t.Errorf("conversation %q", item.Conversation)
	}
}

// TestFixtures takes each signed request through verification, storage form and meaning.
func TestFixtures(t *testing.T) {
	secret, of := signatures(t)
	p, ch := platform(t, Config{}), channel(secret)
	files, _ := filepath.Glob(fixtures + "*.json")
	if len(files) != len(meanings)+1 { // and IDS.json
		t.Errorf("%d files, %d expectations", len(files)-1, len(meanings))
	}
	for name, want := range meanings {
		t.Run(name, func(t *testing.T) {
			body, err := os.ReadFile(fixtures + name + ".json")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := p.Receive(ch, request(of[name], append(body, ' '))); !errors.Is(err, bots.ErrSignature) {
				t.Errorf("one byte more: %v, want a wrong signature", err)
			}
			intake, err := p.Receive(ch, request(of[name], body))
			if err != nil {
				t.Fatal(err)
			}
			if len(intake.Events) != len(want) {
				t.Fatalf("%d events, want %d", len(intake.Events), len(want))
			}
			var sent struct {
				Events []envelope `json:"events"`
			}
			if err := json.Unmarshal(body, &sent); err != nil {
				t.Fatal(err)
			}
			for i, item := range intake.Events {
				item.ReceivedAt = clock()
				r, err := p.Read(ch, item)
				if err != nil {
					t.Fatal(err)
				}
				a := r.Activity
				got := meaning{r.Dropped, a.Kind, a.Text, a.Action, a.Value, r.User, r.Place, a.Mention}
				if got != want[i] {
					t.Errorf("event %d:\n got %+v\nwant %+v", i, got, want[i])
				}
				sent.Events[i].compare(t, item, r)
			}
		})
	}
}
