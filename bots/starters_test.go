package bots

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
)

// socket is a platform that listens by itself.
type socket struct {
	*platform
	mu     sync.Mutex
	starts []string // the secret it was started with
	breaks bool
}

func (s *socket) Start(ctx context.Context, channels []Channel, take Take) error {
	s.mu.Lock()
	s.starts = append(s.starts, channels[0].Secrets["secret"])
	breaks := s.breaks
	s.mu.Unlock()
	if err := take(ctx, channels[0], []inbox.Item{{EventID: "e", Conversation: "slack/u", Body: []byte("u hello")}}); err != nil {
		return err
	}
	if breaks {
		return errors.New("the connection broke")
	}
	<-ctx.Done()
	return nil
}

func (s *socket) with(do func(*socket)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	do(s)
}

// TestStarters starts a listener anew when it breaks and when its channel changes, and not otherwise.
func TestStarters(t *testing.T) {
	in(t, func(w *world) {
		s := &socket{platform: w.slack, breaks: true}
		n := w.node()
		ctx, stop := context.WithCancel(context.Background())
		w.running.Go(func() { _ = RunStarters(ctx, w.dir, []Platform{w.line, s}, n.hooks.Take, quiet()) })
		w.pass(startersRest + time.Second)
		s.with(func(s *socket) {
			if len(s.starts) != 2 {
				w.t.Errorf("started %d times", len(s.starts))
			}
			s.breaks = false
		})
		w.pass(10 * time.Minute)
		w.dir.with(func(d *directory) { d.err = domain.Errorf(domain.Unavailable, "away") })
		w.pass(10 * time.Minute)
		w.dir.with(func(d *directory) { d.err, d.secret = nil, "new" })
		w.pass(startersLook + time.Second)
		s.with(func(s *socket) {
			if len(s.starts) != 4 || s.starts[2] != "" || s.starts[3] != "new" {
				w.t.Errorf("started with %q", s.starts)
			}
		})
		if len(w.runner.order) != 1 {
			w.t.Errorf("%d turns of one event", len(w.runner.order))
		}
		stop()
		w.end(n)
	})
}
