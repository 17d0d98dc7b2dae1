package bots

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// Delivery's times. A lease outlasts the longest hold: sendHold plus one send that began just before it ended.
const (
	sendLimit = 20 * time.Second // one call of a platform
	sendHold  = 5 * time.Second  // sends of one conversation in a row before its lock is given back
	sendLease = 30 * time.Second
	owedAge   = 5 * time.Second // younger rows are somebody's who was woken for them
	sendStep  = 20              // rows looked at together
	// spareShare is which part of a channel's sends is kept for answers: while all others wait for a slow platform, or for
	// their pace, an answer goes at once.
	spareShare = 4
	// MaxOwed is how long a row is tried. Later the answer would puzzle more than help, and platforms forget the
	// keys by which they recognise a repeated send.
	MaxOwed = 24 * time.Hour
)

// DeliveryConfig is what a Delivery needs. Spare, Stats, PerPlatform and PerChannel may be left out.
type DeliveryConfig struct {
	Directory Directory
	Platforms []Platform
	Outbox    outbox.Store
	Homes     Homes
	Locks     dialog.Locks
	Spare     dialog.Locks // used while Locks is away; nil: delivery then waits
	Clock     domain.Clock
	NewID     domain.NewID // domain.IDs of the clock unless given
	Log       *slog.Logger
	Stats     *Stats
	// PerPlatform and PerChannel are how many conversations are delivered at once; 0: 256 and 64. They bound what a
	// slow platform ties up; no platform uses another's share.
	PerPlatform, PerChannel int
}

// Delivery tells what is owed: each conversation in order, never two of its rows at once.
type Delivery struct {
	cfg       DeliveryConfig
	platforms map[domain.Door]Platform
	roster    *roster
	locks     *sureLocks
	hush      *hush
	certain   *certain
	rooms     *rooms
	lanes     map[domain.Door]*lanes // "" holds channels whose kind is not known yet

	mu    sync.Mutex
	kinds map[string]domain.Door        // by channel id
	past  map[domain.ID][]outbox.Result // outcomes storage could not take, by the first row
}

// NewDelivery makes a delivery; Run starts it.
func NewDelivery(cfg DeliveryConfig) *Delivery {
	if cfg.PerPlatform <= 0 {
		cfg.PerPlatform = 256
	}
	if cfg.PerChannel <= 0 {
		cfg.PerChannel = 64
	}
	if cfg.NewID == nil {
		cfg.NewID = domain.IDs(cfg.Clock)
	}
	d := &Delivery{
		cfg: cfg, platforms: byKind(cfg.Platforms), roster: newRoster(cfg.Directory, cfg.Clock), rooms: newRooms(),
		lanes: map[domain.Door]*lanes{}, kinds: map[string]domain.Door{},
		past: map[domain.ID][]outbox.Result{}, hush: newHush(cfg.Log, cfg.Clock), certain: newCertain(cfg.Clock),
	}
	d.locks = &sureLocks{first: cfg.Locks, spare: cfg.Spare, clock: cfg.Clock, log: cfg.Log, stats: cfg.Stats}
	spare := cfg.PerChannel / spareShare
	d.lanes[""] = newLanes(cfg.PerPlatform, cfg.PerChannel, spare, d.sort)
	for kind := range d.platforms {
		d.lanes[kind] = newLanes(cfg.PerPlatform, cfg.PerChannel, spare, d.visit)
	}
	return d
}

// Wake has what is owed to the conversations delivered now. It never blocks.
func (d *Delivery) Wake(conversations ...string) { d.wake(visit{}, conversations) }

// Answer is Wake for conversations in which somebody waits for an answer: they overtake all others.
func (d *Delivery) Answer(conversations ...string) { d.wake(visit{class: awaited}, conversations) }

func (d *Delivery) wake(v visit, conversations []string) {
	for _, key := range conversations {
		d.mu.Lock()
		kind := d.kinds[channelOf(key)]
		d.mu.Unlock()
		d.lanes[kind].wake(v, key)
	}
}

// Run delivers until ctx ends and then finishes the sends that run. Rows nobody was woken for are found by a sweep.
func (d *Delivery) Run(ctx context.Context) error {
	for _, l := range d.lanes {
		l.start()
	}
	sweep(ctx, "outbox", d.cfg.Log, func(ctx context.Context) error {
		answers, others, err := d.cfg.Outbox.Leftovers(ctx, d.cfg.Clock().Add(-owedAge), sweepBatch)
		d.wake(visit{class: awaited, swept: true}, answers)
		d.wake(visit{swept: true}, others)
		return err
	})
	for _, l := range d.lanes {
		l.stop()
	}
	return nil
}

// sort finds out what kind of channel a conversation is of, and leaves it to that platform's lanes: a slow platform ties
// up its own only.
func (d *Delivery) sort(key string, v visit) time.Duration {
	items, err := d.cfg.Outbox.Head(context.Background(), key, d.cfg.Clock(), 1)
	if err != nil {
		d.hush.write(slog.LevelError, "", "delivery: cannot read what is owed", "error", err)
		return pause(v.tries, 500*time.Millisecond, 10*time.Second)
	}
	if len(items) == 0 {
		return done
	}
	ch, err := d.roster.channel(context.Background(), items[0].Tenant, items[0].Channel)
	if err != nil || d.platforms[ch.Kind] == nil {
		return d.visit(key, v) // which knows what becomes of it
	}
	d.mu.Lock()
	d.kinds[string(ch.ID)] = ch.Kind
	d.mu.Unlock()
	d.lanes[ch.Kind].wake(visit{class: v.class, swept: v.swept}, key)
	return done
}

