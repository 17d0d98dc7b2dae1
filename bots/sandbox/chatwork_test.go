package sandbox

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
)

const testRoom = "400000001"

func (h *house) cw(t *testing.T, method, path, form string, headers ...string) (int, string) {
	t.Helper()
	status, _, answer := h.ask(t, method, "/chatwork/v2"+path, form, append([]string{"X-ChatWorkToken", "cw-token", "Content-Type", "application/x-www-form-urlencoded"}, headers...)...)
	return status, answer
}

func TestChatworkSignsWhatItSends(t *testing.T) {
	h := play(t)
	h.say(t, domain.Chatwork, "出勤")
	got := h.bot.hooks()[0]
	key, _ := base64.StdEncoding.DecodeString(testHook)
	m := hmac.New(sha256.New, key)
	m.Write(got.body)
	want := base64.StdEncoding.EncodeToString(m.Sum(nil))
	if got.header.Get("X-ChatWorkWebhookSignature") != want || got.query.Get("chatwork_webhook_signature") != want || got.path != "/hooks/chatwork/umi-chatwork" {
		t.Errorf("signature %q, want %q", got.header.Get("X-ChatWorkWebhookSignature"), want)
	}
	o := got.json(t)
	e := o["webhook_event"].(map[string]any)
	if o["webhook_event_type"] != "message_created" || e["body"] != "出勤" || e["account_id"] != 3000001.0 || e["update_time"] != 0.0 || e["send_time"] != float64(testNow.Unix()) {
		t.Errorf("event %v", o)
	}
	if _, text := e["message_id"].(string); !text {
		t.Error("message_id must be text: it has 64 bits")
	}
}

// TestChatworkPublishedVector is the one of github.com/sue445/chatwork_webhook_verify.
func TestChatworkPublishedVector(t *testing.T) {
	body := `{"webhook_setting_id":"581","webhook_event_type":"mention_to_me","webhook_event_time":1516629767,"webhook_event":{"from_account_id":2861671,"to_account_id":2739132,"room_id":93207172,"message_id":"1007287971738591232","body":"[rp aid=2739132 to=93207172-1007287785163345920] sue445\ntest","send_time":1516629766,"update_time":0}}`
	key, _ := base64.StdEncoding.DecodeString(testHook)
	if got := base64.StdEncoding.EncodeToString(mac(key, []byte(body))); got != "NTIUzbXiwLvM7C/MT3Kd75Lw1w2N5tyWtcEieKiqhY0=" {
		t.Errorf("signed %s", got)
	}
}

func TestChatworkWebhooks(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(h *house) error
		want []string // the events' types
	}{
		{"in the room", func(h *house) error { _, err := h.Chatwork.Say(ctx, "3000001", testRoom, "出勤"); return err }, []string{"message_created"}},
		{"a mention is two", func(h *house) error {
			_, err := h.Chatwork.Say(ctx, "3000001", testRoom, "[To:3999999]勤怠ボットさん\n出勤")
			return err
		}, []string{"message_created", "mention_to_me"}},
		{"a reply is a mention", func(h *house) error {
			h.cw(t, "POST", "/rooms/"+testRoom+"/messages", "body=x")
			h.Wait()
			h.bot.forget()
			posts := h.Chatwork.Seen("3000001", testRoom)
			_, err := h.Chatwork.Reply(ctx, "3000001", testRoom, posts[0].ID, "承認")
			return err
		}, []string{"message_created", "mention_to_me"}},
		{"a mention of somebody else", func(h *house) error {
			_, err := h.Chatwork.Say(ctx, "3000001", testRoom, "[To:3000002]佐藤さん")
			return err
		}, []string{"message_created"}},
		{"an edit", func(h *house) error {
			h.say(t, domain.Chatwork, "出勤")
			h.bot.forget()
			_, err := h.Chatwork.Edit(ctx, "3000001", testRoom, h.Chatwork.Seen("3000001", testRoom)[0].ID, "退勤")
			return err
		}, []string{"message_updated"}},
		{"a mention that is edited is no new mention", func(h *house) error {
			h.say(t, domain.Chatwork, "[To:3999999]出勤")
			h.bot.forget()
			_, err := h.Chatwork.Edit(ctx, "3000001", testRoom, h.Chatwork.Seen("3000001", testRoom)[0].ID, "[To:3999999]退勤")
			return err
		}, []string{"message_updated"}},
		{"a deletion is not told", func(h *house) error {
			h.say(t, domain.Chatwork, "出勤")
			h.bot.forget()
			return h.Chatwork.Delete("3000001", testRoom, h.Chatwork.Seen("3000001", testRoom)[0].ID)
		}, nil},
		{"a direct chat without a webhook", func(h *house) error { _, err := h.Chatwork.Say(ctx, "3000001", "", "出勤"); return err }, nil},
		{"its own post is told", func(h *house) error {
			h.cw(t, "POST", "/rooms/"+testRoom+"/messages", "body=x")
			h.Wait()
			return nil
		}, []string{"message_created"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := play(t, func(c *Config) { c.Chatwork.Watched = -1 })
			if err := c.do(h); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, k := range h.bot.hooks() {
				got = append(got, k.json(t)["webhook_event_type"].(string))
			}
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("webhooks %v, want %v", got, c.want)
			}
		})
	}
}

