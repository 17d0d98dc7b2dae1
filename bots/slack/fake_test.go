package slack

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// webAPI plays Slack's Web API: it refuses what Slack refuses and notes what it was asked.
type webAPI struct {
	t      *testing.T
	url    string
	mu     sync.Mutex
	calls  []call
	script map[string][]answer // by method: what the next calls are answered with
}

type call struct {
	method string
	form   url.Values
	token  string
}

// answer is a scripted one. cut drops the connection after the request was read: nobody knows what became of it.
type answer struct {
	status int
	after  string // Retry-After
	body   string
	cut    bool
}

func failing(name string) answer {
	return answer{status: 200, body: fmt.Sprintf(`{"ok":false,"error":%q}`, name)}
}

func limitedFor(seconds string) answer {
	return answer{status: 429, after: seconds, body: `{"ok":false,"error":"ratelimited"}`}
}

func newWebAPI(t *testing.T) *webAPI {
	a := &webAPI{t: t, script: map[string][]answer{}}
	srv := httptest.NewServer(a)
	t.Cleanup(srv.Close)
	a.url = srv.URL
	return a
}

func (a *webAPI) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := a.read(r)
	a.mu.Lock()
	a.calls = append(a.calls, c)
	n := len(a.calls)
	var scripted *answer
	if list := a.script[c.method]; len(list) > 0 {
		scripted, a.script[c.method] = &list[0], list[1:]
	}
	a.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if scripted != nil {
		if scripted.cut {
			panic(http.ErrAbortHandler)
		}
		if scripted.after != "" {
			w.Header().Set("Retry-After", scripted.after)
		}
		w.WriteHeader(scripted.status)
		_, _ = io.WriteString(w, scripted.body)
		return
	}
	_, _ = io.WriteString(w, c.answer(n))
}

func (a *webAPI) read(r *http.Request) call {
	c := call{method: strings.TrimPrefix(r.URL.Path, "/api/"), form: url.Values{}, token: strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")}
	body, _ := io.ReadAll(r.Body)
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		var members map[string]json.RawMessage
		if err := json.Unmarshal(body, &members); err != nil {
			a.t.Errorf("%s: %v", c.method, err)
		}
		for k, v := range members {
			var s string
			if json.Unmarshal(v, &s) != nil {
				s = string(v)
			}
			c.form.Set(k, s)
		}
	} else {
		c.form, _ = url.ParseQuery(string(body))
		if c.token == "" {
			c.token = c.form.Get("token")
		}
	}
	return c
}

// answer is what Slack says to a call without a script.
func (c call) answer(n int) string {
	no := func(name string) string { return fmt.Sprintf(`{"ok":false,"error":%q}`, name) }
	if !strings.HasPrefix(c.method, "/") && !strings.HasPrefix(c.token, "xoxb-") {
		return no("not_authed")
	}
	switch c.method {
	case methodPost, methodWhisper, methodUpdate, "/response":
		var blocks []map[string]any
		if json.Unmarshal([]byte(c.form.Get("blocks")), &blocks) != nil || len(blocks) == 0 || len(blocks) > 50 {
			return no("invalid_blocks")
		}
		if c.form.Get("text") == "" {
			return no("no_text")
		}
		ts := fmt.Sprintf("1795165300.%06d", n)
		return fmt.Sprintf(`{"ok":true,"channel":%q,"ts":%q,"message_ts":%q}`, c.form.Get("channel"), ts, ts)
	case methodReact:
		if strings.Contains(c.form.Get("name"), ":") {
			return no("invalid_name")
		}
		return `{"ok":true}`
	case methodOpen:
		return fmt.Sprintf(`{"ok":true,"channel":{"id":"D-%s"}}`, c.form.Get("users"))
	case methodHistory:
		return `{"ok":true,"messages":[]}`
	case methodPublish, methodSheet:
		return fmt.Sprintf(`{"ok":true,"view":{"id":"V1","hash":"h%d"}}`, n)
	}
	return no("unknown_method")
}

// methods lists what was called, in order.
func (a *webAPI) methods() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	var out []string
	for _, c := range a.calls {
		out = append(out, c.method)
	}
	return strings.Join(out, " ")
}

func (a *webAPI) last(method string) call {
	a.mu.Lock()
	defer a.mu.Unlock()
	for i := len(a.calls) - 1; i >= 0; i-- {
		if a.calls[i].method == method {
			return a.calls[i]
		}
	}
	a.t.Fatalf("%s was not called", method)
	return call{}
}

// bench is a platform on a fake API with a clock that is set.
type bench struct {
	*webAPI
	*Platform
	clock time.Time
	sent  int
}

func newBench(t *testing.T) *bench {
	b := &bench{webAPI: newWebAPI(t), clock: now}
	b.Platform = New(Config{APIURL: b.url + "/api", Clock: func() time.Time { return b.clock }})
	return b
}

// row is a reply owed at an address.
func (b *bench) row(to outbox.Address, r dialog.Reply) outbox.Item {
	b.sent++
	body, err := json.Marshal(r)
	if err != nil {
		b.t.Fatal(err)
	}
	return outbox.Item{ID: domain.ID(fmt.Sprintf("row-%d", b.sent)), Kind: outbox.Reply, Address: to, Body: body, CreatedAt: b.clock}
}

func (b *bench) send(item outbox.Item) outbox.Result {
	b.t.Helper()
	got, err := b.Send(b.t.Context(), mihon(), item, nil)
	if err != nil || len(got) != 1 || got[0].ID != item.ID {
		b.t.Fatalf("Send: %+v, %v", got, err)
	}
	return got[0]
}

// deliver sends a row again whenever it may be, as delivery does, until it is not owed any more.
func (b *bench) deliver(item outbox.Item) outbox.Result {
	b.t.Helper()
	for range 20 {
		r := b.send(item)
		if r.State != outbox.Owed {
			return r
		}
		item.Attempts++
		item.Note = r.Note
		if b.clock = b.clock.Add(time.Second); r.Next.After(b.clock) {
			b.clock = r.Next
		}
	}
	b.t.Fatal("never delivered")
	return outbox.Result{}
}
