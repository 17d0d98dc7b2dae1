package bots

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
)

// post sends a webhook and answers its status. In a bubble it takes no time unless something waits.
func (n *node) post(path, lines string) int {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(lines))
	r.Header.Set("Signature", "good")
	w := httptest.NewRecorder()
	n.hooks.ServeHTTP(w, r)
	return w.Code
}

func TestHooksStatus(t *testing.T) {
	for name, c := range map[string]struct {
		method, path, body, signature string
		away                          string
		status, kept                  int
	}{
		"stored":            {"POST", "/hooks/line/umi", "e1 u hello\ne2 u bye", "good", "", 200, 2},
		"behind the key":    {"POST", "/hooks/slack/umi/events", "e1 u hello", "good", "", 200, 1},
		"no events":         {"POST", "/hooks/line/umi", "", "good", "", 200, 0},
		"another method":    {"GET", "/hooks/line/umi", "", "good", "", 405, 0},
		"unknown kind":      {"POST", "/hooks/fax/umi", "e1 u hello", "good", "", 404, 0},
		"unknown channel":   {"POST", "/hooks/line/yama", "e1 u hello", "good", "", 404, 0},
		"no channel":        {"POST", "/hooks/line", "e1 u hello", "good", "", 404, 0},
		"wrong signature":   {"POST", "/hooks/line/umi", "e1 u hello", "bad", "", 401, 0},
		"too long":          {"POST", "/hooks/line/umi", strings.Repeat("x", MaxBody+1), "good", "", 413, 0},
		"just not too long": {"POST", "/hooks/line/umi", "e1 u " + strings.Repeat("x", MaxBody-5), "good", "", 200, 1},
		"storage away":      {"POST", "/hooks/line/umi", "e1 u hello", "good", "inbox.Add", 503, 0},
		"a bug":             {"POST", "/hooks/line/umi", "e1 u hello\npanic", "good", "", 500, 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			p := w.mem.process()
			p.fail(c.away, 1)
			hooks := NewHooks(HooksConfig{Directory: w.dir, Inbox: memInbox{p}, Platforms: []Platform{w.line, w.slack},
				Clock: time.Now, NewID: w.newID, Log: quiet(), Stats: w.stats})
			r := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
			r.Header.Set("Signature", c.signature)
			rec := httptest.NewRecorder()
			hooks.ServeHTTP(rec, r)
			if rec.Code != c.status || len(w.mem.items) != c.kept {
				t.Errorf("status %d with %d kept, want %d with %d", rec.Code, len(w.mem.items), c.status, c.kept)
			}
		})
	}
}

func TestHooksFillIn(t *testing.T) {
	in(t, func(w *world) {
		n := w.node()
		n.post("/hooks/line/umi", "e1 u hello")
		w.end(n)
		i := w.mem.items[0]
		if i.ID == "" || i.Tenant != "t" || i.Channel != "line" || i.ReceivedAt.IsZero() || i.NextAt.IsZero() || i.EventID != "e1" {
			w.t.Errorf("%+v", i)
		}
	})
}

// TestHooksDuplicates delivers one event three times: every answer is 200 and there is one turn and one reply.
func TestHooksDuplicates(t *testing.T) {
	in(t, func(w *world) {
		n := w.node()
		for range 3 {
			if got := n.post("/hooks/line/umi", "e1 u hello\ne1 u hello"); got != 200 {
				w.t.Errorf("status %d", got)
			}
		}
		w.pass(time.Minute)
		if len(w.runner.order) != 1 || len(w.line.read()) != 1 {
			w.t.Errorf("turns %v, replies %v", w.runner.order, w.line.read())
		}
		w.end(n)
	})
}

// TestHooksRemember asks for a channel once in a burst, and again when a secret may have changed.
func TestHooksRemember(t *testing.T) {
	in(t, func(w *world) {
		n := w.node()
		for range 10 {
			n.post("/hooks/line/umi", "e1 u hello")
			n.post("/hooks/line/yama", "e1 u hello")
		}
		w.dir.with(func(d *directory) {
			if d.looked != 2 {
				w.t.Errorf("looked up %d times", d.looked)
			}
			d.err = domain.Errorf(domain.Unavailable, "away")
		})
		w.pass(rosterAge)
		if got := n.post("/hooks/line/umi", "e2 u hello"); got != 200 {
			w.t.Errorf("with the directory away: %d", got)
		}
		if got := n.post("/hooks/slack/umi", "e3 u hello"); got != 503 {
			w.t.Errorf("an unknown channel with the directory away: %d", got)
		}
		w.dir.with(func(d *directory) { d.err = nil })
		w.end(n)
	})
}

func TestTakeIsLikeAWebhook(t *testing.T) {
	in(t, func(w *world) {
		n := w.node()
		ch := w.dir.of(domain.LINE)
		item := inbox.Item{EventID: "e1", Conversation: Conversation(ch.ID, "u"), Body: []byte("u hello")}
		for range 2 {
			if err := n.hooks.Take(w.t.Context(), ch, []inbox.Item{item}); err != nil {
				w.t.Fatal(err)
			}
		}
		w.pass(time.Second)
		if got := w.line.read(); len(got) != 1 || got[0] != "u: re hello" {
			w.t.Errorf("%q", got)
		}
		n.fail("inbox.Add", 1)
		if err := n.hooks.Take(w.t.Context(), ch, []inbox.Item{{EventID: "e2"}}); !domain.Is(err, domain.Unavailable) {
			w.t.Errorf("%v", err)
		}
		w.end(n)
	})
}
