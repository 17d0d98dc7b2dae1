package bots

import (
	"context"
	"sync"
	"time"

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

type guest struct {
	ctx  context.Context
	item outbox.Item
	out  chan []outbox.Result
}

func newRooms() *rooms { return &rooms{open: map[roomKey]*room{}} }

// send waits until the row has been sent with its room's others and returns its outcome.
func (r *rooms) send(ctx context.Context, p Joiner, ch Channel, item outbox.Item) []outbox.Result {
	g := &guest{ctx: ctx, item: item, out: make(chan []outbox.Result, 1)}
	key := roomKey{ch.ID, item.Address.Place}
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
		if d := p.Gather(ch); d > 0 {
			<-time.After(d)
		}
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
	outcomes := map[domain.ID][]outbox.Result{}
	defer func() {
		if v := recover(); v != nil {
			for _, g := range batch {
				outcomes[g.item.ID] = []outbox.Result{{ID: g.item.ID, State: outbox.Dead, Note: "panic while sending"}}
			}
		}
		for _, g := range batch {
			g.out <- outcomes[g.item.ID]
		}
	}()
	items := make([]outbox.Item, len(batch))
	for i, g := range batch {
		items[i] = g.item
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(batch[0].ctx), sendLimit)
	defer cancel()
	for _, res := range p.SendMany(ctx, ch, items) {
		outcomes[res.ID] = append(outcomes[res.ID], res)
	}
}
