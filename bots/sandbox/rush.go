package sandbox

import (
	"context"
	"sync"
)

// rushers is how many people act in the same instant; the others follow at once.
const rushers = 16

// Rush lets everybody say the word on every platform at once, as on a morning at nine, and returns how many webhooks were
// acknowledged and how many were sent.
func (s *Sandbox) Rush(ctx context.Context, word string) (acked, sent int) {
	if word == "" {
		word = "出勤"
	}
	type saying func() (Delivery, error)
	var all []saying
	for _, p := range s.people {
		if s.LINE != nil {
			all = append(all, func() (Delivery, error) { return s.LINE.Say(ctx, p.LINE, word) })
		}
		if s.Chatwork != nil {
			all = append(all, func() (Delivery, error) { return s.Chatwork.Say(ctx, p.Chatwork, s.Chatwork.MainRoom(), word) })
		}
		if s.Slack != nil {
			all = append(all, func() (Delivery, error) { return s.Slack.Say(ctx, p.Slack, s.Slack.MainChannel(), word) })
		}
	}
	var mu sync.Mutex
	var group sync.WaitGroup
	gate := make(chan struct{}, rushers)
	for _, say := range all {
		gate <- struct{}{}
		group.Go(func() {
			defer func() { <-gate }()
			d, err := say()
			mu.Lock()
			defer mu.Unlock()
			if err != nil { // who blocked the account cannot speak
				return
			}
			if sent++; d.Acked {
				acked++
			}
		})
	}
	group.Wait()
	return acked, sent
}
