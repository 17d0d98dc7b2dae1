package e2e

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/store/storetest"
)

// TestE2EKilledInTheRush kills the process in the middle of a thousand signed webhooks, starts it again and delivers
// once more what was not acknowledged, as the platform does. Every acknowledged event must be exactly one punch and
// every one of them must be answered in the end.
func TestE2EKilledInTheRush(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			const events, killAfter = 1000, 400
			api := newLineAPI(t)
			p := newProcess(t, storetest.Migrated(t, engine), api.env())
			p.verb("seed", lineCompany(t, events))
			p.start("serve")
			at := time.Now().Add(-time.Hour)
			body := func(i int) []byte {
				return lineMessage(i, fmt.Sprintf("ev%04d", i), "出勤", at.Add(time.Duration(i)*time.Millisecond))
			}

			acked := make([]bool, events+1)
			var done atomic.Int64
			var kill sync.Once
			queue := make(chan int)
			var wg sync.WaitGroup
			for range 16 {
				wg.Go(func() {
					for i := range queue {
						acked[i] = lineStatus(p, body(i)) == 200
						if acked[i] && done.Add(1) == killAfter {
							kill.Do(p.kill)
						}
					}
				})
			}
			for i := 1; i <= events; i++ {
				queue <- i
			}
			close(queue)
			wg.Wait()
			if n := done.Load(); n < killAfter || n == events {
				t.Fatalf("%d of %d were acknowledged before the kill", n, events)
			}

			p.start("serve")
			for i := 1; i <= events; i++ {
				if !acked[i] {
					p.eventually("redelivery", func() bool { return lineStatus(p, body(i)) == 200 })
				}
			}
			p.eventually("every event answered", func() bool {
				for i := 1; i <= events; i++ {
					if len(api.heard(fmt.Sprintf("ev%04d", i), i)) == 0 {
						return false
					}
				}
				return true
			})
			p.stop()
			count := map[string]int{}
			for _, l := range ledger(p, "shop") {
				count[l.Employee]++
			}
			for i := 1; i <= events; i++ {
				if code := fmt.Sprintf("%04d", i); count[code] != 1 {
					t.Errorf("employee %s has %d punches", code, count[code])
				}
			}
			p.verb("verify", "--company", "shop")
		})
	}
}
