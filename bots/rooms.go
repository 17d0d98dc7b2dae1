package bots

import (
	"context"
	"sync"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// rooms gathers rows of one room from several conversations, for platforms that ration a room's posts. While one
// send of a room is under way, what comes meanwhile is gathered for the next.
type rooms struct {
	mu   sync.Mutex
	open map[roomKey]*room
}

type roomKey struct {
	channel domain.ID
	place   string
}

type room struct{ waiting []*guest }

// guest is one conversation that waits for its rows of the room.
type guest struct {
	ctx   context.Context
	items []outbox.Item
	out   chan []outbox.Result
}

func newRooms() *rooms { return &rooms{open: map[roomKey]*room{}} }

// send waits until the rows have been sent with their room's others and returns their outcomes.
func (r *rooms) send(ctx context.Context, p Joiner, ch Channel, items []outbox.Item) []outbox.Result {
	g := &guest{ctx: ctx, items: items, out: make(chan []outbox.Result, 1)}
	key := roomKey{ch.ID, items[0].Address.Place}
	r.mu.Lock()
	here := r.open[key]
	first := here == nil
	if first {
		here = &room{}
		r.open[key] = here
	}
	here.waiting = append(here.waiting, g)
	r.mu.Unlock()
	if first {
		go r.serve(p, ch, key, here)
	}
	return <-g.out
}

// serve sends what is gathered until nothing is.
func (r *rooms) serve(p Joiner, ch Channel, key roomKey, here *room) {
	for {
		rest(context.Background(), p.Gather(ch))
		r.mu.Lock()
		batch := here.waiting
		here.waiting = nil
		if len(batch) == 0 {
			delete(r.open, key)
			r.mu.Unlock()
			return
		}
		r.mu.Unlock()
		r.post(p, ch, batch)
	}
}

func (r *rooms) post(p Joiner, ch Channel, batch []*guest) {
	owner := map[domain.ID]int{}
	outcomes := make([][]outbox.Result, len(batch))
	defer func() {
		failed := recover() != nil
		for i, g := range batch {
			if failed {
				outcomes[i] = same(g.items, outbox.Result{State: outbox.Dead, Note: "panic while sending"})
			}
			g.out <- outcomes[i]
		}
	}()
	var items []outbox.Item
	for i, g := range batch {
		for _, item := range g.items {
			owner[item.ID] = i
			items = append(items, item)
		}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(batch[0].ctx), sendLimit)
	defer cancel()
	for _, res := range p.SendMany(ctx, ch, items) {
		if i, ok := owner[res.ID]; ok {
			outcomes[i] = append(outcomes[i], res)
		}
	}
}
