package chatwork

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
)

const (
	bot, tanaka, sato, suzuki    = "3999999", "3000001", "3000002", "3000009"
	room, tanakaRoom, suzukiRoom = "400000001", "400000777", "410000001"
)

// at is a moment of the fixtures: 2026-11-20 18:00 in Tokyo.
var at = time.Unix(1795165200, 0).UTC()

// said is a message in the fake.
type said struct {
	room, id, account, body string
	sent, updated           int64
}

// fake is Chatwork as far as the client needs it, with its checks and limits.
type fake struct {
	t   *testing.T
	srv *httptest.Server

	mu       sync.Mutex
	now      time.Time
	log      []said // every message
	contacts map[string]string
	asking   []string // accounts that want to be contacts
	calls    []string // "POST /rooms/…/messages"
	used     int
	posts    map[string][]time.Time
	fail     map[string][]func(w http.ResponseWriter) bool // by call; true: answered
	swallow  bool                                          // the next post is made, and its answer lost
	next     int64
}

func newFake(t *testing.T) *fake {
	f := &fake{t: t, now: at, contacts: map[string]string{tanaka: tanakaRoom}, posts: map[string][]time.Time{},
		fail: map[string][]func(http.ResponseWriter) bool{}, next: 1900000000000000100}
	f.srv = httptest.NewServer(f)
	t.Cleanup(f.srv.Close)
	return f
}

func (f *fake) clock() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

func (f *fake) pass(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = f.now.Add(d)
}

// write is a message of somebody, by which no webhook goes out.
func (f *fake) write(room, account, body string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.add(room, account, body)
}

func (f *fake) add(room, account, body string) string {
	f.next++
	id := strconv.FormatInt(f.next, 10)
	f.log = append(f.log, said{room, id, account, body, f.now.Unix(), 0})
	return id
}

// change edits or deletes a message.
func (f *fake) change(id, body string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.log {
		if f.log[i].id == id {
			f.log[i].body, f.log[i].updated = body, f.now.Unix()
		}
	}
}

// bodies are what the bot has posted in a room.
func (f *fake) bodies(room string) (out []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, m := range f.log {
		if m.room == room && m.account == bot {
			out = append(out, m.body)
		}
	}
	return out
}

func (f *fake) called(call string) (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range f.calls {
		if c == call {
			n++
		}
	}
	return n
}

// answer makes the next call of this name end so.
func (f *fake) answer(call string, status int, texts ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fail[call] = append(f.fail[call], func(w http.ResponseWriter) bool {
		f.refuse(w, status, texts...)
		return true
	})
}

func (f *fake) refuse(w http.ResponseWriter, status int, texts ...string) {
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string][]string{"errors": texts})
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	f.mu.Lock()
	defer f.mu.Unlock()
	call := r.Method + " " + strings.TrimPrefix(r.URL.Path, "/v2")
	f.calls = append(f.calls, call)
	if r.Header.Get("x-chatworktoken") != "bot-token" {
		f.refuse(w, http.StatusUnauthorized, "Invalid API token")
		return
	}
	f.used++
	w.Header().Set("x-ratelimit-limit", "300")
	w.Header().Set("x-ratelimit-remaining", strconv.Itoa(max(300-f.used, 0)))
	w.Header().Set("x-ratelimit-reset", strconv.FormatInt(f.now.Add(accountWindow).Unix(), 10))
	if f.used > 300 {
		f.refuse(w, http.StatusTooManyRequests, "Rate limit exceeded")
		return
	}
	if list := f.fail[call]; len(list) > 0 {
		f.fail[call] = list[1:]
		if list[0](w) {
			return
		}
	}
	path := strings.Split(strings.TrimPrefix(r.URL.Path, "/v2/"), "/")
	switch {
	case call == "GET /me":
		f.json(w, map[string]any{"account_id": number(bot), "room_id": 400000900, "name": "勤怠ボット"})
	case call == "GET /contacts":
		f.listContacts(w)
	case call == "GET /incoming_requests":
		f.listRequests(w)
	case r.Method == http.MethodPut && path[0] == "incoming_requests":
		f.accept(w, path[1])
	case call == "GET /rooms":
		f.listRooms(w)
	case r.Method == http.MethodGet && path[len(path)-1] == "messages":
		f.list(w, path[1], r.URL.Query())
	case r.Method == http.MethodPost && path[len(path)-1] == "messages":
		f.post(w, r, path[1], string(body))
	default:
		f.t.Errorf("no such operation: %s", call)
		f.refuse(w, http.StatusNotFound, "no such operation")
	}
}

func number(s string) json.Number { return json.Number(s) }

