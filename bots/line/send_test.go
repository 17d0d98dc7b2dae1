package line

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// row is one owed row; token "" makes a row that can only be pushed.
func row(id, token string, r dialog.Reply) outbox.Item {
	kind := outbox.Reply
	if token == "" {
		kind = outbox.Notice
	}
	return outbox.Item{
		ID: domain.ID(id), Channel: "ch", Employee: "e", Kind: kind, State: outbox.Owed, Body: encode(r), CreatedAt: clock(),
		Address: outbox.Address{User: taro, Token: token, TokenAt: clock().Add(-time.Second).UnixMilli(), Direct: true},
	}
}

var hello = dialog.Reply{Lang: "ja", Title: "こんにちは"}

// sending is a platform that talks to a fake, with the calls made so far.
type sending struct {
	t    *testing.T
	p    *Platform
	fake *fakeLINE
	ch   bots.Channel
}

func newSending(t *testing.T, tokens ...string) *sending {
	fake := newFake(t, tokens...)
	return &sending{t, platform(t, Config{APIURL: fake.URL, DataURL: fake.URL}), fake, channel("secret")}
}

func (s *sending) send(item outbox.Item, rides ...outbox.Item) map[domain.ID]outbox.Result {
	s.t.Helper()
	results, err := s.p.Send(context.Background(), s.ch, item, rides)
	if err != nil {
		s.t.Fatal(err)
	}
	byID := map[domain.ID]outbox.Result{}
	for _, r := range results {
		byID[r.ID] = r
	}
	return byID
}

// again is the row as it is read after an attempt.
func again(item outbox.Item, r outbox.Result) outbox.Item {
	item.Note, item.State = r.Note, r.State
	item.Attempts++
	return item
}

func (s *sending) want(replied, pushed int) {
	s.t.Helper()
	if len(s.fake.replied) != replied || len(s.fake.pushed) != pushed {
		s.t.Errorf("%d replies and %d pushes, want %d and %d", len(s.fake.replied), len(s.fake.pushed), replied, pushed)
	}
}

const replyPath, pushPath = "/v2/bot/message/reply", "/v2/bot/message/push"

func TestReplyFirst(t *testing.T) {
	s := newSending(t, "tok")
	r := s.send(row("1", "tok", hello))["1"]
	if r.State != outbox.Sent || r.Remote != "r1" || !strings.Contains(r.Note, "req-1") {
		t.Errorf("%+v", r)
	}
	s.want(1, 0)
}

func TestTokenTooOld(t *testing.T) {
	s := newSending(t, "tok")
	item := row("1", "tok", hello)
	item.Address.TokenAt = clock().Add(-tokenLife).UnixMilli()
	if r := s.send(item)["1"]; r.State != outbox.Sent {
		t.Errorf("%+v", r)
	}
	s.want(0, 1)
}

func TestTokenUnknown(t *testing.T) {
	s := newSending(t)
	if r := s.send(row("1", "tok", hello))["1"]; r.State != outbox.Sent || r.Remote != "p1" {
		t.Errorf("%+v", r)
	}
	s.want(0, 1)
}

// TestReplyUncertain loses the answer to a reply that was and was not delivered: the person reads it once.
func TestReplyUncertain(t *testing.T) {
	for name, f := range map[string]fault{
		"500 before":  {status: 500, message: "Internal server error"},
		"500 after":   {status: 500, message: "Internal server error", late: true},
		"reset after": {late: true},
		"reset":       {},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSending(t, "tok")
			s.fake.fail(replyPath, f)
			item := row("1", "tok", hello)
			first := s.send(item)["1"]
			if first.State != outbox.Owed || !strings.HasPrefix(first.Note, bots.Uncertain) || !first.Next.After(clock()) {
				t.Fatalf("%+v", first)
			}
			if second := s.send(again(item, first))["1"]; second.State != outbox.Sent {
				t.Errorf("%+v", second)
			}
			s.want(1, 0)
		})
	}
}

