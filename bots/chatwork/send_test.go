package chatwork

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

func row(id string, to outbox.Address, r dialog.Reply) outbox.Item {
	body, err := json.Marshal(r)
	if err != nil {
		panic(err)
	}
	return outbox.Item{ID: domain.ID(id), Kind: outbox.Reply, Address: to, Body: body, CreatedAt: at}
}

func send(t *testing.T, p *Platform, it outbox.Item) outbox.Result {
	t.Helper()
	got, err := p.Send(t.Context(), channel(), it, nil)
	if err != nil || len(got) != 1 || got[0].ID != it.ID {
		t.Fatalf("got %+v, %v", got, err)
	}
	return got[0]
}

const posting = "POST /rooms/" + room + "/messages"

func TestSend(t *testing.T) {
	plain := dialog.Reply{Lang: "ja", Title: "はい"}
	private := dialog.Reply{Lang: "ja", Title: "今月 126:40", Private: true, Brief: "個人チャットに送りました"}
	kind := func(k outbox.Kind, it outbox.Item) outbox.Item { it.Kind = k; return it }
	for _, test := range []struct {
		name   string
		row    outbox.Item
		state  outbox.State
		room   string // what the attendance room shows
		direct string
	}{
		{"an answer in the room", row("1", inRoom, plain), outbox.Sent, "[rp aid=3000001 to=400000001-1900000000000000001]\nはい", ""},
		{"an answer in the direct chat", row("1", inDirect, plain), outbox.Sent, "", "はい"},
		{"private, the direct chat is looked up", row("1", outbox.Address{User: tanaka, Direct: true}, private), outbox.Sent, "", "今月 126:40"},
		{"private and no contact: the room was told, and how to become one", row("1", outbox.Address{User: sato, Direct: true}, private), outbox.Sent,
			"[To:3000002]\ncontact hint ja", ""},
		{"a notice to a contact", kind(outbox.Notice, row("1", outbox.Address{User: tanaka}, plain)), outbox.Sent, "", "はい"},
		{"a notice to somebody else", kind(outbox.Notice, row("1", outbox.Address{User: sato}, plain)), outbox.Sent, "[To:3000002]\nはい", ""},
		{"a private notice to somebody else", kind(outbox.Notice, row("1", outbox.Address{User: sato}, private)), outbox.Sent,
			"[To:3000002]\n個人チャットに送りました\ncontact hint ja", ""},
		{"a page", kind(outbox.Refresh, row("1", inRoom, plain)), outbox.Sent, "", ""},
		{"an unreadable row", outbox.Item{ID: "1", Address: inRoom, Body: []byte("{")}, outbox.Dead, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := newFake(t)
			got := send(t, f.platform(nil), test.row)
			if got.State != test.state {
				t.Errorf("got %+v", got)
			}
			if r, d := strings.Join(f.bodies(room), "|"), strings.Join(f.bodies(tanakaRoom), "|"); r != test.room || d != test.direct {
				t.Errorf("room %q, direct %q", r, d)
			}
		})
	}
}

func TestContactHintIsGivenOnceADay(t *testing.T) {
	f := newFake(t)
	p := f.platform(nil)
	private := row("1", outbox.Address{User: sato, Direct: true}, dialog.Reply{Lang: "ja", Title: "126:40", Private: true, Brief: "送りました"})
	send(t, p, private)
	if got := send(t, p, private); got.State != outbox.Sent || got.Note == "" || len(f.bodies(room)) != 1 {
		t.Errorf("got %+v, room %q", got, f.bodies(room))
	}
	f.pass(24 * time.Hour)
	send(t, p, private)
	if len(f.bodies(room)) != 2 {
		t.Errorf("room %q", f.bodies(room))
	}
	for _, said := range f.bodies(room) {
		if strings.Contains(said, "126:40") {
			t.Errorf("personal figures in the room: %q", said)
		}
	}
}

