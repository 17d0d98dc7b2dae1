package bots

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// TestAnswersOvertake has 5,000 notices woken at once on a platform that takes a second for each, which is more than a minute
// and a half. Who says something meanwhile is answered at once, also one who is among those the notices are for.
func TestAnswersOvertake(t *testing.T) {
	for _, who := range []string{"somebody", "u4999"} {
		t.Run(who, func(t *testing.T) {
			in(t, func(w *world) {
				w.line.takes = time.Second
				n := w.node()
				for i := range 5000 {
					news := says("news")
					news.Kind = outbox.Notice
					n.delivery.Wake(w.owe(domain.LINE, fmt.Sprint("u", i), news)...)
				}
				w.pass(10 * time.Second)
				n.post("/hooks/line/umi", "e1 "+who+" hello")
				w.pass(2500 * time.Millisecond)
				if got := w.line.read(); !slices.Contains(got, who+": re hello") {
					t.Errorf("no answer among %d sends, last %q", len(got), got[len(got)-1])
				}
				w.pass(2 * time.Minute)
				if got := w.line.read(); len(got) != 5001 || w.line.most > 64 {
					t.Errorf("%d sends, %d at once", len(got), w.line.most)
				}
				w.end(n)
			})
		})
	}
}

// TestLeftAnswersOvertake finds an answer whose process ended before it was sent, while 5,000 notices wait.
func TestLeftAnswersOvertake(t *testing.T) {
	in(t, func(w *world) {
		w.line.takes = time.Second
		n := w.node()
		for i := range 5000 {
			news := says("news")
			news.Kind = outbox.Notice
			n.delivery.Wake(w.owe(domain.LINE, fmt.Sprint("u", i), news)...)
		}
		w.owe(domain.LINE, "somebody", says("re hello"))
		w.pass(owedAge + 3*time.Second)
		if got := w.line.read(); !slices.Contains(got, "somebody: re hello") {
			t.Errorf("no answer among %d sends", len(got))
		}
		w.pass(2 * time.Minute)
		if got := w.line.read(); len(got) != 5001 || w.line.most > 64 {
			t.Errorf("%d sends, %d at once", len(got), w.line.most)
		}
		w.end(n)
	})
}

// TestLanesOvertake raises a conversation that is queued already, and keeps a part of a channel's runs for those somebody waits in.
func TestLanesOvertake(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := newVisits(time.Second)
		l := newLanes(8, 4, 1, v.run)
		for i := range 20 {
			l.wake(visit{}, fmt.Sprintf("a/%d", i))
		}
		l.wake(visit{class: awaited}, "a/10")
		l.start()
		synctest.Wait()
		if first, _ := v.ran(); !slices.Equal(slices.Sorted(slices.Values(first)), []string{"a/0", "a/1", "a/10"}) {
			t.Errorf("first %q", first)
		}
		l.wake(visit{class: awaited}, "a/new")
		synctest.Wait()
		if order, most := v.ran(); !slices.Contains(order, "a/new") || most != 4 {
			t.Errorf("ran %q, %d at once", order, most)
		}
		<-time.After(time.Minute)
		l.stop()
		if len(v.order) != 21 || len(l.talks) != 0 || len(l.queues) != 0 {
			t.Errorf("ran %d, left %d and %d", len(v.order), len(l.talks), len(l.queues))
		}
	})
}

// TestLanesKeepRunsOfAll fills all runs from several channels: the last ones are kept for whom somebody waits in.
func TestLanesKeepRunsOfAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := newVisits(time.Second)
		l := newLanes(8, 4, 1, v.run)
		for i := range 30 {
			l.wake(visit{}, fmt.Sprintf("%c/%d", 'a'+i%3, i))
		}
		l.start()
		synctest.Wait()
		if _, most := v.ran(); most != 7 {
			t.Errorf("%d at once, of 8", most)
		}
		l.wake(visit{class: awaited}, "d/new")
		synctest.Wait()
		if order, most := v.ran(); !slices.Contains(order, "d/new") || most != 8 {
			t.Errorf("ran %q, %d at once", order, most)
		}
		<-time.After(time.Minute)
		l.stop()
	})
}