// TestPushRepeated shows that a push whose answer was lost is not read twice.
func TestPushRepeated(t *testing.T) {
	for name, f := range map[string]fault{"500 after": {status: 500, late: true}, "reset after": {late: true}, "503": {status: 503},
		"500 before, and a dead token": {status: 500}} {
		t.Run(name, func(t *testing.T) {
			s := newSending(t)
			s.fake.fail(pushPath, f)
			item := row("1", "", hello)
			if strings.Contains(name, "token") { // young by our clock, and dead all the same
				item = row("1", "dead", hello)
			}
			first := s.send(item)["1"]
			if first.State != outbox.Owed {
				t.Fatalf("%+v", first)
			}
			if second := s.send(again(item, first))["1"]; second.State != outbox.Sent || second.Remote != "p1" {
				t.Errorf("%+v", second)
			}
			s.want(0, 1)
		})
	}
}

func TestThrottled(t *testing.T) {
	s := newSending(t, "tok")
	s.fake.fail(replyPath, fault{status: 429, message: "The API rate limit has been exceeded. Try again later."})
	item := row("1", "tok", hello)
	first := s.send(item)["1"]
	if first.State != outbox.Owed || strings.HasPrefix(first.Note, bots.Uncertain) {
		t.Fatalf("%+v", first)
	}
	if second := s.send(again(item, first))["1"]; second.State != outbox.Sent {
		t.Errorf("%+v", second)
	}
	s.want(1, 0)
}

func TestMonthlyLimit(t *testing.T) {
	s := newSending(t, "tok")
	s.fake.fail(pushPath, fault{status: 429, message: "You have reached your monthly limit."})
	if !s.p.Keeps(s.ch) {
		t.Error("a young process does not know what the one before it kept")
	}
	s.p.born = s.p.born.Add(-keptYouth)
	if s.p.Keeps(s.ch) {
		t.Error("keeps before the limit was met")
	}
	notice := row("1", "", hello)
	kept := s.send(notice)["1"]
	if kept.State != outbox.Kept || !s.p.Keeps(s.ch) {
		t.Fatalf("%+v, keeps %v", kept, s.p.Keeps(s.ch))
	}
	results := s.send(row("2", "tok", hello), again(notice, kept))
	if results["1"].State != outbox.Sent || results["2"].State != outbox.Sent {
		t.Errorf("%+v", results)
	}
	s.want(1, 0)
}

func TestReplyOnly(t *testing.T) {
	s := newSending(t)
	s.ch.Options = map[string]string{OptionPush: PushNever}
	for _, item := range []outbox.Item{row("1", "", hello), row("2", "dead", hello)} {
		if r := s.send(item)[item.ID]; r.State != outbox.Kept {
			t.Errorf("%+v", r)
		}
	}
	s.want(0, 0)
}

func TestRefused(t *testing.T) {
	for name, c := range map[string]fault{
		"the body":     {status: 400, message: "The request body has 1 error(s)"},
		"the person":   {status: 400, message: "Failed to send messages"},
		"the plan":     {status: 403, message: "Access to this API is not available for your account"},
		"the size":     {status: 413, message: "Too large"},
		"a proxy says": {status: 404, message: "nothing here"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSending(t)
			s.fake.fail(pushPath, c)
			r := s.send(row("1", "", hello))["1"]
			if r.State != outbox.Dead || !strings.Contains(r.Note, c.message) || strings.Contains(r.Note, taro) {
				t.Errorf("%+v", r)
			}
		})
	}
}

