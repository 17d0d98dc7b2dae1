package e2e

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/store/storetest"
)

// TestE2EStoppedInTheRush ends the process politely in the middle of signed webhooks: it exits with 0, and what it
// acknowledged is punched and answered once, by itself or by the next process.
func TestE2EStoppedInTheRush(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			const events, stopAfter = 300, 120
			api := newLineAPI(t)
			p := newProcess(t, storetest.Migrated(t, engine), api.env())
			p.verb("seed", lineCompany(t, events))
			p.start("serve")
			at := time.Now().Add(-time.Hour)
			acked := make([]bool, events+1)
			var done atomic.Int64
			enough := make(chan struct{})
			queue := make(chan int)
			var wg sync.WaitGroup
			for range 8 {
				wg.Go(func() {
					for i := range queue {
						acked[i] = lineStatus(p, lineMessage(i, fmt.Sprintf("st%04d", i), "出勤", at)) == 200
						if acked[i] && done.Add(1) == stopAfter {
							close(enough)
						}
					}
				})
			}
			wg.Go(func() {
				<-enough
				p.stop()
			})
			for i := 1; i <= events; i++ {
				queue <- i
			}
			close(queue)
			wg.Wait()
			p.start("serve")
			p.eventually("what was acknowledged is answered", func() bool {
				for i := 1; i <= events; i++ {
					if acked[i] && len(api.heard(fmt.Sprintf("st%04d", i), i)) == 0 {
						return false
					}
				}
				return true
			})
			count := map[string]int{}
			for _, l := range ledger(p, "shop") {
				count[l.Employee]++
			}
			for i := 1; i <= events; i++ {
				code := fmt.Sprintf("%04d", i)
				if acked[i] && count[code] != 1 || count[code] > 1 {
					t.Errorf("employee %s, acknowledged %t, has %d punches", code, acked[i], count[code])
				}
				if n := len(api.heard("st"+code, i)); acked[i] && n != 1 {
					t.Errorf("employee %s heard %d answers", code, n)
				}
			}
		})
	}
}

// TestE2EDoorAndWorker splits one installation into a process that takes webhooks and two that work: nothing is lost,
// nothing doubled.
func TestE2EDoorAndWorker(t *testing.T) {
	const people = 120
	api := newLineAPI(t)
	env := api.env()
	env["DAKOKU_REDIS_URL"] = redisURL(t)
	env["DAKOKU_LOG_LEVEL"] = "debug"
	door := newProcess(t, storetest.Migrated(t, "postgres"), env)
	door.verb("seed", lineCompany(t, people))
	door.start("serve", "--no-worker")
	at := time.Now().Add(-time.Hour)
	for i := 1; i <= people; i++ {
		mustPost(t, door, lineMessage(i, fmt.Sprintf("a%d", i), "出勤", at))
	}
	if n := len(ledger(door, "shop")); n != 0 {
		t.Fatalf("the door alone made %d punches", n)
	}
	var workers []*process
	for range 2 {
		w := &process{t: t, dir: t.TempDir(), env: door.env, addr: door.addr, log: &lockedBuffer{}}
		w.start("work")
		workers = append(workers, w)
	}
	for i := 1; i <= people; i++ {
		mustPost(t, door, lineMessage(i, fmt.Sprintf("b%d", i), "休憩", at.Add(2*time.Minute)))
	}
	door.eventually("everybody is answered twice", func() bool {
		for i := 1; i <= people; i++ {
			if len(api.heard(fmt.Sprintf("a%d", i), i)) == 0 || len(api.heard(fmt.Sprintf("b%d", i), i)) == 0 {
				return false
			}
		}
		return true
	})
	got := map[string][]string{}
	for _, l := range ledger(door, "shop") {
		got[l.Employee] = append(got[l.Employee], l.Kind+" "+l.State)
	}
	for i := 1; i <= people; i++ {
		if mine := strings.Join(got[fmt.Sprintf("%04d", i)], ", "); mine != "in effective, break_start effective" {
			t.Errorf("employee %04d has %s", i, mine)
		}
	}
	for _, w := range append(workers, door) {
		w.stop()
	}
}
