// Package chatwork connects a company's Chatwork room to the bot: signed webhooks and a catch-up reader bring what
// people write, posts under the room's limit carry the answers. It knows no conversation and no other channel.
//
// Chatwork has neither buttons nor threads, and it never sends a webhook twice. So every choice is typed, and
// whatever a webhook should have brought is looked for in the room's messages as well; both ways name a message alike
// and the inbox keeps it once.
package chatwork

import (
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain"
)

// Names of a channel's options and secrets.
const (
	optionRoom    = "room"          // the attendance room; several are separated by commas
	optionAccount = "account"       // the bot's own account id
	secretToken   = "token"         // of the API; it never expires
	secretWebhook = "webhook_token" // of the webhook settings; see tokens
)

// Config is what a Platform needs.
type Config struct {
	URL   string       // base of the API including /v2; empty: Chatwork's
	HTTP  *http.Client // nil: one of its own
	Clock domain.Clock
	Log   *slog.Logger
	Marks Marks         // where the catch-up reader keeps how far it has read; nil: only in memory
	Poll  time.Duration // between two looks into the attendance room; 0: a minute
	// After waits, as time.After does; nil: time.After.
	After func(time.Duration) <-chan time.Time
	// AddContact is the sentence that asks a person to add the bot as a contact, without which Chatwork has no direct
	// chat with him; nil: nothing is said.
	AddContact func(lang string) string
}

// Platform is Chatwork as a kind of channel.
type Platform struct {
	cfg Config

	mu    sync.Mutex
	seats map[domain.ID]*seat
}

// New makes the platform.
func New(cfg Config) *Platform {
	if cfg.URL == "" {
		cfg.URL = apiURL
	}
	cfg.URL = strings.TrimSuffix(cfg.URL, "/")
	if cfg.HTTP == nil {
		cfg.HTTP = &http.Client{CheckRedirect: noRedirect}
	}
	if cfg.Marks == nil {
		cfg.Marks = &memory{marks: map[string]string{}}
	}
	if cfg.Poll == 0 {
		cfg.Poll = defaultPoll
	}
	if cfg.After == nil {
		cfg.After = time.After
	}
	return &Platform{cfg: cfg, seats: map[domain.ID]*seat{}}
}

// noRedirect keeps the token from being sent to another host.
func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// Kind implements bots.Platform.
func (p *Platform) Kind() domain.Door { return domain.Chatwork }

// seat is what the process knows about one channel: its client with the limits already used, the bot's own account,
// the direct chats, and what was posted or seen lately. All of it may be lost.
type seat struct {
	api *client

	mu      sync.Mutex
	account string            // the bot's own
	name    string            // the bot's display name
	met     bool              // both come from Chatwork itself
	direct  map[string]string // account → direct room
	asked   time.Time         // when the contacts were read last
	posts   recent[[]domain.ID]
	spoke   map[string]bool  // direct rooms with a post of the bot since they were read
	hooked  recent[struct{}] // messages a webhook brought
	hooks   int              // how many
}

// seat finds or makes the seat of a channel. A changed token makes a new one, with limits of its own.
func (p *Platform) seat(ch bots.Channel) *seat {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.seats[ch.ID]
	if s == nil || s.api.token != ch.Secrets[secretToken] {
		s = &seat{
			api:     &client{base: p.cfg.URL, token: ch.Secrets[secretToken], http: p.cfg.HTTP, clock: p.cfg.Clock, limits: newLimits()},
			account: ch.Options[optionAccount],
			direct:  map[string]string{},
			spoke:   map[string]bool{},
		}
		p.seats[ch.ID] = s
	}
	return s
}

// bot is the bot's own account id and name, as far as they are known.
func (s *seat) bot() (account, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.account, s.name
}

// speaks notes a post of the bot's own: the room changes by it, and that is no reason to hurry there.
func (s *seat) speaks(room string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.spoke[room] = true
}

// spokeIn tells whether the bot has posted in the room since it was read.
func (s *seat) spokeIn(room string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.spoke[room]
}

// reads notes that the room is read now.
func (s *seat) reads(room string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.spoke, room)
}

// bound tells whether the bot listens to everything said in the room. Without a bound room it listens everywhere.
func bound(ch bots.Channel, room string) bool {
	list := rooms(ch)
	for _, r := range list {
		if r == room {
			return true
		}
	}
	return len(list) == 0
}

// rooms are the attendance rooms of a channel.
func rooms(ch bots.Channel) []string { return fields(ch.Options[optionRoom]) }

func fields(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' || r == '\t' })
}
