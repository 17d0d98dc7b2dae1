// Package live tells pages that follow the record when it was written to, whatever door and whatever process wrote it.
// What was written a page reads for itself: news carry nothing.
package live

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// News tells how far records were written; the store does. The word about a person's record changes whenever it is
// written to; so does the one about a company, asked for under its own id, for the records of all its people and for
// what waits to be decided there. Of whom nothing is known there is none.
type News interface {
	News(ctx context.Context, tenant domain.ID, of []domain.ID) (map[domain.ID]string, error)
}

// Bell rings for whoever listens when the record he follows was written to. It asks the database: one question for
// everybody of a company who listens here, every Period, and none while nobody does.
type Bell struct {
	news   News
	tick   func() (tick <-chan time.Time, stop func())
	log    *slog.Logger
	closed context.Context
	close  context.CancelFunc

	mu        sync.Mutex
	companies map[domain.ID]map[*listener]bool
	count     int
}

type listener struct {
	of   domain.ID
	seen string
	ring chan struct{}
}

// Period is how long after a punch in chat a page follows it, at most. No listener is rung for more often.
const Period = 3 * time.Second

// MostListeners is how many pages one process keeps up to date. Further ones are as good as without their script.
const MostListeners = 5000

// Ticks rings every Period.
func Ticks() (<-chan time.Time, func()) {
	t := time.NewTicker(Period)
	return t.C, t.Stop
}

// NewBell makes a bell; ticks says when it looks. Close ends it.
func NewBell(news News, ticks func() (<-chan time.Time, func()), log *slog.Logger) *Bell {
	b := &Bell{news: news, tick: ticks, log: log, companies: map[domain.ID]map[*listener]bool{}}
	b.closed, b.close = context.WithCancel(context.Background())
	return b
}

// Close ends every stream, so that a server that is shut need not wait for the pages that listen.
func (b *Bell) Close() { b.close() }

// listen rings when the record of somebody, or of the whole company under its own id, was written to, from now until ctx
// ends. Unavailable: too many listen.
func (b *Bell) listen(ctx context.Context, tenant, of domain.ID) (<-chan struct{}, error) {
	now, err := b.news.News(ctx, tenant, []domain.ID{of})
	if err != nil {
		return nil, err
	}
	l := &listener{of: of, seen: now[of], ring: make(chan struct{}, 1)}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.count >= MostListeners {
		return nil, domain.Errorf(domain.Unavailable, "live: %d pages listen already", b.count)
	}
	b.count++
	if b.companies[tenant] == nil {
		b.companies[tenant] = map[*listener]bool{}
		go b.watch(tenant)
	}
	b.companies[tenant][l] = true
	context.AfterFunc(ctx, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.count--
		delete(b.companies[tenant], l)
	})
	return l.ring, nil
}

// watch looks for news of a company until nobody listens any more.
func (b *Bell) watch(tenant domain.ID) {
	tick, stop := b.tick()
	defer stop()
	for {
		select {
		case <-b.closed.Done():
			return
		case <-tick:
		}
		of := b.followed(tenant)
		if of == nil {
			return
		}
		ctx, cancel := context.WithTimeout(b.closed, Period)
		now, err := b.news.News(ctx, tenant, of)
		cancel()
		if err != nil { // the page still has its link; the next look may go well
			if b.closed.Err() == nil {
				b.log.Warn("news of records", "error", err)
			}
			continue
		}
		b.ring(tenant, now)
	}
}

// followed are those of a company whose records somebody follows; nil: nobody's, and the company is given up.
func (b *Bell) followed(tenant domain.ID) []domain.ID {
	b.mu.Lock()
	defer b.mu.Unlock()
	once := map[domain.ID]bool{}
	var of []domain.ID
	for l := range b.companies[tenant] {
		if !once[l.of] {
			once[l.of], of = true, append(of, l.of)
		}
	}
	if of == nil {
		delete(b.companies, tenant)
	}
	return of
}

func (b *Bell) ring(tenant domain.ID, now map[domain.ID]string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for l := range b.companies[tenant] {
		word, known := now[l.of]
		if !known || word == l.seen { // who came while it was asked is looked at the next time
			continue
		}
		l.seen = word
		select {
		case l.ring <- struct{}{}:
		default: // it has not heard the last one yet
		}
	}
}
