package chatwork

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/fixtures"
)

// receive signs a body as Chatwork does.
func receive(t *testing.T, p *Platform, ch bots.Channel, body string) []inbox.Item {
	t.Helper()
	key, err := base64.StdEncoding.DecodeString(ch.Secrets[secretWebhook])
	if err != nil {
		t.Fatal(err)
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(body))
	header := http.Header{}
	header.Set(signatureHeader, base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	in, err := p.Receive(ch, bots.Request{Header: header, Body: []byte(body), Now: at.Add(time.Second)})
	if err != nil {
		t.Fatal(err)
	}
	if len(in.Answer) != 0 {
		t.Errorf("the answer is not empty: %q", in.Answer)
	}
	return in.Events
}

const tail = `,"send_time":1795165200,"update_time":0}}`

func created(id, room, account, body string) string {
	return `{"webhook_setting_id":"24681","webhook_event_type":"message_created","webhook_event_time":1795165201,"webhook_event":{"message_id":"` +
		id + `","room_id":` + room + `,"account_id":` + account + `,"body":"` + body + `"` + tail
}

func mention(id, room, from, body string) string {
	return `{"webhook_setting_id":"24682","webhook_event_type":"mention_to_me","webhook_event_time":1795165201,"webhook_event":{"from_account_id":` + from +
		`,"to_account_id":3999999,"room_id":` + room + `,"message_id":"` + id + `","body":"` + body + `"` + tail
}

func updated(id, room, account, body string) string {
	return `{"webhook_setting_id":"24681","webhook_event_type":"message_updated","webhook_event_time":1795165300,"webhook_event":{"message_id":"` +
		id + `","room_id":` + room + `,"account_id":` + account + `,"body":"` + body + `","send_time":1795165200,"update_time":1795165290}}`
}

func TestReceiveAndRead(t *testing.T) {
	sample := func(name string) string {
		data, err := fixtures.Webhooks.ReadFile("webhooks/chatwork/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	to := outbox.Address{User: tanaka, Place: room, Message: "7"}
	reading := func(a dialog.Activity) bots.Reading {
		return bots.Reading{Activity: a, User: tanaka, Place: room, Reply: outbox.Address{User: tanaka, Place: room, Message: a.Message}}
	}
	for _, test := range []struct {
		name, body, event string
		at                time.Time
		want              bots.Reading
	}{
		{"a word", sample("wh_created_text"), "msg/1900000000000000001", at,
			reading(dialog.Activity{Kind: dialog.Said, Ref: "1900000000000000001", Message: "1900000000000000001", At: at, Text: "出勤"})},
		{"an emoticon", sample("wh_created_emoticon"), "msg/1900000000000000002", at,
			reading(dialog.Activity{Kind: dialog.Said, Ref: "1900000000000000002", Message: "1900000000000000002", At: at, Text: "(roger)"})},
		{"a sentence", sample("wh_created_correction"), "msg/1900000000000000003", at,
			reading(dialog.Activity{Kind: dialog.Said, Ref: "1900000000000000003", Message: "1900000000000000003", At: at, Text: "昨日の退勤を18:00に"})},
		{"a mention", sample("wh_mention_to"), "msg/1900000000000000005", at,
			reading(dialog.Activity{Kind: dialog.Said, Ref: "1900000000000000005", Message: "1900000000000000005", At: at, Text: "明日は休み", Mention: true})},
		{"an edit", updated("7", room, tanaka, "退勤"), "upd/7/1795165290", at.Add(90 * time.Second),
			bots.Reading{User: tanaka, Place: room, Reply: to,
				Activity: dialog.Activity{Kind: dialog.Edited, Ref: "upd/7/1795165290", Message: "7", At: at.Add(90 * time.Second), Text: "退勤"}}},
		{"a reply to the bot's message", created("7", room, tanaka, `[rp aid=3999999 to=400000001-6] 勤怠ボットさん\n承認`), "msg/7", at,
			reading(dialog.Activity{Kind: dialog.Said, Ref: "7", Message: "7", At: at, Text: "承認", Mention: true})},
		{"a mention in another room", mention("7", "5", tanaka, `[To:3999999]勤怠ボットさん 出勤`), "msg/7", at,
			bots.Reading{User: tanaka, Place: "5", Reply: outbox.Address{User: tanaka, Place: "5", Message: "7"},
				Activity: dialog.Activity{Kind: dialog.Said, Ref: "7", Message: "7", At: at, Text: "出勤", Mention: true}}},
		{"another room without a mention", created("7", "5", tanaka, "出勤"), "msg/7", at,
			bots.Reading{User: tanaka, Dropped: "not the attendance room, and the bot was not addressed"}},
		{"an unknown type", `{"webhook_event_type":"room_renamed","webhook_event":{"room_id":1}}`, "", at.Add(time.Second),
			bots.Reading{Dropped: "unknown type room_renamed"}},
		{"an event without its message", `{"webhook_event_type":"message_created","webhook_event":{"account_id":3000001}}`, "", at.Add(time.Second),
			bots.Reading{Dropped: "incomplete message_created"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, ch := newFake(t).platform(nil), channel()
			items := receive(t, p, ch, test.body)
			if len(items) != 1 || !items[0].At.Equal(test.at) || test.event != "" && test.want.Dropped == "" && items[0].EventID != test.event {
				t.Fatalf("got %+v", items)
			}
			if want := "ch/" + tanaka; test.want.User != "" && items[0].Conversation != want {
				t.Errorf("conversation %s, want %s", items[0].Conversation, want)
			}
			got, err := p.Read(ch, items[0])
			if err != nil {
				t.Fatal(err)
			}
			if !equal(got, test.want) {
				t.Errorf("got  %+v\nwant %+v", got, test.want)
			}
		})
	}
}

func equal(a, b bots.Reading) bool {
	return reflect.DeepEqual(a.Activity, b.Activity) && a.User == b.User && a.Reply == b.Reply && a.Place == b.Place && a.Dropped == b.Dropped &&
		slices.Equal(a.Redact, b.Redact) && a.Install == b.Install
}

func TestReceiveBrokenBodyIsKeptAndDropped(t *testing.T) {
	for _, body := range []string{``, `{`, `[]`, `{"webhook_event_type":"message_created","webhook_event":{"message_id":{"a":1}}}`} {
		p, ch := newFake(t).platform(nil), channel()
		items := receive(t, p, ch, body)
		if len(items) != 1 {
			t.Fatalf("%q became %d events", body, len(items))
		}
		if got, err := p.Read(ch, items[0]); err != nil || got.Dropped == "" {
			t.Errorf("%q was read as %+v, %v", body, got, err)
		}
	}
}

func TestOwnPostsAreNotKept(t *testing.T) {
	for name, body := range map[string]string{
		"created": created("7", room, bot, "✓ 出勤"), "updated": updated("7", room, bot, "✓ 出勤"), "mention": mention("7", room, bot, "[To:3999999]"),
	} {
		t.Run(name, func(t *testing.T) {
			p, ch := newFake(t).platform(nil), channel()
			if items := receive(t, p, ch, body); len(items) != 0 {
				t.Errorf("kept %+v", items)
			}
			if got, err := p.Read(ch, inbox.Item{Body: []byte(body)}); err != nil || got.Dropped != "own post" {
				t.Errorf("read %+v, %v", got, err)
			}
		})
	}
}

// A mention in the attendance room arrives by both settings, and the reader finds it as well: it is one row.
func TestOneMessageHasOneName(t *testing.T) {
	f := newFake(t)
	p, ch := f.platform(nil), channel()
	k := newKept()
	r := newReader(t, p, ch, k)
	id := f.write(room, tanaka, "[To:3999999]勤怠ボットさん\n出勤")
	items := append(receive(t, p, ch, created(id, room, tanaka, `[To:3999999]勤怠ボットさん\n出勤`)),
		receive(t, p, ch, mention(id, room, tanaka, `[To:3999999]勤怠ボットさん\n出勤`))...)
	if err := k.take(t.Context(), ch, items); err != nil {
		t.Fatal(err)
	}
	look(t, r)
	if !slices.Equal(k.names, []string{"msg/" + id}) {
		t.Errorf("kept %v", k.names)
	}
	for _, it := range items {
		got, err := p.Read(ch, it)
		if err != nil || got.Activity.Text != "出勤" || !got.Activity.Mention || got.User != tanaka {
			t.Errorf("read %+v, %v", got, err)
		}
	}
}
