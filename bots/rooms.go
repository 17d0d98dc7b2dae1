package bots

import (
	"context"
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// roomPatience is how long a row waits for its room. With the post itself and the noting of its outcome it must stay
// below sendLease.
const roomPatience = 6 * time.Second

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
	since time.Time
	items []outbox.Item
	out   chan []outbox.Result
}

func newRooms() *rooms { return &rooms{open: map[roomKey]*room{}} }

// send waits until the rows have been sent with their room's others and returns their outcomes.
func (r *rooms) send(ctx context.Context, p Joiner, ch Channel, items []outbox.Item) []outbox.Result {
	g := &guest{ctx: ctx, since: time.Now(), items: items, out: make(chan []outbox.Result, 1)}
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
		if batch = patient(batch); len(batch) > 0 {
			r.post(p, ch, batch)
		}
	}
}

// patient sends those away untried who have waited so long that their lock might end during the post: another process
// would then say the same.
func patient(batch []*guest) []*guest {
	stay := batch[:0:0]
	for _, g := range batch {
		if time.Since(g.since) < roomPatience {
			stay = append(stay, g)
		} else {
			g.out <- same(g.items, outbox.Result{State: outbox.Owed, Note: Paced + "the room was busy"})
		}
	}
	return stay
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