// TestTokenNotTaken keeps what is owed while the channel's access token is wrong, and tells so once.
func TestTokenNotTaken(t *testing.T) {
	var log bytes.Buffer
	s := newSending(t, "tok")
	s.p.cfg.Log = slog.New(slog.NewTextHandler(&log, nil))
	s.fake.fail(replyPath, fault{status: 401, message: "Authentication failed"})
	s.fake.fail(pushPath, fault{status: 401, message: "Authentication failed"})
	for _, item := range []outbox.Item{row("1", "tok", hello), row("2", "", hello)} {
		if r := s.send(item)[item.ID]; r.State != outbox.Owed || !r.Next.After(clock()) || strings.HasPrefix(r.Note, bots.Uncertain) {
			t.Errorf("%+v", r)
		}
	}
	if n := strings.Count(log.String(), "level=ERROR"); n != 1 {
		t.Errorf("%d lines:\n%s", n, log.String())
	}
	if r := s.send(row("1", "tok", hello))["1"]; r.State != outbox.Sent {
		t.Errorf("when the token was replaced: %+v", r)
	}
}

// TestCardRefused lets LINE refuse a card: its words arrive, with the same token or under another key.
func TestCardRefused(t *testing.T) {
	receipt := dialog.Reply{Lang: "ja", Tone: dialog.Success, Title: "✓ 出勤 8:58 11/20(金) 受付 K7Q2"}
	for _, token := range []string{"tok", ""} {
		s := newSending(t, "tok")
		bad := fault{status: 400, message: "A message (messages[0]) in the request body is invalid"}
		s.fake.fail(replyPath, bad)
		s.fake.fail(pushPath, bad)
		if r := s.send(row("1", token, receipt))["1"]; r.State != outbox.Sent {
			t.Errorf("token %q: %+v", token, r)
		}
		sent := strings.Join(append(s.fake.replied, s.fake.pushed...), "")
		if strings.Contains(sent, `"flex"`) || !strings.Contains(sent, receipt.Title) {
			t.Errorf("token %q: %s", token, sent)
		}
	}
}

func TestUnreachable(t *testing.T) {
	s := newSending(t, "tok")
	s.fake.Close()
	r := s.send(row("1", "tok", hello))["1"]
	if r.State != outbox.Owed || strings.HasPrefix(r.Note, bots.Uncertain) || strings.Contains(r.Note, "/v2/bot") {
		t.Errorf("%+v", r)
	}
}

func TestNoToken(t *testing.T) {
	s := newSending(t)
	delete(s.ch.Secrets, SecretToken)
	if _, err := s.p.Send(context.Background(), s.ch, row("1", "", hello), nil); !domain.Is(err, domain.Invalid) {
		t.Errorf("%v", err)
	}
}

func TestSideCalls(t *testing.T) {
	s := newSending(t)
	ctx := context.Background()
	if got, err := s.p.Profile(ctx, s.ch, taro); err != nil || got.Name != "山田 太郎" || got.Lang != "ja" {
		t.Errorf("profile %+v, %v", got, err)
	}
	for _, user := range []string{hanako, "U1/../../x"} {
		if _, err := s.p.Profile(ctx, s.ch, user); !domain.Is(err, domain.NotFound) {
			t.Errorf("profile of %s: %v", user, err)
		}
	}
	if q, err := s.p.Quota(ctx, s.ch); err != nil || !q.Limited || q.Limit != 200 || q.Used != 187 {
		t.Errorf("quota %+v, %v", q, err)
	}
	if err := s.p.Busy(ctx, s.ch, outbox.Address{User: taro}); err != nil {
		t.Error(err)
	}
	if err := s.p.Busy(ctx, s.ch, outbox.Address{User: taro, Place: group}); err != nil {
		t.Error(err)
	}
	if n := len(s.fake.calls); n != 5 { // two profiles, two of the quota, one indicator
		t.Errorf("%d calls", n)
	}
}

func TestNewRefuses(t *testing.T) {
	for _, base := range []string{"localhost:99", "ftp://x", "http://", "://", "api.line.me"} {
		if _, err := New(Config{APIURL: base}); !domain.Is(err, domain.Invalid) {
			t.Errorf("%q: %v", base, err)
		}
	}
}