func TestChatworkNeverSendsAgain(t *testing.T) {
	h := play(t)
	h.bot.set(func(hook) (int, string) { return 503, "" })
	if d := h.say(t, domain.Chatwork, "出勤"); d.Acked || h.Pending(domain.Chatwork) != 0 {
		t.Errorf("acknowledged %v, pending %d", d.Acked, h.Pending(domain.Chatwork))
	}
}

func TestChatworkLongAnswerIsAProblem(t *testing.T) {
	h := play(t)
	h.bot.set(func(hook) (int, string) { return 200, strings.Repeat("x", cwAnswer+1) })
	h.say(t, domain.Chatwork, "出勤")
	if len(h.Problems()) != 1 {
		t.Errorf("problems %v", h.Problems())
	}
}

func TestChatworkRoomLimit(t *testing.T) {
	h := play(t)
	post := func() (int, string) { return h.cw(t, "POST", "/rooms/"+testRoom+"/messages", "body=x") }
	for i := range cwRoomPosts {
		if status, answer := post(); status != 200 {
			t.Fatalf("post %d: %d %s", i+1, status, answer)
		}
	}
	if status, answer := post(); status != 429 || !strings.Contains(answer, cwRoomTooOften) {
		t.Errorf("the eleventh: %d %s", status, answer)
	}
	if status, _ := h.cw(t, "POST", "/rooms/"+testRoom+"/tasks", "body=x&to_ids=3000001"); status != 429 {
		t.Errorf("a task counts too: %d", status)
	}
	h.Time().Advance(cwRoomWindow)
	if status, _ := post(); status != 200 {
		t.Errorf("ten seconds later: %d", status)
	}
}

func TestChatworkAccountLimit(t *testing.T) {
	h := play(t)
	for range cwRequests {
		if status, answer := h.cw(t, "GET", "/me", ""); status != 200 {
			t.Fatalf("%d %s", status, answer)
		}
	}
	status, header, _ := h.ask(t, "GET", "/chatwork/v2/me", "", "X-ChatWorkToken", "cw-token")
	if status != 429 || header.Get("X-Ratelimit-Remaining") != "0" || header.Get("X-Ratelimit-Reset") != fmt.Sprint(testNow.Add(cwWindow).Unix()) {
		t.Errorf("%d %v", status, header)
	}
	h.Time().Advance(5 * time.Minute)
	if status, _ := h.cw(t, "GET", "/me", ""); status != 200 {
		t.Errorf("five minutes later: %d", status)
	}
}

