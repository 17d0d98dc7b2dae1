package slack

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// TestRetryAfter checks that each method used waits as long as Slack says and then goes on where it was.
func TestRetryAfter(t *testing.T) {
	tests := []struct {
		method string
		to     outbox.Address
		kind   outbox.Kind
	}{
		{methodPost, inChat, outbox.Reply},
		{methodWhisper, inRoom, outbox.Reply},
		{methodReact, inRoom, outbox.Reply},
		{methodOpen, byUser, outbox.Notice},
		{methodUpdate, outbox.Address{User: "U0TANAKA", Edit: "D0TANAKA/1.1"}, outbox.Notice},
		{methodPublish, byUser, outbox.Refresh},
		{"/response", outbox.Address{User: "U0TANAKA", Place: "C0KINTAI", TokenAt: now.UnixMilli()}, outbox.Reply},
	}
	for _, tt := range tests {
		t.Run(tt.method, func(t *testing.T) {
			b := newBench(t)
			b.script[tt.method] = []answer{limitedFor("30")}
			item := b.row(tt.to, receipt)
			item.Kind = tt.kind
			if item.Address.TokenAt > 0 {
				item.Address.Token = b.url + "/response"
			}
			r := b.send(item)
			if r.State != outbox.Owed || !r.Next.Equal(b.clock.Add(30*time.Second)) {
				t.Fatalf("%+v", r)
			}
			if r := b.deliver(item); r.State != outbox.Sent {
				t.Errorf("%+v", r)
			}
			if n := strings.Count(b.methods(), tt.method); n != 2 {
				t.Errorf("called %d times: %s", n, b.methods())
			}
		})
	}
}

// TestLimitsAreForgotten checks that years of direct chats do not add up, and that a limit in use stays.
func TestLimitsAreForgotten(t *testing.T) {
	p := newPace()
	for i := range limitsKept {
		p.slot(limitOf{method: methodPost, place: fmt.Sprint("D", i)}, now)
	}
	busy := limitOf{method: methodPost, place: "C0KINTAI"}
	later := now.Add(time.Minute)
	p.limits[busy] = newLimiter(busy)
	p.slot(busy, later)
	p.slot(limitOf{method: methodPost, place: "D-new"}, later)
	if len(p.limits) != 2 || !p.slot(busy, later).After(later) {
		t.Errorf("%d limits", len(p.limits))
	}
}

// TestLimitHoldsTheOthersToo checks that after a 429 nobody else runs into it.
func TestLimitHoldsTheOthersToo(t *testing.T) {
	b := newBench(t)
	b.script[methodReact] = []answer{limitedFor("30")}
	first, second := b.row(inRoom, receipt), b.row(inRoom, receipt)
	b.send(first)
	if r := b.send(second); r.State != outbox.Owed || r.Next.Before(b.clock.Add(30*time.Second)) || len(b.calls) != 1 || !strings.HasPrefix(r.Note, bots.Paced) {
		t.Errorf("%+v after %s", r, b.methods())
	}
}

// TestRushHour sends the receipts of 60 people who clock in within a minute, in one room: none is lost, and Slack's limits
// are kept in every minute.
func TestRushHour(t *testing.T) {
	b := newBench(t)
	start := b.clock
	var due []outbox.Item
	for i := range 60 {
		to := inRoom
		to.User, to.Message = fmt.Sprint("U", i), fmt.Sprintf("17951652%02d.000100", i)
		item := b.row(to, receipt)
		item.NextAt = start.Add(time.Duration(i) * time.Second / 2)
		due = append(due, item)
	}
	var reacted []time.Time
	attempts := 0
	for len(due) > 0 {
		slices.SortStableFunc(due, func(x, y outbox.Item) int { return x.NextAt.Compare(y.NextAt) })
		item := due[0]
		due = due[1:]
		b.clock = item.NextAt
		before := strings.Count(b.methods(), methodReact)
		r := b.send(item)
		if strings.Count(b.methods(), methodReact) > before {
			reacted = append(reacted, b.clock)
		}
		if attempts++; r.State == outbox.Owed {
			item.NextAt = r.Next
			due = append(due, item)
		} else if r.State != outbox.Sent {
			t.Fatalf("%+v", r)
		}
	}
	if whispers := strings.Count(b.methods(), methodWhisper); len(reacted) != 60 || whispers != 60 {
		t.Fatalf("%d reactions, %d whispers", len(reacted), whispers)
	}
	for i, at := range reacted {
		if n := len(slices.DeleteFunc(slices.Clone(reacted[i:]), func(x time.Time) bool { return x.Sub(at) >= time.Minute })); n > perMinute[methodReact] {
			t.Fatalf("%d reactions in the minute after %s", n, at)
		}
	}
	if attempts > 3*60 {
		t.Errorf("%d attempts for 60 receipts", attempts)
	}
	if took := reacted[59].Sub(start); took > 2*time.Minute {
		t.Errorf("the last reaction came after %s", took)
	}
}

func TestOneMessageASecondInAConversation(t *testing.T) {
	b := newBench(t)
	if r := b.send(b.row(inChat, receipt)); r.State != outbox.Sent {
		t.Fatalf("%+v", r)
	}
	second := b.row(inChat, receipt)
	r := b.send(second)
	if r.State != outbox.Owed || !r.Next.Equal(b.clock.Add(postEvery)) {
		t.Fatalf("%+v", r)
	}
	other := inChat
	other.Place = "D0MGR"
	if r := b.send(b.row(other, receipt)); r.State != outbox.Sent {
		t.Errorf("another conversation waits too: %+v", r)
	}
	if b.clock = r.Next; b.send(second).State != outbox.Sent {
		t.Error("its moment came and went")
	}
}

func TestTripsAreForgotten(t *testing.T) {
	tr := newTrips()
	for i := range tripsLimit {
		tr.of(domain.ID(fmt.Sprint(i)), now)
	}
	tr.of("late", now.Add(2*tripLife))
	if len(tr.all) != 1 {
		t.Errorf("%d trips are remembered", len(tr.all))
	}
}
