package bots

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/outbox"
)

// TestWorkerOrder sends two quick messages in each of 200 conversations to two processes, each to another one.
func TestWorkerOrder(t *testing.T) {
	in(t, func(w *world) {
		w.runner.takes = 3 * time.Millisecond
		a, b := w.node(), w.node()
		for i := range 200 {
			a.post("/hooks/line/umi", fmt.Sprintf("a%d u%d first", i, i))
			w.pass(time.Millisecond)
			b.post("/hooks/line/umi", fmt.Sprintf("b%d u%d second", i, i))
		}
		w.pass(time.Minute)
		got := map[string][]string{}
		for _, s := range w.runner.order {
			user, text, _ := strings.Cut(s, " ")
			got[user] = append(got[user], text)
		}
		told := map[string][]string{}
		for _, s := range w.line.read() {
			user, text, _ := strings.Cut(s, ": ")
			told[user] = append(told[user], text)
		}
		for i := range 200 {
			user := fmt.Sprintf("u%d", i)
			if !slices.Equal(got[user], []string{"first", "second"}) || !slices.Equal(told[user], []string{"re first", "re second"}) {
				w.t.Fatalf("%s: turns %v, replies %v", user, got[user], told[user])
			}
			if s := w.mem.sessions["line/"+user]; string(s.data) != ".." || s.version != 2 {
				w.t.Fatalf("%s: session %q of version %d", user, s.data, s.version)
			}
		}
		w.end(a, b)
	})
}

// TestWorkerEventOrder runs what waited by the time of the events and not of their arrival.
func TestWorkerEventOrder(t *testing.T) {
	in(t, func(w *world) {
		ch, late := w.dir.of(domain.LINE), time.Now()
		n := w.node()
		err := n.hooks.Take(w.t.Context(), ch, []inbox.Item{
			{EventID: "2", Conversation: "line/u", Body: []byte("u second"), At: late},
			{EventID: "1", Conversation: "line/u", Body: []byte("u first"), At: late.Add(-time.Minute)},
		})
		w.pass(time.Second)
		if want := []string{"u first", "u second"}; err != nil || !slices.Equal(w.runner.order, want) {
			w.t.Errorf("%v, %v", w.runner.order, err)
		}
		w.end(n)
	})
}

// TestWorkerPoison has a message nobody can handle: its neighbours are answered, and after the last attempt its author
// gets an apology and the operator an alert.
func TestWorkerPoison(t *testing.T) {
	for _, poison := range []string{"poison", "bomb", "unreadable"} {
		t.Run(poison, func(t *testing.T) {
			in(t, func(w *world) {
				n := w.node()
				n.post("/hooks/line/umi", "e1 u "+poison+"\ne2 u hello\ne3 v hello")
				w.pass(time.Second)
				if got := w.line.read(); len(got) != 2 {
					w.t.Errorf("the neighbours read %q", got)
				}
				w.pass(10 * time.Minute)
				states, _ := w.states()
				if states[inbox.Failed] != 1 || states[inbox.Done] != 2 || !w.alerted("failed") {
					w.t.Errorf("%v, alert %v", states, w.alerted("failed"))
				}
				if got := w.line.read(); got[len(got)-1] != "u: sorry" {
					w.t.Errorf("%q", got)
				}
				w.end(n)
			})
		})
	}
}

// TestWorkerDies kills the process at each of its steps, before and after the step counts. A second process, started
// later, finishes: one punch, one answer.
func TestWorkerDies(t *testing.T) {
	steps := []string{"lock.turn", "inbox.Pending", "sessions.Get", "ledger.Finish", "sessions.Put", "unlock.turn",
		"lock.out", "outbox.Head", "outbox.Settle", "unlock.out"}
	for _, step := range steps {
		for _, after := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/after=%v", step, after), func(t *testing.T) {
				in(t, func(w *world) {
					first := w.node()
					first.die(step, after)
					first.post("/hooks/line/umi", "e1 u hello")
					w.pass(time.Second)
					if !first.died() {
						w.t.Fatal("it lived")
					}
					first.stop()
					second := w.node()
					w.pass(2 * time.Minute)
					states, owed := w.states()
					if len(w.runner.punches) != 1 || states[inbox.Done] != 1 || owed[outbox.Sent] != 1 || len(w.line.read()) != 1 {
						w.t.Errorf("punches %v, inbox %v, outbox %v, read %q", w.runner.punches, states, owed, w.line.read())
					}
					w.end(second)
				})
			})
		}
	}
}

