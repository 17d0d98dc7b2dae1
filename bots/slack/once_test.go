package slack

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain/outbox"
)

// arrived is a history that shows the row's post.
func arrived(row string) answer {
	return answer{status: 200, body: fmt.Sprintf(`{"ok":true,"messages":[{"type":"message","text":"other","ts":"1795165290.000100"},
	{"type":"message","ts":"1795165299.000100","metadata":{"event_type":"dakoku_row","event_payload":{"row":%q,"part":"0"}}}]}`, row)}
}

func TestPostThatArrivedIsNotRepeated(t *testing.T) {
	b := newBench(t)
	b.script[methodPost] = []answer{{cut: true}}
	b.script[methodHistory] = []answer{arrived("row-1")}
	r := b.deliver(b.row(inChat, receipt))
	if r.State != outbox.Sent || r.Remote != "D0TANAKA/1795165299.000100" {
		t.Errorf("%+v", r)
	}
	if got := b.methods(); got != "chat.postMessage conversations.history" {
		t.Error(got)
	}
	look := b.last(methodHistory).form
	if look.Get("limit") != "15" || look.Get("include_all_metadata") != "1" || look.Get("oldest") != fmt.Sprint(now.Unix()-60, ".000000") {
		t.Errorf("%v", look)
	}
}

func TestPostThatDidNotArriveIsRepeated(t *testing.T) {
	b := newBench(t)
	b.script[methodPost] = []answer{{cut: true}, {status: 500}}
	b.script[methodHistory] = []answer{arrived("row-of-somebody-else"), arrived("row-of-somebody-else")}
	if r := b.deliver(b.row(inChat, receipt)); r.State != outbox.Sent {
		t.Errorf("%+v", r)
	}
	want := "chat.postMessage conversations.history chat.postMessage conversations.history chat.postMessage"
	if got := b.methods(); got != want {
		t.Error(got)
	}
}

func TestRowOfAProcessThatDiedIsLookedFor(t *testing.T) {
	b := newBench(t)
	b.script[methodHistory] = []answer{arrived("row-1")}
	item := b.row(inChat, receipt)
	item.Note = bots.Uncertain + "found as a leftover"
	if r := b.send(item); r.State != outbox.Sent || b.methods() != methodHistory {
		t.Errorf("%+v %s", r, b.methods())
	}
}

func TestLookThatIsNotAllowedNow(t *testing.T) {
	b := newBench(t)
	b.script[methodHistory] = []answer{limitedFor("60")}
	item := b.row(inChat, receipt)
	item.Note = bots.Uncertain + "found as a leftover"
	r := b.send(item)
	if r.State != outbox.Owed || !r.Next.Equal(b.clock.Add(time.Minute)) || !strings.HasPrefix(r.Note, bots.Uncertain) {
		t.Fatalf("%+v", r)
	}
	if r := b.deliver(item); r.State != outbox.Sent || !strings.HasSuffix(b.methods(), "conversations.history chat.postMessage") {
		t.Errorf("%+v %s", r, b.methods())
	}
}

func TestLookThatIsNeverAllowed(t *testing.T) {
	b := newBench(t)
	b.script[methodHistory] = []answer{failing("missing_scope")}
	item := b.row(inChat, receipt)
	item.Note = bots.Uncertain
	if r := b.send(item); r.State != outbox.Sent || b.methods() != "conversations.history chat.postMessage" {
		t.Errorf("%+v %s", r, b.methods())
	}
}

// TestPartsThatWentAreNotRepeated sends an answer of several messages that fails in the middle.
func TestPartsThatWentAreNotRepeated(t *testing.T) {
	b := newBench(t)
	ok := answer{status: 200, body: `{"ok":true,"channel":"D0TANAKA","ts":"1.1"}`}
	b.script[methodPost] = []answer{ok, limitedFor("2")}
	if r := b.deliver(b.row(inChat, shapes()["long"])); r.State != outbox.Sent {
		t.Errorf("%+v", r)
	}
	parts := map[string]int{}
	for _, c := range b.calls {
		meta := c.form.Get("metadata")
		parts[meta[strings.Index(meta, `"part"`):]]++
	}
	pages := len(render(shapes()["long"], b.Caps(), tokyo))
	if len(parts) != pages || len(b.calls) != pages+1 {
		t.Errorf("%d calls for %d pages: %v", len(b.calls), pages, parts)
	}
}
