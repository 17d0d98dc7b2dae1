package bots

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// owe stores rows of a user of a kind of channel.
func (w *world) owe(kind domain.Door, user string, rows ...outbox.Item) []string {
	w.mem.mu.Lock()
	defer w.mem.mu.Unlock()
	var keys []string
	for _, r := range rows {
		r.ID, r.Tenant, r.Channel, r.Address.User = w.newID(), "t", domain.ID(kind), user
		r.CreatedAt, r.NextAt = time.Now(), time.Now()
		if r.Conversation == "" {
			r.Conversation = Conversation(r.Channel, user)
		}
		if r.State == "" {
			r.State = outbox.Owed
		}
		if r.Kind == "" {
			r.Kind = outbox.Reply
		}
		w.mem.rows = append(w.mem.rows, &r)
		keys = append(keys, r.Conversation)
	}
	return keys
}

func says(title string) outbox.Item { return outbox.Item{Body: encode(dialog.Reply{Title: title})} }

func failing(err error) func(outbox.Item) result {
	return func(outbox.Item) result { return result{err: err} }
}

// TestDeliveryRetries fails twice: the conversation's next row waits, another conversation does not.
func TestDeliveryRetries(t *testing.T) {
	in(t, func(w *world) {
		away := domain.Errorf(domain.Unavailable, "500")
		w.line.next = []func(outbox.Item) result{failing(away), failing(away)}
		n := w.node()
		n.delivery.Wake(w.owe(domain.LINE, "u", says("first"), says("second"))...)
		w.pass(100 * time.Millisecond)
		n.delivery.Wake(w.owe(domain.Slack, "v", says("hello"))...)
		w.pass(100 * time.Millisecond)
		if got := w.slack.read(); len(got) != 1 {
			w.t.Errorf("the neighbour read %q", got)
		}
		w.pass(time.Minute)
		if got, want := w.line.read(), []string{"u: first", "u: second"}; !slices.Equal(got, want) {
			w.t.Errorf("%q, want %q", got, want)
		}
		w.end(n)
	})
}

func TestDeliveryGivesUp(t *testing.T) {
	for name, c := range map[string]struct {
		err   error
		times int
		after time.Duration
	}{
		"at once":     {domain.Errorf(domain.Invalid, "400"), 1, time.Second},
		"after a day": {domain.Errorf(domain.Unavailable, "500"), 500, time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			in(t, func(w *world) {
				for range c.times {
					w.line.next = append(w.line.next, func(i outbox.Item) result {
						if decode(i.Body).Title == "bad" {
							return result{err: c.err}
						}
						return result{Result: outbox.Result{State: outbox.Sent}, acted: true}
					})
				}
				n := w.node()
				keys := w.owe(domain.LINE, "u", says("bad"), says("good"))
				w.mem.rows[0].CreatedAt = time.Now().Add(5*time.Minute - MaxOwed)
				n.delivery.Wake(keys...)
				w.pass(c.after)
				if got := w.line.read(); !slices.Equal(got, []string{"u: good"}) || !w.alerted("dead") {
					w.t.Errorf("%q, alert %v, first row %+v", got, w.alerted("dead"), w.mem.rows[0])
				}
				w.end(n)
			})
		})
	}
}

// TestDeliveryCannotNote sends a row whose outcome storage cannot take for a while: it is not sent again.
func TestDeliveryCannotNote(t *testing.T) {
	in(t, func(w *world) {
		n := w.node()
		n.fail("outbox.Settle", 12)
		n.delivery.Wake(w.owe(domain.LINE, "u", says("once"))...)
		w.pass(5 * time.Minute)
		if _, out := w.states(); out[outbox.Sent] != 1 || len(w.line.read()) != 1 {
			w.t.Errorf("%v, %q", out, w.line.read())
		}
		w.end(n)
	})
}

// TestDeliveryTogether shows what goes along: another answer to the same event, and what was kept for the person.
func TestDeliveryTogether(t *testing.T) {
	in(t, func(w *world) {
		w.line.keeps = true
		answer := func(title, token string) outbox.Item {
			r := says(title)
			r.Address.Token, r.Employee = token, "e"
			return r
		}
		kept := says("kept")
		kept.State, kept.Employee, kept.Kind = outbox.Kept, "e", outbox.Notice
		n := w.node()
		n.delivery.Wake(w.owe(domain.LINE, "u", kept, answer("a", "tok"), answer("b", "tok"), answer("c", "other"))...)
		w.pass(time.Second)
		if got, want := w.line.read(), []string{"u: a", "u: b", "u: kept", "u: c"}; !slices.Equal(got, want) {
			w.t.Errorf("%q, want %q", got, want)
		}
		if _, out := w.states(); out[outbox.Sent] != 4 {
			w.t.Errorf("%v", out)
		}
		w.end(n)
	})
}

