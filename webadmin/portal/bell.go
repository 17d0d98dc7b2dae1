package portal

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
)

// Touches tells how far people's records were written; attendance.Rollups does.
type Touches interface {
	Touches(ctx context.Context, tenant domain.ID, people []domain.ID) (map[domain.ID]attendance.Touch, error)
}

// Bell rings for whoever listens when his record was written to, whatever door and whatever process wrote it. It asks the
// database: one short question for everybody of a company who listens here, every few seconds, and none while nobody does.
type Bell struct {
	touches Touches
	tick    func() (tick <-chan time.Time, stop func())
	log     *slog.Logger

	mu        sync.Mutex
	companies map[domain.ID]map[*listener]bool
}

type listener struct {
	person domain.ID
	seen   int64
	ring   chan struct{}
}

// BellPeriod is how long after a punch in chat a page follows it, at most.
const BellPeriod = 3 * time.Second

// Ticks rings every BellPeriod.
func Ticks() (<-chan time.Time, func()) {
	t := time.NewTicker(BellPeriod)
	return t.C, t.Stop
}

// NewBell makes a bell; ticks says when it looks.
func NewBell(touches Touches, ticks func() (<-chan time.Time, func()), log *slog.Logger) *Bell {
	return &Bell{touches: touches, tick: ticks, log: log, companies: map[domain.ID]map[*listener]bool{}}
}

// Listen rings when the person's record was written to, from now until ctx ends.
func (b *Bell) Listen(ctx context.Context, tenant, person domain.ID) (<-chan struct{}, error) {
	now, err := b.touches.Touches(ctx, tenant, []domain.ID{person})
	if err != nil {
		return nil, err
	}
	l := &listener{person: person, seen: now[person].N, ring: make(chan struct{}, 1)}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.companies[tenant] == nil {
		b.companies[tenant] = map[*listener]bool{}
		go b.watch(tenant)
	}
	b.companies[tenant][l] = true
	context.AfterFunc(ctx, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.companies[tenant], l)
	})
	return l.ring, nil
}

// watch looks for news of a company until nobody listens any more.
func (b *Bell) watch(tenant domain.ID) {
	tick, stop := b.tick()
	defer stop()
	for range tick {
		people := b.people(tenant)
		if people == nil {
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), BellPeriod)
		now, err := b.touches.Touches(ctx, tenant, people)
		cancel()
		if err != nil { // the page still has its link; the next look may go well
			b.log.Warn("news of records", "error", err)
			continue
		}
		b.ring(tenant, now)
	}
}

// people are those of a company who listen; nil: nobody, and the company is given up.
func (b *Bell) people(tenant domain.ID) []domain.ID {
	b.mu.Lock()
	defer b.mu.Unlock()
	var people []domain.ID
	for l := range b.companies[tenant] {
		people = append(people, l.person)
	}
	if people == nil {
		delete(b.companies, tenant)
	}
	return people
}

func (b *Bell) ring(tenant domain.ID, now map[domain.ID]attendance.Touch) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for l := range b.companies[tenant] {
		if n := now[l.person].N; n > l.seen {
			l.seen = n
			select {
			case l.ring <- struct{}{}:
			default: // it has not heard the last one yet
			}
		}
	}
}