func TestSendErrors(t *testing.T) {
	for _, test := range []struct {
		name   string
		status int
		text   string
		state  outbox.State
		next   time.Duration // 0: delivery decides
	}{
		{"room full", 429, roomFull, outbox.Owed, 10 * time.Second},
		{"requests used up", 429, "Rate limit exceeded", outbox.Owed, accountWindow},
		{"void token", 401, "Invalid API token", outbox.Owed, 0},
		{"not a member", 403, "not a member of this room", outbox.Dead, 0},
		{"no such room", 404, "no such room", outbox.Dead, 0},
		{"not acceptable", 400, "body is too long", outbox.Dead, 0},
		{"server error", 500, "Internal Server Error", outbox.Owed, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := newFake(t)
			p := f.platform(nil)
			f.answer(posting, test.status, test.text)
			it := row("1", inRoom, receipt)
			got := send(t, p, it)
			if got.State != test.state || got.Note == "" || test.next == 0 != got.Next.IsZero() {
				t.Fatalf("got %+v", got)
			}
			if test.next > 0 && got.Next.Before(at.Add(test.next)) {
				t.Errorf("next %v", got.Next)
			}
			if got.State == outbox.Dead {
				return
			}
			it.Note = got.Note
			f.pass(accountWindow)
			if again := send(t, p, it); again.State != outbox.Sent || len(f.bodies(room)) != 1 {
				t.Errorf("then %+v, posts %q", again, f.bodies(room))
			}
		})
	}
}

// While Chatwork refuses a room, nothing more is sent there, and other rooms go on.
func TestFullRoomIsLeftAlone(t *testing.T) {
	f := newFake(t)
	p := f.platform(nil)
	f.answer(posting, http.StatusTooManyRequests, roomFull)
	send(t, p, row("1", inRoom, receipt))
	if got := send(t, p, row("2", inRoom, receipt)); got.State != outbox.Owed || !got.Next.Equal(at.Add(roomWindow)) {
		t.Errorf("got %+v", got)
	}
	if n := f.called(posting); n != 1 {
		t.Errorf("%d posts were tried", n)
	}
	if got := send(t, p, row("3", inDirect, receipt)); got.State != outbox.Sent {
		t.Errorf("direct chat: %+v", got)
	}
}

// A post whose answer was lost is found in the room and not made again.
func TestLostAnswer(t *testing.T) {
	f := newFake(t)
	p := f.platform(nil)
	f.write(room, bot, "✓ 退勤 18:02") // something else of the bot
	f.swallow = true
	got := send(t, p, row("1", inRoom, receipt))
	if got.State != outbox.Sent || got.Remote == "" || len(f.bodies(room)) != 2 {
		t.Errorf("got %+v, posts %q", got, f.bodies(room))
	}
}

// The same when the room cannot be looked into at once, when the process was restarted, and when the former try was a post
// for several people.
func TestLostAnswerIsFoundLater(t *testing.T) {
	f := newFake(t)
	f.swallow = true
	for range 2 {
		f.answer("GET /rooms/"+room+"/messages", http.StatusServiceUnavailable, "Service Unavailable")
	}
	one, two := row("1", inRoom, receipt), row("2", outbox.Address{User: sato, Place: room, Message: "5"}, receipt)
	for i, got := range f.platform(nil).SendMany(t.Context(), channel(), []outbox.Item{one, two}) {
		if got.State != outbox.Owed || !strings.HasPrefix(got.Note, bots.Uncertain) {
			t.Fatalf("row %d: %+v", i, got)
		}
		one.Note, two.Note = got.Note, got.Note
	}
	p := f.platform(nil)
	three := row("3", outbox.Address{User: suzuki, Place: room, Message: "6"}, receipt)
	three.Note = bots.Uncertain + "found as a leftover"
	if got := send(t, p, one); got.State != outbox.Sent || got.Remote == "" {
		t.Errorf("got %+v", got)
	}
	for i, got := range p.SendMany(t.Context(), channel(), []outbox.Item{two, three}) {
		if got.State != outbox.Sent || got.Remote == "" {
			t.Errorf("row %d: %+v", i, got)
		}
	}
	if posts := f.bodies(room); len(posts) != 2 || !strings.Contains(posts[1], "aid="+suzuki) {
		t.Errorf("posts %q", posts)
	}
}

