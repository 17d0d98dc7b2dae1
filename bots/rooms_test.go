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
	takes time.Duration // one post
}

func (j *joiner) Gather(Channel) time.Duration { return 300 * time.Millisecond }

func (j *joiner) SendMany(_ context.Context, _ Channel, items []outbox.Item) (results []outbox.Result) {
	rest(context.Background(), j.takes)
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

// TestDeliveryRoomBusy sends nothing for a conversation whose lock may end before the post does.
func TestDeliveryRoomBusy(t *testing.T) {
	in(t, func(w *world) {
		j := &joiner{platform: w.slack, takes: 19 * time.Second}
		n := w.node(func(_ *WorkerConfig, dc *DeliveryConfig) { dc.Platforms = []Platform{w.line, j} })
		for i := range 2 {
			r := says(fmt.Sprint(i))
			r.Address.Place = "room"
			n.delivery.Wake(w.owe(domain.Slack, fmt.Sprint("u", i), r)...)
			w.pass(time.Second)
		}
		w.pass(25 * time.Second) // the first post has ended; the second row was sent back to wait without a lock
		w.mem.mu.Lock()
		row := *w.mem.rows[1]
		w.mem.mu.Unlock()
		if got := j.said(); len(got) != 1 || row.Attempts != 1 {
			w.t.Errorf("%q, row %+v", got, row)
		}
		w.pass(time.Minute)
		if got := j.said(); len(got) != 2 {
			w.t.Errorf("%q", got)
		}
		w.end(n)
	})
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