// TestDeliveryRefresh draws a page once for all rows that ask for it, and gives up soon when it cannot be shown.
func TestDeliveryRefresh(t *testing.T) {
	in(t, func(w *world) {
		page := outbox.Item{Kind: outbox.Refresh, Employee: "e-u", Conversation: "line/u#home", Body: encode(dialog.Reply{Lang: "en"})}
		n := w.node()
		n.delivery.Wake(w.owe(domain.LINE, "u", page, page, page)...)
		w.pass(time.Second)
		if got := w.line.read(); !slices.Equal(got, []string{"u: page 1"}) {
			w.t.Errorf("%q", got)
		}
		fail := func(times int) {
			for range times {
				w.line.next = append(w.line.next, failing(domain.Errorf(domain.Unavailable, "500")))
			}
		}
		fail(refreshTries - 1)
		n.delivery.Wake(w.owe(domain.LINE, "u", page)...)
		w.pass(10 * time.Minute)
		if got := w.line.read(); len(got) != 2 {
			w.t.Errorf("after an outage %q", got)
		}
		fail(2 * refreshTries)
		n.delivery.Wake(w.owe(domain.LINE, "u", page)...)
		n.delivery.Wake(w.owe(domain.LINE, "u", says("hello"))...)
		w.pass(30 * time.Minute)
		if _, out := w.states(); out[outbox.Dead] != 1 || out[outbox.Owed] != 0 || w.alerted("dead") {
			w.t.Errorf("%v, alert %v", out, w.alerted("dead"))
		}
		w.end(n)
	})
}

// TestSlowPlatform has one platform take five seconds for each call and then fail for a while. Acknowledgements and turns
// take no longer for it, the other platform's replies neither, and its own arrive later, each once.
func TestSlowPlatform(t *testing.T) {
	for name, trouble := range map[string]error{
		"5 s": nil, "429": domain.Errorf(domain.Unavailable, "429"), "500": domain.Errorf(domain.Unavailable, "500"),
	} {
		t.Run(name, func(t *testing.T) {
			in(t, func(w *world) {
				w.line.takes = 5 * time.Second
				for range 150 {
					if trouble != nil {
						w.line.next = append(w.line.next, failing(trouble))
					}
				}
				n := w.node(func(_ *WorkerConfig, dc *DeliveryConfig) { dc.PerPlatform = 64 })
				for i := range 300 {
					before := time.Now()
					status := n.post("/hooks/line/umi", fmt.Sprintf("e%d u%d hello", i, i))
					if took := time.Since(before); took != 0 || status != 200 {
						w.t.Fatalf("acknowledged after %v with %d", took, status)
					}
				}
				n.post("/hooks/slack/umi", "s1 v hello")
				w.pass(time.Millisecond)
				if len(w.runner.order) != 301 || len(w.slack.read()) != 1 || len(w.line.read()) != 0 {
					w.t.Errorf("%d turns, slack %q, line %q", len(w.runner.order), w.slack.read(), w.line.read())
				}
				w.pass(30 * time.Minute)
				got := w.line.read()
				slices.Sort(got)
				if len(got) != 300 || len(slices.Compact(got)) != 300 || w.line.most > 64 {
					w.t.Errorf("%d replies, %d at once", len(got), w.line.most)
				}
				w.end(n)
			})
		})
	}
}

// TestDeliveryChannelGone gives up rows of a channel nobody has any more.
func TestDeliveryChannelGone(t *testing.T) {
	in(t, func(w *world) {
		n := w.node()
		n.delivery.Wake(w.owe("fax", "u", says("hello"))...)
		w.pass(time.Second)
		if _, out := w.states(); out[outbox.Dead] != 1 {
			w.t.Errorf("%v", out)
		}
		w.end(n)
	})
}

// TestDeliveryDoubts kills a process that has sent and not noted it, at the first or a later attempt. Whoever delivers
// next, woken for news of the same person or by the sweep, must know that it may have been said.
func TestDeliveryDoubts(t *testing.T) {
	for name, c := range map[string]struct {
		before int  // attempts that failed and were noted
		news   bool // the person is owed something else meanwhile
		alone  bool // locks die with the process
		old    bool // the second process has run for long
	}{
		"first attempt": {}, "first attempt, news": {news: true}, "first attempt, news, alone": {news: true, alone: true},
		"first attempt, news, two replicas": {news: true, old: true},
		"third attempt":                     {before: 2}, "third attempt, news": {before: 2, news: true}, "third attempt, news, alone": {before: 2, news: true, alone: true},
	} {
		t.Run(name, func(t *testing.T) {
			in(t, func(w *world) {
				for range c.before {
					w.line.next = append(w.line.next, failing(domain.Errorf(domain.Unavailable, "not reached")))
				}
				locks := func(_ *WorkerConfig, dc *DeliveryConfig) {
					if c.alone {
						dc.Locks = ProcessLocks()
					}
				}
				var second *node
				if c.old {
					second = w.node(locks)
					w.pass(2 * certainYouth)
				}
				first := w.node(locks)
				row := says("once")
				row.Address.Token = "token"
				owed := w.owe(domain.LINE, "u", row)
				if c.before == 0 { // the first attempt takes no time: it would be over
					first.die("outbox.Settle", false)
				}
				first.delivery.Wake(owed...)
				if c.before > 0 {
					w.pass(2 * time.Second)
					first.die("outbox.Settle", false)
				}
				w.pass(4 * time.Second)
				if !first.died() || len(w.line.read()) != 1 {
					w.t.Fatalf("died %v, %q", first.died(), w.line.read())
				}
				first.stop()
				if second == nil {
					second = w.node(locks)
				}
				if c.news {
					second.delivery.Wake(w.owe(domain.LINE, "u", says("news"))...)
				}
				w.pass(3 * time.Minute)
				want := []string{"u: once"}
				if c.news {
					want = append(want, "u: news")
				}
				if got := w.line.read(); !slices.Equal(got, want) {
					w.t.Errorf("%q, want %q", got, want)
				}
				w.end(second)
			})
		})
	}
}