func TestChatworkAPI(t *testing.T) {
	h := play(t)
	h.say(t, domain.Chatwork, "出勤")
	mine := h.Chatwork.Seen("3000001", testRoom)[0].ID
	_, answer := h.cw(t, "POST", "/rooms/"+testRoom+"/messages", "body=x")
	own := strings.Split(answer, `"`)[3]
	room := "/rooms/" + testRoom
	for _, c := range []struct {
		name, method, path, form string
		headers                  []string
		status                   int
		want                     string
	}{
		{"me", "GET", "/me", "", nil, 200, `"account_id":3999999`},
		{"no token", "GET", "/me", "", []string{"X-ChatWorkToken", ""}, 401, "Invalid API token"},
		{"bearer", "GET", "/me", "", []string{"X-ChatWorkToken", "", "Authorization", "Bearer cw-token"}, 200, ""},
		{"contacts", "GET", "/contacts", "", nil, 200, `"account_id":3000002`},
		{"no requests", "GET", "/incoming_requests", "", nil, 204, ""},
		{"rooms", "GET", "/rooms", "", nil, 200, `"type":"direct"`},
		{"a foreign room", "GET", "/rooms/1", "", nil, 403, ""},
		{"members", "GET", room + "/members", "", nil, 200, "小林 新"},
		{"messages", "GET", room + "/messages?force=1", "", nil, 200, mine},
		{"new messages", "GET", room + "/messages", "", nil, 200, own},
		{"nothing new", "GET", room + "/messages?force=0", "", nil, 204, ""},
		{"force by a word", "GET", room + "/messages?force=yes", "", nil, 400, "force"},
		{"one message", "GET", room + "/messages/" + mine, "", nil, 200, "出勤"},
		{"no message", "GET", room + "/messages/1", "", nil, 404, ""},
		{"edit an own one", "PUT", room + "/messages/" + own, "body=y", nil, 200, own},
		{"edit another's", "PUT", room + "/messages/" + mine, "body=y", nil, 403, ""},
		{"JSON", "POST", room + "/messages", `{"body":"x"}`, []string{"Content-Type", "application/json"}, 400, ""},
		{"no body", "POST", room + "/messages", "self_unread=1", nil, 400, "body"},
		{"empty body", "POST", room + "/messages", "body=", nil, 400, "body"},
		{"too long", "POST", room + "/messages", "body=" + strings.Repeat("x", cwBody+1), nil, 400, "65535"},
		{"as long as it may be", "POST", room + "/messages", "body=" + url.QueryEscape(strings.Repeat("あ", cwBody)), nil, 200, ""},
		{"a task", "POST", room + "/tasks", "body=x&to_ids=3000001&limit_type=none", nil, 200, "task_ids"},
		{"a task of a stranger", "POST", room + "/tasks", "body=x&to_ids=1", nil, 400, "to_ids"},
		{"tasks", "GET", room + "/tasks?status=open", "", nil, 200, `"status":"open"`},
		{"no done tasks", "GET", room + "/tasks?status=done", "", nil, 204, ""},
		{"read", "PUT", room + "/messages/read", "", nil, 200, "unread_num"},
		{"delete", "DELETE", room + "/messages/" + own, "", nil, 200, own},
		{"unknown", "GET", "/teams", "", nil, 404, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if status, answer := h.cw(t, c.method, c.path, c.form, c.headers...); status != c.status || !strings.Contains(answer, c.want) {
				t.Errorf("answered %d %.300s", status, answer)
			}
		})
	}
}

func TestChatworkContacts(t *testing.T) {
	h := play(t)
	stranger := h.People()[2].Chatwork
	if _, err := h.Chatwork.Say(ctx, stranger, "", "482913"); err == nil {
		t.Fatal("a stranger has a direct chat")
	}
	if err := h.Chatwork.Ask(stranger, "よろしく"); err != nil {
		t.Fatal(err)
	}
	if err := h.Chatwork.Ask(stranger, "よろしく"); err != nil {
		t.Fatal(err)
	}
	_, answer := h.cw(t, "GET", "/incoming_requests", "")
	id := strings.Split(strings.Split(answer, `"request_id":`)[1], "}")[0]
	id = strings.Split(id, ",")[0]
	if status, answer := h.cw(t, "PUT", "/incoming_requests/"+id, ""); status != 200 || !strings.Contains(answer, `"room_id"`) {
		t.Fatalf("%d %s", status, answer)
	}
	if status, _ := h.cw(t, "PUT", "/incoming_requests/"+id, ""); status != 404 {
		t.Errorf("accepted twice: %d", status)
	}
	if _, err := h.Chatwork.Say(ctx, stranger, "", "482913"); err != nil {
		t.Error(err)
	}
	noProblems(t, h.Sandbox)
}