func (f *fake) json(w http.ResponseWriter, v any) {
	if list, ok := v.([]any); ok && len(list) == 0 {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	_ = json.NewEncoder(w).Encode(v)
}

func (f *fake) listContacts(w http.ResponseWriter) {
	var out []any
	for account, direct := range f.contacts {
		out = append(out, map[string]any{"account_id": number(account), "room_id": number(direct), "name": "x"})
	}
	f.json(w, out)
}

func (f *fake) listRequests(w http.ResponseWriter) {
	var out []any
	for i, account := range f.asking {
		out = append(out, map[string]any{"request_id": 555 + i, "account_id": number(account), "name": "鈴木 次郎"})
	}
	f.json(w, out)
}

func (f *fake) accept(w http.ResponseWriter, request string) {
	if len(f.asking) == 0 {
		f.refuse(w, http.StatusNotFound, "no such request "+request)
		return
	}
	account := f.asking[0]
	f.asking, f.contacts[account] = f.asking[1:], suzukiRoom
	f.json(w, map[string]any{"account_id": number(account), "room_id": number(suzukiRoom), "name": "鈴木 次郎"})
}

func (f *fake) listRooms(w http.ResponseWriter) {
	last := map[string]int64{room: 0}
	for _, m := range f.log {
		last[m.room] = max(last[m.room], m.sent)
	}
	for _, direct := range f.contacts {
		last[direct] += 0
	}
	var out []any
	for id, seconds := range last {
		kind := "direct"
		if id == room {
			kind = "group"
		}
		out = append(out, map[string]any{"room_id": number(id), "type": kind, "last_update_time": seconds})
	}
	f.json(w, out)
}

func (f *fake) list(w http.ResponseWriter, in string, q url.Values) {
	if q.Get("force") != "1" {
		f.t.Error("messages are read with force=1 only")
	}
	var out []any
	for _, m := range f.log {
		if m.room == in {
			out = append(out, map[string]any{"message_id": m.id, "account": map[string]any{"account_id": number(m.account)},
				"body": m.body, "send_time": m.sent, "update_time": m.updated})
		}
	}
	f.json(w, out[max(len(out)-100, 0):])
}

func (f *fake) post(w http.ResponseWriter, r *http.Request, in, raw string) {
	form, err := url.ParseQuery(raw)
	if err != nil || r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" || r.URL.RawQuery != "" {
		f.t.Errorf("not a form: %q", raw)
	}
	for name := range form {
		if !slices.Contains([]string{"body", "self_unread"}, name) {
			f.t.Errorf("unknown parameter %s", name)
		}
	}
	if n := len([]rune(form.Get("body"))); n == 0 || n > 65535 {
		f.t.Errorf("a body of %d characters", n)
	}
	f.posts[in] = slices.DeleteFunc(f.posts[in], func(t time.Time) bool { return f.now.Sub(t) >= 10*time.Second })
	if len(f.posts[in]) >= 10 {
		f.refuse(w, http.StatusTooManyRequests, roomFull)
		return
	}
	f.posts[in] = append(f.posts[in], f.now)
	made := f.add(in, bot, form.Get("body"))
	if f.swallow {
		f.swallow = false
		f.refuse(w, http.StatusBadGateway, "Bad Gateway")
		return
	}
	_, _ = fmt.Fprintf(w, `{"message_id":%q}`, made)
}

// platform connects to the fake; marks may be shared by two of them, as by two runs of the process.
func (f *fake) platform(marks Marks) *Platform {
	return New(Config{URL: f.srv.URL + "/v2/", Clock: f.clock, Log: slog.New(slog.DiscardHandler), Marks: marks,
		AddContact: func(lang string) string { return "contact hint " + lang }})
}

func channel() bots.Channel {
	return bots.Channel{ID: "ch", Tenant: "te", Key: "umi-chatwork", Kind: domain.Chatwork,
		Options: map[string]string{"room": room, "account": bot},
		Secrets: map[string]string{"token": "bot-token", "webhook_token": "iY/hmitgwCBlc5DnjAZ8pyRG1HF0zFflfmKmtCDg1wk="}}
}

// kept collects what a reader takes, once by name as the inbox does.
type kept struct {
	names []string
	items map[string]inbox.Item
	err   error
}

func (k *kept) take(_ context.Context, _ bots.Channel, events []inbox.Item) error {
	if k.err != nil {
		return k.err
	}
	for _, e := range events {
		if _, known := k.items[e.EventID]; !known {
			k.names, k.items[e.EventID] = append(k.names, e.EventID), e
		}
	}
	return nil
}

func newKept() *kept { return &kept{items: map[string]inbox.Item{}} }