// visit delivers one conversation's rows while the first of them can be sent.
func (d *Delivery) visit(key string, v visit) time.Duration {
	ctx := context.Background() // sends outlive Run's ctx: a send cut off is a send nobody knows the outcome of
	wait := done
	ok, err := d.locks.hold(ctx, "out:"+key, sendLease, func() { wait = d.sends(ctx, key, v) })
	switch {
	case err != nil:
		d.hush.write(slog.LevelError, "", "delivery: no lock", "error", err)
		return pause(v.tries, 200*time.Millisecond, 5*time.Second)
	case !ok:
		d.certain.locked(key)
		return pause(v.tries, 50*time.Millisecond, 2*time.Second)
	}
	return wait
}

// sends delivers the rows of a conversation that is locked. It answers done, or when to look again.
func (d *Delivery) sends(ctx context.Context, key string, v visit) time.Duration {
	start := time.Now()
	found := d.certain.entered(key) || v.swept
	for {
		items, err := d.cfg.Outbox.Head(ctx, key, d.cfg.Clock(), sendStep)
		if err != nil {
			d.hush.write(slog.LevelError, "", "delivery: cannot read what is owed", "error", err)
			return pause(v.tries, 500*time.Millisecond, 10*time.Second)
		}
		if len(items) == 0 {
			return done
		}
		if wait := d.deliver(ctx, items, found); wait >= 0 {
			return wait
		}
		if len(items) == 1 {
			return done // what has been owed since then has woken the conversation again
		}
		if time.Since(start) > sendHold {
			return 0
		}
	}
}

// deliver sends what can be sent in one go. It answers done when the conversation can go on, or how long it waits.
func (d *Delivery) deliver(ctx context.Context, items []outbox.Item, found bool) time.Duration {
	head := items[0]
	ch, err := d.roster.channel(ctx, head.Tenant, head.Channel)
	if err != nil && !domain.Is(err, domain.NotFound) {
		d.hush.write(slog.LevelError, head.Channel, "delivery: cannot find the channel", "error", err)
		return backoff(head.Attempts)
	}
	platform := d.platforms[ch.Kind]
	if platform == nil {
		return d.settle(ctx, ch, items[:1], []outbox.Result{{ID: head.ID, State: outbox.Dead, Note: "the channel is gone"}})
	}
	d.mu.Lock()
	past, known := d.past[head.ID]
	delete(d.past, head.ID)
	d.mu.Unlock()
	if known {
		return d.keep(ctx, ch, head, past)
	}
	if head.Kind == outbox.Refresh {
		return d.refresh(ctx, ch, platform, items)
	}
	if outdated(head, d.cfg.Clock()) {
		return d.settle(ctx, ch, items[:1], []outbox.Result{{ID: head.ID, State: outbox.Dead, Note: "of no use any more; " + head.Note}})
	}
	rows := append([]outbox.Item{head}, d.rides(ctx, ch, platform, items)...)
	if err := d.begin(ctx, ch, platform, rows, found); err != nil {
		d.hush.write(slog.LevelError, "", "delivery: cannot note that a row is being told", "error", err)
		return backoff(head.Attempts)
	}
	return d.settle(ctx, ch, rows, d.send(ctx, ch, platform, rows))
}

// send calls the platform, whose trouble becomes results.
func (d *Delivery) send(ctx context.Context, ch Channel, p Platform, items []outbox.Item) (results []outbox.Result) {
	head := items[0]
	ctx, cancel := context.WithTimeout(ctx, sendLimit)
	defer cancel()
	defer func() {
		if v := recover(); v != nil {
			d.cfg.Log.Error("delivery: panic", "kind", ch.Kind, "row", head.ID, "panic", v)
			d.cfg.Stats.alert(ch.Kind, "panic")
			results = []outbox.Result{{ID: head.ID, State: outbox.Dead, Note: "panic while sending"}}
		}
	}()
	if joiner := joins(p, head); joiner != nil {
		return d.rooms.send(ctx, joiner, ch, items)
	}
	results, err := p.Send(ctx, ch, head, items[1:])
	if err != nil {
		results = append(results, judge(head.ID, err))
	}
	return results
}

// joins is the platform if the row may be joined with others of its room.
func joins(p Platform, row outbox.Item) Joiner {
	joiner, ok := p.(Joiner)
	if !ok || row.Address.Place == "" || row.Kind == outbox.Refresh {
		return nil
	}
	return joiner
}

// judge is the outcome of a send whose platform said nothing better than an error.
func judge(id domain.ID, err error) outbox.Result {
	switch domain.CodeOf(err) {
	case domain.Invalid, domain.Forbidden, domain.NotFound, domain.NotAllowed, domain.Expired:
		return outbox.Result{ID: id, State: outbox.Dead, Note: err.Error()}
	}
	return outbox.Result{ID: id, State: outbox.Owed, Note: err.Error()}
}
