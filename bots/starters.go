package bots

import (
	"cmp"
	"context"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// Times of the starters: how soon a new, changed or switched-off channel is noticed, and how long one that failed rests.
const (
	startersLook = 30 * time.Second
	startersRest = 5 * time.Second
)

// RunStarters runs what platforms do by themselves (sockets, catch-up readers) until ctx ends. Each is given the active
// channels of its kind, and is started anew when those change or when it fails.
func RunStarters(ctx context.Context, dir Directory, platforms []Platform, take Take, log *slog.Logger) error {
	s := &starters{dir: dir, take: take, log: log}
	var wg sync.WaitGroup
	for _, p := range platforms {
		if starter, ok := p.(Starter); ok {
			wg.Go(func() { s.keep(ctx, p.Kind(), starter) })
		}
	}
	wg.Wait()
	return nil
}

type starters struct {
	dir  Directory
	take Take
	log  *slog.Logger
}

// keep runs one starter for whatever channels there are.
func (s *starters) keep(ctx context.Context, kind domain.Door, starter Starter) {
	var channels []Channel
	for ctx.Err() == nil {
		channels = s.channels(ctx, kind, channels)
		if len(channels) == 0 {
			rest(ctx, startersLook)
			continue
		}
		run, stop := context.WithCancel(ctx)
		var watch sync.WaitGroup
		watch.Go(func() { s.watch(run, kind, channels, stop) })
		err := starter.Start(run, channels, s.take)
		changed := run.Err() != nil
		stop()
		watch.Wait()
		if ctx.Err() == nil && !changed {
			s.log.Error("starter: stopped by itself, will be started again", "kind", kind, "error", err)
			rest(ctx, startersRest)
		}
	}
}

// watch stops the run when the channels are not the given ones any more.
func (s *starters) watch(ctx context.Context, kind domain.Door, running []Channel, stop func()) {
	for rest(ctx, startersLook) {
		if !slices.EqualFunc(s.channels(ctx, kind, running), running, sameChannel) {
			stop()
			return
		}
	}
}

// channels lists the channels of a kind; while the directory is away, those known before.
func (s *starters) channels(ctx context.Context, kind domain.Door, known []Channel) []Channel {
	all, err := s.dir.Channels(ctx)
	if err != nil {
		return known
	}
	all = slices.DeleteFunc(slices.Clone(all), func(c Channel) bool { return c.Kind != kind })
	slices.SortFunc(all, func(a, b Channel) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

func sameChannel(a, b Channel) bool {
	return a.ID == b.ID && maps.Equal(a.Options, b.Options) && maps.Equal(a.Secrets, b.Secrets)
}

// rest waits; false when ctx ended first.
func rest(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
