package chatwork

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/inbox"
)

func newReader(t *testing.T, p *Platform, ch bots.Channel, k *kept) *reader {
	t.Helper()
	r := &reader{p: p, ch: ch, seat: p.seat(ch), take: k.take, rooms: map[string]*shelf{}, log: p.cfg.Log}
	look(t, r)
	return r
}

func look(t *testing.T, r *reader) {
	t.Helper()
	if err := r.look(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// A message no webhook brought is found, with the time it was sent, and one said before the bot was there is not.
func TestReaderFindsWhatNoWebhookBrought(t *testing.T) {
	f := newFake(t)
	k := newKept()
	f.write(room, tanaka, "退勤")
	f.pass(time.Hour)
	p, ch := f.platform(nil), channel()
	r := newReader(t, p, ch, k)
	if len(k.names) != 0 {
		t.Fatalf("old messages were taken: %v", k.names)
	}
	f.pass(time.Second)
	id := f.write(room, tanaka, "出勤")
	f.write(room, bot, "✓ 出勤")
	f.pass(time.Minute)
	look(t, r)
	look(t, r)
	if !slices.Equal(k.names, []string{"msg/" + id}) {
		t.Fatalf("took %v", k.names)
	}
	got, err := p.Read(ch, k.items["msg/"+id])
	want := dialog.Activity{Kind: dialog.Said, Ref: id, Message: id, At: at.Add(time.Hour + time.Second), Text: "出勤"}
	if err != nil || !reflect.DeepEqual(got.Activity, want) || got.User != tanaka || got.Place != room {
		t.Errorf("read %+v, %v", got, err)
	}
	if !strings.Contains(string(k.items["msg/"+id].Body), `"origin":"poll"`) {
		t.Error("its origin is not marked")
	}
}

// A message that brings out a bug is an error like others: the next look comes.
func TestReaderSurvivesABug(t *testing.T) {
	f := newFake(t)
	k := newKept()
	r := newReader(t, f.platform(nil), channel(), k)
	r.take = func(context.Context, bots.Channel, []inbox.Item) error { panic("a bug") }
	f.pass(time.Minute)
	id := f.write(room, tanaka, "出勤")
	if err := r.look(t.Context()); err == nil {
		t.Error("no error")
	}
	r.take = k.take
	look(t, r)
	if !slices.Equal(k.names, []string{"msg/" + id}) {
		t.Errorf("took %v", k.names)
	}
}

func TestReaderReadsAnOutageAfterARestart(t *testing.T) {
	f := newFake(t)
	marks := &memory{marks: map[string]string{}}
	k := newKept()
	newReader(t, f.platform(marks), channel(), k)
	f.pass(30 * time.Minute)
	in, direct := f.write(room, tanaka, "出勤"), f.write(tanakaRoom, tanaka, "今日")
	f.pass(time.Hour)
	newReader(t, f.platform(marks), channel(), k)
	if !slices.Equal(k.names, []string{"msg/" + in, "msg/" + direct}) {
		t.Errorf("took %v", k.names)
	}
}

func TestReaderDoesNotGoOnBeforeItsEventsAreStored(t *testing.T) {
	f := newFake(t)
	marks := &memory{marks: map[string]string{}}
	k := newKept()
	r := newReader(t, f.platform(marks), channel(), k)
	f.pass(time.Minute)
	id := f.write(room, tanaka, "出勤")
	k.err = errors.New("the database is away")
	f.pass(10 * time.Minute)
	if err := r.look(t.Context()); err == nil {
		t.Error("nothing was reported")
	}
	k.err = nil
	newReader(t, f.platform(marks), channel(), k) // the process was restarted meanwhile
	if !slices.Equal(k.names, []string{"msg/" + id}) {
		t.Errorf("took %v", k.names)
	}
}

func TestReaderReadsDirectChats(t *testing.T) {
	f := newFake(t)
	k := newKept()
	p, ch := f.platform(nil), channel()
	r := newReader(t, p, ch, k)
	before := f.called("GET /rooms/" + tanakaRoom + "/messages")
	f.pass(quickPoll)
	id := f.write(tanakaRoom, tanaka, "今月")
	look(t, r)
	f.pass(quickPoll)
	look(t, r)
	if !slices.Equal(k.names, []string{"msg/" + id}) {
		t.Fatalf("took %v", k.names)
	}
	if n := f.called("GET /rooms/"+tanakaRoom+"/messages") - before; n != 1 {
		t.Errorf("the chat was read %d times although little was said", n)
	}
	got, err := p.Read(ch, k.items["msg/"+id])
	if err != nil || !got.Activity.Direct || got.Place != "" || !got.Reply.Direct || got.Reply.Place != tanakaRoom {
		t.Errorf("read %+v, %v", got, err)
	}
}

func TestReaderSeesEditsAndDeletions(t *testing.T) {
	f := newFake(t)
	k := newKept()
	p, ch := f.platform(nil), channel()
	r := newReader(t, p, ch, k)
	f.pass(time.Minute)
	one, two := f.write(room, tanaka, "出勤"), f.write(room, sato, "出勤")
	three := f.write(room, sato, "いつか")
	f.change(three, "出勤")
	gone := f.write(room, sato, "出勤")
	f.change(gone, deleted)
	look(t, r)
	f.pass(time.Minute)
	f.change(one, "退勤")
	f.change(two, deleted)
	look(t, r)
	f.pass(time.Minute)
	look(t, r)
	edit := "upd/" + one + "/1795165320"
	if want := []string{"msg/" + one, "msg/" + two, "msg/" + three, edit, "del/" + two}; !slices.Equal(k.names, want) {
		t.Fatalf("took %v, want %v", k.names, want)
	}
	got, err := p.Read(ch, k.items[edit])
	if err != nil || got.Activity.Kind != dialog.Edited || got.Activity.Text != "退勤" || got.Activity.Message != one {
		t.Errorf("edit: %+v, %v", got, err)
	}
	got, err = p.Read(ch, k.items["del/"+two])
	if err != nil || got.Activity.Kind != dialog.Withdrawn || got.Activity.Message != two || !slices.Equal(got.Redact, []string{"msg/" + two}) {
		t.Errorf("deletion: %+v, %v", got, err)
	}
}

func TestReaderAcceptsContacts(t *testing.T) {
	f := newFake(t)
	k := newKept()
	p, ch := f.platform(nil), channel()
	f.asking = []string{suzuki}
	newReader(t, p, ch, k)
	if !slices.Equal(k.names, []string{"contact/555"}) {
		t.Fatalf("took %v", k.names)
	}
	got, err := p.Read(ch, k.items["contact/555"])
	if err != nil || got.Activity.Kind != dialog.Joined || got.User != suzuki || !got.Activity.Direct || got.Reply.Place != suzukiRoom {
		t.Errorf("read %+v, %v", got, err)
	}
	if direct, err := p.seat(ch).room(t.Context(), suzuki, at); err != nil || direct != suzukiRoom {
		t.Errorf("direct chat %q, %v", direct, err)
	}
}

// After a gap the room is read every ten seconds, else every minute.
func TestReaderHurriesAfterAGap(t *testing.T) {
	f := newFake(t)
	p, ch, k := f.platform(nil), channel(), newKept()
	r := newReader(t, p, ch, k)
	reads := func() int {
		f.pass(quickPoll)
		look(t, r)
		return f.called("GET /rooms/" + room + "/messages")
	}
	n := reads()
	if reads() != n {
		t.Error("read although it was not time")
	}
	f.write(room, tanaka, "出勤")
	f.pass(time.Minute)
	if m := reads(); m != n+1 {
		t.Fatal("not read although it was time")
	}
	if m := reads(); m != n+2 {
		t.Error("not read soon after a gap")
	}
	if m := reads(); m != n+2 {
		t.Error("still in a hurry after the gap was closed")
	}
}

type lines struct {
	slog.Handler
	warned []string
}

func (l *lines) Handle(_ context.Context, r slog.Record) error {
	if r.Level >= slog.LevelWarn {
		l.warned = append(l.warned, r.Message)
	}
	return nil
}
func (l *lines) Enabled(context.Context, slog.Level) bool { return true }

// A webhook setting that Chatwork switched off is noticed; one that works is not suspected.
func TestReaderNoticesADeadWebhook(t *testing.T) {
	for _, alive := range []bool{true, false} {
		f := newFake(t)
		p, ch, k := f.platform(nil), channel(), newKept()
		log := &lines{Handler: slog.DiscardHandler}
		r := newReader(t, p, ch, k)
		r.log = slog.New(log)
		for range 5 {
			id := f.write(room, tanaka, "おはよう")
			if alive {
				receive(t, p, ch, created(id, room, tanaka, "おはよう"))
			}
			f.pass(time.Minute)
			look(t, r)
		}
		if suspected := len(log.warned) == 1 && strings.Contains(log.warned[0], "Webhook"); suspected == alive {
			t.Errorf("alive %v: %v", alive, log.warned)
		}
	}
}

func TestReaderSaysWhenARoomHasTooMuch(t *testing.T) {
	f := newFake(t)
	p, ch, k := f.platform(nil), channel(), newKept()
	log := &lines{Handler: slog.DiscardHandler}
	r := newReader(t, p, ch, k)
	r.log = slog.New(log)
	for range 120 {
		f.write(room, tanaka, "x")
	}
	f.pass(time.Minute)
	look(t, r)
	if len(k.names) != 100 || len(log.warned) != 1 {
		t.Errorf("took %d, warned %v", len(k.names), log.warned)
	}
}

// One room that cannot be read keeps neither the others nor the next round from being read.
func TestReaderGoesOn(t *testing.T) {
	f := newFake(t)
	p, ch, k := f.platform(nil), channel(), newKept()
	r := newReader(t, p, ch, k)
	f.pass(time.Minute)
	one, two := f.write(room, tanaka, "出勤"), f.write(tanakaRoom, tanaka, "今日")
	f.answer("GET /rooms/"+room+"/messages", http.StatusForbidden, "not a member")
	if err := r.look(t.Context()); err == nil {
		t.Error("nothing was reported")
	}
	look(t, r)
	if !slices.Equal(k.names, []string{"msg/" + two, "msg/" + one}) {
		t.Errorf("took %v", k.names)
	}
}

func TestStartRunsUntilItIsStopped(t *testing.T) {
	f := newFake(t)
	waits := make(chan time.Duration)
	tick := make(chan time.Time)
	p := New(Config{URL: f.srv.URL + "/v2", Clock: f.clock, Log: slog.New(slog.DiscardHandler),
		After: func(d time.Duration) <-chan time.Time { waits <- d; return tick }})
	ctx, stop := context.WithCancel(t.Context())
	void := channel()
	void.ID, void.Secrets = "void", map[string]string{"token": "void"}
	k := newKept()
	ended := make(chan error)
	go func() { ended <- p.Start(ctx, []bots.Channel{channel(), void}, k.take) }()
	got := []time.Duration{<-waits, <-waits}
	slices.Sort(got)
	if want := []time.Duration{quickPoll, voidPoll}; !slices.Equal(got, want) {
		t.Errorf("waits %v, want %v", got, want)
	}
	f.pass(time.Minute)
	f.write(room, tanaka, "出勤")
	tick <- f.clock()
	<-waits
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// A mistyped account must not make the bot answer itself.
func TestReaderBelievesChatworkAboutTheAccount(t *testing.T) {
	f := newFake(t)
	p, ch, k := f.platform(nil), channel(), newKept()
	ch.Options["account"] = tanaka
	r := newReader(t, p, ch, k)
	f.pass(time.Minute)
	f.write(room, bot, "✓ 出勤")
	id := f.write(room, tanaka, "出勤")
	look(t, r)
	if !slices.Equal(k.names, []string{"msg/" + id}) {
		t.Errorf("took %v", k.names)
	}
	if got, err := p.Read(ch, k.items["msg/"+id]); err != nil || got.Activity.Text != "出勤" {
		t.Errorf("read %+v, %v", got, err)
	}
}

// A message so new that its webhook is still under way is no gap.
func TestReaderDoesNotSuspectWhatIsNew(t *testing.T) {
	f := newFake(t)
	p, ch, k := f.platform(nil), channel(), newKept()
	r := newReader(t, p, ch, k)
	f.pass(time.Minute)
	f.write(room, tanaka, "出勤")
	look(t, r)
	if r.gap || len(k.names) != 1 {
		t.Errorf("gap %v, took %v", r.gap, k.names)
	}
}

// Direct chats are read a few at a time, only those with something new, and none is forgotten.
func TestReaderSpreadsManyDirectChats(t *testing.T) {
	f := newFake(t)
	p, ch, k := f.platform(nil), channel(), newKept()
	place := func(i int) string { return fmt.Sprint(400001000 + i) }
	for i := range 40 {
		f.contacts[fmt.Sprint(3001000+i)] = place(i)
		f.write(place(i), fmt.Sprint(3001000+i), "昨日のこと")
	}
	f.pass(time.Hour)
	r := newReader(t, p, ch, k)
	if n := len(k.names); n != 0 || f.called("GET /rooms/"+place(0)+"/messages") != 0 {
		t.Errorf("took %d, and read chats in which nothing is new", n)
	}
	f.pass(quickPoll)
	for i := range 25 {
		f.write(place(i), fmt.Sprint(3001000+i), "今日")
	}
	for i, want := range []int{10, 20, 25, 25} {
		f.pass(quickPoll)
		look(t, r)
		if len(k.names) != want {
			t.Errorf("after %d looks %d were taken, want %d", i+1, len(k.names), want)
		}
	}
}
