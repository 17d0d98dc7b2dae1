package sandbox

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// defaultSlow is how long a slow platform takes.
const defaultSlow = 5 * time.Second

// Sandbox is the three platforms and the page. It is an http.Handler for everything below Prefix.
type Sandbox struct {
	*stage
	LINE     *LINE     // nil when it is not played
	Chatwork *Chatwork // nil when it is not played
	Slack    *Slack    // nil when it is not played
	mux      *http.ServeMux
	page     *page
}

// New makes a sandbox. The bots' base URLs are then Base+"/line" (also for data), Base+"/chatwork/v2" and
// Base+"/slack/api/". Run must be called for unacknowledged webhooks to be sent again by themselves.
// Errors are about the configuration: ids a platform would not have, two people with one id.
func New(cfg Config) (*Sandbox, error) {
	st := &stage{
		clock: cfg.Clock, base: strings.TrimSuffix(cfg.Base, "/"), hooks: strings.TrimSuffix(cfg.Hooks, "/"),
		zone: cfg.Zone, slow: cfg.Slow, log: cfg.Log, client: &http.Client{},
		changed: make(chan struct{}), ended: make(chan struct{}), faults: map[domain.Door]Faults{},
	}
	if st.public = strings.TrimSuffix(cfg.Public, "/"); st.public == "" {
		st.public = st.hooks
	}
	if st.clock == nil {
		st.clock = NewClock(domain.System)
	}
	if st.zone == nil {
		st.zone = time.FixedZone("Asia/Tokyo", 9*60*60) // no summer time since 1952
	}
	if st.slow == 0 {
		st.slow = defaultSlow
	}
	if st.log == nil {
		st.log = slog.New(slog.DiscardHandler)
	}
	people, err := cast(cfg.People)
	if err != nil {
		return nil, err
	}
	st.people = people
	s := &Sandbox{stage: st, mux: http.NewServeMux()}
	if err := s.open(cfg); err != nil {
		return nil, err
	}
	s.page = newPage(s, cfg.Ledger)
	s.page.routes(s.mux)
	return s, nil
}

// open makes the platforms that are played.
func (s *Sandbox) open(cfg Config) error {
	var errs []error
	if cfg.LINE.Bot != "" {
		l, err := newLINE(s.stage, cfg.LINE, cfg.People)
		errs = append(errs, err)
		s.LINE = l
		s.mux.Handle(Prefix+"/line/", http.StripPrefix(Prefix+"/line", l))
	}
	if cfg.Chatwork.Key != "" {
		c, err := newChatwork(s.stage, cfg.Chatwork, cfg.People)
		errs = append(errs, err)
		s.Chatwork = c
		s.mux.Handle(Prefix+"/chatwork/", http.StripPrefix(Prefix+"/chatwork", c))
	}
	if cfg.Slack.Key != "" {
		k, err := newSlack(s.stage, cfg.Slack)
		errs = append(errs, err)
		s.Slack = k
		s.mux.Handle(Prefix+"/slack/", http.StripPrefix(Prefix+"/slack", k))
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("sandbox: %w", err)
	}
	return nil
}

// Time is the clock everything here follows.
func (s *Sandbox) Time() *Clock { return s.clock }

// People lists who can be played, with the ids they have on each platform.
func (s *Sandbox) People() []Person { return append([]Person(nil), s.people...) }

// ServeHTTP implements http.Handler.
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }
