package sandbox

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// How much is kept to be looked at; older entries are forgotten.
const (
	keptCalls    = 2000 // of API calls, and of tokens, triggers and the like
	keptMessages = 1000 // of a room or channel
	keptProblems = 200
)

// Problem is a request that broke a platform's rule, or an answer to a webhook that did.
type Problem struct {
	Platform domain.Door `json:"platform"`
	At       time.Time   `json:"at"`
	Call     string      `json:"call"`  // "POST /v2/bot/message/reply"
	Place    string      `json:"place"` // where in the request, as the platform names it
	Text     string      `json:"text"`
}

// String is the problem in one line, for a test's failure.
func (p Problem) String() string {
	return fmt.Sprintf("%s %s: %s: %s", p.Platform, p.Call, p.Place, p.Text)
}

// Call is an API request that was made.
type Call struct {
	Platform domain.Door
	At       time.Time
	Method   string
	Path     string // without the platform's base
	Body     string
	Status   int
}

// stage is what the three platforms share: time, people, where webhooks go, what is wrong, and who watches.
type stage struct {
	clock  *Clock
	base   string
	public string // by which webhooks' addresses are known
	people []Person
	zone   *time.Location
	slow   time.Duration
	log    *slog.Logger
	client *http.Client
	ended  chan struct{}  // closed when Run has ended
	tasks  sync.WaitGroup // webhooks about the bot's own acts, sent in the background

	mu       sync.Mutex
	hooks    string
	changed  chan struct{} // closed and replaced whenever something can be seen anew
	faults   map[domain.Door]Faults
	problems []Problem
	calls    []Call
	pending  []*parcel
}

// Connect says where webhooks go from now on.
func (s *stage) Connect(hooks string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hooks = hooks
}

// touch wakes everybody who waits for a change.
func (s *stage) touch() {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.changed)
	s.changed = make(chan struct{})
}

// watch returns a channel that is closed at the next change.
func (s *stage) watch() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed
}

// Await returns when the condition holds, looking again after every change, or with the context's error.
func (s *stage) Await(ctx context.Context, holds func() bool) error {
	for {
		next := s.watch()
		if holds() {
			return nil
		}
		select {
		case <-next:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Problems lists the rules that were broken, oldest first.
func (s *stage) Problems() []Problem {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Problem(nil), s.problems...)
}

// ForgetProblems empties the list.
func (s *stage) ForgetProblems() {
	s.mu.Lock()
	s.problems = nil
	s.mu.Unlock()
	s.touch()
}

// Calls lists the API requests of a platform, oldest first.
func (s *stage) Calls(p domain.Door) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Call
	for _, c := range s.calls {
		if c.Platform == p {
			out = append(out, c)
		}
	}
	return out
}

func (s *stage) problem(p domain.Door, call, place, format string, a ...any) {
	pr := Problem{Platform: p, At: s.clock.Now(), Call: call, Place: place, Text: fmt.Sprintf(format, a...)}
	s.log.Warn("sandbox: rule broken", "platform", p, "call", call, "place", place, "text", pr.Text)
	s.mu.Lock()
	s.problems = keepLast(append(s.problems, pr), keptProblems)
	s.mu.Unlock()
	s.touch()
}

func (s *stage) called(c Call) {
	s.mu.Lock()
	s.calls = keepLast(append(s.calls, c), keptCalls)
	s.mu.Unlock()
	s.touch()
}

// keepLast cuts a list to its newest n, in one copy for many additions.
func keepLast[T any](list []T, n int) []T {
	if len(list) < 2*n {
		return list
	}
	return append([]T(nil), list[len(list)-n:]...)
}

// prune forgets what is over, once a map has become large.
func prune[K comparable, V any](m map[K]V, over func(V) bool) {
	if len(m) < keptCalls {
		return
	}
	for k, v := range m {
		if over(v) {
			delete(m, k)
		}
	}
}

// background runs a task that Wait waits for.
func (s *stage) background(task func(ctx context.Context)) {
	s.tasks.Add(1)
	go func() {
		defer s.tasks.Done()
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		task(ctx)
	}()
}

// Wait returns when nothing is under way in the background: webhooks that tell the bot of its own acts.
func (s *stage) Wait() { s.tasks.Wait() }
