package sandbox

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// LINE is the official account's server side and the phones of the people who chat with it. It is an http.Handler for the
// Messaging API, both hosts in one: https://developers.line.biz/en/reference/messaging-api/
type LINE struct {
	*stage
	cfg    LINEConfig
	routes *http.ServeMux

	mu      sync.Mutex
	chats   map[string]*lineChat  // by user id
	tokens  map[string]*lineToken // reply tokens
	keys    map[string]*lineSent  // retry keys
	used    map[string]int        // counted messages by month, "2026-11" in Japan
	menus   map[string]*lineMenu  // by id
	order   []string              // of the menus
	aliases map[string]string     // alias to menu
	byUser  map[string]string     // user to menu
	common  string                // the default menu
	links   map[string]time.Time  // link tokens and when they end
	seq     int64

	endpoint string // the webhook's address as it stands in the console, and whether it is used
	active   bool
	tests    []time.Time // of the address, within the hour
}

// lineChat is one person's talk with the account.
type lineChat struct {
	friend  bool
	blocked bool
	bubbles []Bubble
	loading time.Time // the dots show until then
}

// Bubble is a message in a talk.
type Bubble struct {
	ID      string         `json:"id"`
	Mine    bool           `json:"mine"` // the person's own
	At      time.Time      `json:"at"`
	Text    string         `json:"text"`    // a text message's, or what stands for it
	Message map[string]any `json:"message"` // as sent
	Unsent  bool           `json:"unsent,omitempty"`
	Via     string         `json:"via,omitempty"` // reply, push or multicast; event: nothing was said (a followed account)
}

// Buttons lists the labels that can be pressed on the bubble, quick replies last.
func (b Bubble) Buttons() []string {
	var out []string
	for _, a := range actionsIn(b.Message) {
		if l, _ := a["label"].(string); l != "" {
			out = append(out, l)
		}
	}
	return out
}

const (
	lineUserPatience = 2 * time.Second // https://developers.line.biz/en/docs/messaging-api/check-webhook-error-statistics/
	lineFreeQuota    = 200             // the communication plan's
)

// newLINE makes the account. Who came with a user id is a friend of it; others must add it first.
func newLINE(st *stage, cfg LINEConfig, given []Person) (*LINE, error) {
	if !lineUser.MatchString(cfg.Bot) {
		return nil, domain.Errorf(domain.Invalid, "LINE's bot: %q is no user id (U and 32 hex digits)", cfg.Bot)
	}
	if cfg.Quota == 0 {
		cfg.Quota = lineFreeQuota
	}
	l := &LINE{
		stage: st, cfg: cfg, chats: map[string]*lineChat{}, tokens: map[string]*lineToken{}, keys: map[string]*lineSent{},
		used: map[string]int{}, menus: map[string]*lineMenu{}, aliases: map[string]string{}, byUser: map[string]string{},
		links: map[string]time.Time{},
	}
	for i, p := range st.people {
		l.chats[p.LINE] = &lineChat{friend: given[i].LINE != ""}
	}
	if cfg.Key != "" {
		l.endpoint, l.active = st.public+"/hooks/line/"+cfg.Key, true
	}
	l.routes = l.paths()
	return l, nil
}

// next makes the numbers that LINE puts into ids. Callers hold the lock.
func (l *LINE) next() int64 {
	l.seq++
	return l.seq
}

func (l *LINE) messageID() string { return fmt.Sprintf("6123%014d", l.next()) }

// Seen is what a person has on the phone, oldest first.
func (l *LINE) Seen(user string) []Bubble {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.chats[user]
	if c == nil {
		return nil
	}
	return append([]Bubble(nil), c.bubbles...)
}

// Await returns what the person sees as soon as it satisfies the condition.
func (l *LINE) Await(ctx context.Context, user string, holds func([]Bubble) bool) ([]Bubble, error) {
	var seen []Bubble
	err := l.stage.Await(ctx, func() bool {
		seen = l.Seen(user)
		return holds(seen)
	})
	return seen, err
}

// Used is how many messages of this month's quota are used.
func (l *LINE) Used() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.used[l.month()]
}

// month is when the quota is counted anew: in Japan's time.
func (l *LINE) month() string { return l.clock.Now().In(l.zone).Format("2006-01") }

// show puts a bubble into a talk. Callers hold the lock.
func (l *LINE) show(c *lineChat, b Bubble) {
	b.At = l.clock.Now()
	c.bubbles = keepLast(append(c.bubbles, b), keptBubbles)
}

// keptBubbles is how long a talk is remembered.
const keptBubbles = 300