// Two people may be told the same, one after the other: the first post is not taken for the second.
func TestAnotherRowsPostIsNotMistaken(t *testing.T) {
	f := newFake(t)
	p := f.platform(nil)
	notice := row("1", outbox.Address{User: tanaka, Place: tanakaRoom, Direct: true}, dialog.Reply{Lang: "ja", Title: "打刻を忘れていませんか？"})
	send(t, p, notice)
	again := notice
	again.ID = "2"
	f.answer("POST /rooms/"+tanakaRoom+"/messages", http.StatusBadGateway, "Bad Gateway")
	got := send(t, p, again)
	if got.State != outbox.Owed {
		t.Fatalf("got %+v", got)
	}
	again.Note = got.Note
	if got := send(t, p, again); got.State != outbox.Sent || len(f.bodies(tanakaRoom)) != 2 {
		t.Errorf("got %+v, posts %q", got, f.bodies(tanakaRoom))
	}
}

// Nobody listens: nothing was said, so nothing has to be looked for. What is noted names no room and no person.
func TestUnreachableIsNotUncertain(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	p := newFake(t).platform(nil)
	p.cfg.URL = "http://" + address
	got := send(t, p, row("1", inRoom, receipt))
	if got.State != outbox.Owed || strings.HasPrefix(got.Note, bots.Uncertain) || strings.Contains(got.Note, room) {
		t.Errorf("got %+v", got)
	}
}

// Sixty people punch at nine: everybody is answered, in a handful of posts.
func TestMorningRush(t *testing.T) {
	f := newFake(t)
	p := f.platform(nil)
	var rows []outbox.Item
	for i := range 60 {
		to := outbox.Address{User: fmt.Sprint(3000001 + i), Place: room, Message: fmt.Sprint(1900000000000000001 + i)}
		rows = append(rows, row(fmt.Sprint(i), to, receipt))
	}
	told := map[domain.ID]bool{}
	for _, batch := range [][]outbox.Item{rows[:1], rows[1:20], rows[20:]} {
		for _, got := range p.SendMany(t.Context(), channel(), batch) {
			told[got.ID] = got.State == outbox.Sent
		}
	}
	posts := f.bodies(room)
	if len(told) != 60 || len(posts) > 5 {
		t.Fatalf("%d told in %d posts", len(told), len(posts))
	}
	for _, it := range rows {
		if !told[it.ID] || strings.Count(strings.Join(posts, "\n"), addressed(it.Address)) != 1 {
			t.Errorf("row %s: told %v", it.ID, told[it.ID])
		}
	}
}

func TestLongAnswerGoesOnWhereItStopped(t *testing.T) {
	f := newFake(t)
	p := f.platform(nil)
	r := dialog.Reply{Lang: "ja", Title: "一覧"}
	for i := range 700 {
		r.Lines = append(r.Lines, fmt.Sprint(i)+strings.Repeat("あ", 30))
	}
	it := row("1", inRoom, r)
	for range roomLimit - 1 {
		p.seat(channel()).api.limits.post(at, room)
	}
	got := send(t, p, it)
	if got.State != outbox.Owed || len(f.bodies(room)) != 1 || !strings.HasPrefix(got.Note, bots.Uncertain+bots.Paced) {
		t.Fatalf("got %+v after %d posts", got, len(f.bodies(room)))
	}
	f.pass(roomWindow)
	it.Note = got.Note
	if got := send(t, p, it); got.State != outbox.Sent || len(f.bodies(room)) != 3 {
		t.Errorf("got %+v after %d posts", got, len(f.bodies(room)))
	}
}