// TestWorkerStorageAway leaves the database away for longer than all attempts together: nothing is given up.
func TestWorkerStorageAway(t *testing.T) {
	in(t, func(w *world) {
		w.runner.away = 30
		n := w.node()
		n.post("/hooks/line/umi", "e1 u hello")
		n.post("/hooks/line/umi", "e2 v hello")
		w.pass(20 * time.Minute)
		n.fail("ledger.Finish", 40)
		n.post("/hooks/line/umi", "e3 u hello")
		w.pass(20 * time.Minute)
		states, _ := w.states()
		if states[inbox.Done] != 3 || len(w.line.read()) != 3 || len(w.runner.punches) != 3 {
			w.t.Errorf("%v, %q", states, w.line.read())
		}
		w.end(n)
	})
}

// TestWorkerRedisAway takes sessions and locks away: turns go on with the spare locks, and can ask whether a question
// was lost.
func TestWorkerRedisAway(t *testing.T) {
	in(t, func(w *world) {
		spare := w.mem.process()
		use := func(wc *WorkerConfig, dc *DeliveryConfig) { wc.Spare, dc.Spare = memLocks{spare}, memLocks{spare} }
		n := w.node(use)
		w.runner.answer = func(dialog.Turn) dialog.Result {
			return dialog.Result{Replies: []dialog.Reply{{Tone: dialog.Ask, Title: "which day?"}}}
		}
		n.post("/hooks/line/umi", "e1 u hello")
		w.pass(time.Second)
		for _, what := range []string{"sessions.Get", "sessions.Put", "lock.turn", "lock.out"} {
			n.fail(what, -1)
		}
		n.post("/hooks/line/umi", "e2 u yesterday")
		w.pass(2 * time.Second)
		if got := w.line.read(); len(got) != 2 || w.runner.lost != 1 || !w.alerted("locks") {
			w.t.Errorf("%q, lost %d, alert %v", got, w.runner.lost, w.alerted("locks"))
		}
		for _, what := range []string{"sessions.Get", "sessions.Put", "lock.turn", "lock.out"} {
			n.fail(what, 0)
		}
		w.pass(lockRest)
		n.post("/hooks/line/umi", "e3 u hello")
		w.pass(time.Second)
		if got := w.line.read(); len(got) != 3 {
			w.t.Errorf("after its return: %q", got)
		}
		w.end(n)
	})
}

// TestWorkerStops finishes the turn that runs and leaves the others to the next process.
func TestWorkerStops(t *testing.T) {
	in(t, func(w *world) {
		w.runner.takes = time.Second
		n := w.node(func(wc *WorkerConfig, _ *DeliveryConfig) { wc.Concurrency = 1 })
		n.post("/hooks/line/umi", "e1 u hello\ne2 v hello")
		w.pass(500 * time.Millisecond)
		w.end(n)
		if states, _ := w.states(); states[inbox.Done] != 1 || states[inbox.New] != 1 || len(w.mem.locks) != 0 {
			w.t.Errorf("%v, locks %v", states, w.mem.locks)
		}
		next := w.node()
		w.pass(time.Minute)
		if states, _ := w.states(); states[inbox.Done] != 2 || len(w.line.read()) != 2 {
			w.t.Errorf("%v, %q", states, w.line.read())
		}
		w.end(next)
	})
}

func TestWorkerNotPeople(t *testing.T) {
	in(t, func(w *world) {
		n := w.node()
		n.post("/hooks/line/umi", "e1 u dropped\ne2 u removed\ne3 u unsent\ne4 v joined\ne5 w left\ne6 x silence")
		w.pass(time.Second)
		states, _ := w.states()
		if states[inbox.Dropped] != 2 || states[inbox.Done] != 4 {
			w.t.Errorf("%v", states)
		}
		if w.dir.removed != "T1" || !w.dir.reached["v"] || w.dir.reached["w"] || !slices.Equal(w.mem.redacted, []string{"e1"}) {
			w.t.Errorf("removed %q, reachable %v, redacted %v", w.dir.removed, w.dir.reached, w.mem.redacted)
		}
		if note := w.mem.items[0].Note + w.mem.items[5].Note; note != "own posttalk" {
			w.t.Errorf("notes %q", note)
		}
		w.end(n)
	})
}

