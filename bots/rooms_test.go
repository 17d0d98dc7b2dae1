package bots

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// joiner is a platform that rations a room's posts.
type joiner struct {
	*platform
	posts [][]string
}

func (j *joiner) Gather(Channel) time.Duration { return 300 * time.Millisecond }

func (j *joiner) SendMany(_ context.Context, _ Channel, items []outbox.Item) (results []outbox.Result) {
	var post []string
	for i, item := range items {
		if i == 5 {
			break // the rest does not fit
		}
		post = append(post, decode(item.Body).Title)
		results = append(results, outbox.Result{ID: item.ID, State: outbox.Sent})
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.posts = append(j.posts, post)
	return results
}

func (j *joiner) said() [][]string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clone(j.posts)
}

// TestDeliveryJoins gathers what several people are told in one room.
func TestDeliveryJoins(t *testing.T) {
	in(t, func(w *world) {
		j := &joiner{platform: w.slack}
		n := w.node(func(_ *WorkerConfig, dc *DeliveryConfig) { dc.Platforms = []Platform{w.line, j} })
		for i := range 6 {
			r := says(fmt.Sprint(i))
			r.Address.Place = "room"
			n.delivery.Wake(w.owe(domain.Slack, fmt.Sprint("u", i), r)...)
		}
		w.pass(time.Second)
		if got := j.said(); len(got) != 1 || len(got[0]) != 5 {
			w.t.Errorf("%q", got)
		}
		w.pass(time.Minute)
		if _, out := w.states(); out[outbox.Sent] != 6 {
			w.t.Errorf("%v, %q", out, j.said())
		}
		w.end(n)
	})
}