func TestWorkerShowsItIsBusy(t *testing.T) {
	in(t, func(w *world) {
		n := w.node()
		n.post("/hooks/line/umi", "e1 u hello")
		w.pass(time.Second)
		w.runner.takes = 2 * time.Second
		n.post("/hooks/line/umi", "e2 u hello\ne3 v room")
		w.pass(10 * time.Second)
		if w.line.busy != 1 {
			w.t.Errorf("shown %d times", w.line.busy)
		}
		w.end(n)
	})
}

// TestWorkerOwes lists the rows a turn leads to.
func TestWorkerOwes(t *testing.T) {
	private := dialog.Reply{Title: "8:04", Private: true, Brief: "recorded"}
	for name, c := range map[string]struct {
		text   string
		caps   dialog.Caps
		unlink bool
		result dialog.Result
		want   []string
	}{
		"two replies":       {"hi", dialog.Caps{}, false, dialog.Result{Replies: []dialog.Reply{{Title: "a"}, {Title: "b"}}}, []string{"line/u reply a", "line/u reply b"}},
		"private, alone":    {"hi", dialog.Caps{}, false, dialog.Result{Replies: []dialog.Reply{private}}, []string{"line/u reply 8:04"}},
		"private in a room": {"room", dialog.Caps{}, false, dialog.Result{Replies: []dialog.Reply{private}}, []string{"line/u reply recorded in room", "line/u reply 8:04 direct"}},
		"whispered":         {"room", dialog.Caps{Whisper: true}, false, dialog.Result{Replies: []dialog.Reply{private}}, []string{"line/u reply 8:04 in room"}},
		"told another":      {"hi", dialog.Caps{}, false, dialog.Result{Tells: []dialog.Tell{{Employee: "e-v", Reply: dialog.Reply{Title: "news"}}, {Employee: "nobody"}}}, []string{"slack/v notice news in dm-v direct", "/ notice  direct"}},
		"told where it began": {"hi", dialog.Caps{}, false, dialog.Result{Tells: []dialog.Tell{{Employee: "e-v", Reply: dialog.Reply{Title: "news"}, Door: domain.LINE},
			{Employee: "e-v", Reply: dialog.Reply{Title: "more"}, Door: domain.Chatwork}}}, []string{"line/v notice news direct", "slack/v notice more in dm-v direct"}},
		"state changed": {"hi", dialog.Caps{Menu: true}, false, dialog.Result{Changed: []domain.ID{"e-u", "e-u"}}, []string{"line/u#home refresh  direct"}},
		"not linked":    {"hi", dialog.Caps{Menu: true}, true, dialog.Result{Replies: []dialog.Reply{{Title: "who?", State: "unlinked"}}}, []string{"line/u reply who?", "line/u#home refresh "}},
	} {
		t.Run(name, func(t *testing.T) {
			in(t, func(w *world) {
				w.line.caps, w.dir.unlink = c.caps, c.unlink
				w.runner.answer = func(dialog.Turn) dialog.Result { return c.result }
				n := w.node(func(wc *WorkerConfig, _ *DeliveryConfig) { wc.Deliver = nil })
				n.post("/hooks/line/umi", "e1 u "+c.text)
				w.pass(time.Second)
				w.end(n)
				var got []string
				for _, r := range w.mem.rows {
					s := fmt.Sprintf("%s %s %s", r.Conversation, r.Kind, decode(r.Body).Title)
					if r.Address.Place != "" {
						s += " in " + r.Address.Place
					}
					if r.Address.Direct {
						s += " direct"
					}
					got = append(got, s)
				}
				if !slices.Equal(got, c.want) {
					t.Errorf("\n got %q\nwant %q", got, c.want)
				}
			})
		})
	}
}
