package sandbox

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// Slack is the service's side of one workspace, the app in it, and the people who use it. It is an http.Handler; its
// methods are below /api/: https://docs.slack.dev/apis/web-api
type Slack struct {
	*stage
	cfg    SlackConfig
	routes *http.ServeMux

	mu       sync.Mutex
	channels map[string]*slackChannel
	homes    map[string]object   // by user: the published view
	modals   map[string][]object // by user: the open views, the last on top
	triggers map[string]*slackTrigger
	replies  map[string]*slackReplyURL // response URLs
	codes    map[string]bool           // OAuth codes; false: used
	paces    map[string][]time.Time    // calls by method, for the limits
	sockets  []*socket
	last     time.Time // of the newest ts: no two are equal
	seq      int64
}

type slackChannel struct {
	id       string
	name     string
	direct   string // the person's id; empty: a public channel
	members  []string
	messages []*Note
}

// Note is a message in Slack.
type Note struct {
	Channel   string              `json:"channel"`
	TS        string              `json:"ts"`
	Thread    string              `json:"thread_ts,omitempty"`
	User      string              `json:"user"`
	Bot       bool                `json:"bot"`
	Text      string              `json:"text"`
	Blocks    []any               `json:"blocks,omitempty"`
	Only      string              `json:"only,omitempty"` // an ephemeral message's one reader
	Edited    bool                `json:"edited,omitempty"`
	At        time.Time           `json:"at"`
	Reactions map[string][]string `json:"reactions,omitempty"` // emoji to users
	metadata  object              // for apps only: https://docs.slack.dev/messaging/message-metadata
}

// Buttons lists the labels that can be pressed on the message.
func (n Note) Buttons() []string { return slackLabels(n.Blocks) }

func slackLabels(blocks []any) []string {
	var out []string
	each(blocks, func(_ int, b map[string]any) {
		for _, e := range elementsOf(b) {
			if l := elementLabel(e); l != "" {
				out = append(out, l)
			}
		}
	})
	return out
}

func elementLabel(e object) string {
	for _, part := range []string{"text", "placeholder"} {
		if t, ok := e[part].(map[string]any); ok {
			s, _ := t["text"].(string)
			return s
		}
	}
	return ""
}

func newSlack(st *stage, cfg SlackConfig) (*Slack, error) {
	if cfg.SigningSecret == "" || cfg.Team == "" || cfg.Channel == "" || cfg.Bot == "" {
		return nil, domain.Errorf(domain.Invalid, "Slack needs a signing secret, a team, a channel and the bot's user id")
	}
	if cfg.App == "" {
		cfg.App = "A0KINTAI"
	}
	k := &Slack{
		stage: st, cfg: cfg, channels: map[string]*slackChannel{}, homes: map[string]object{}, modals: map[string][]object{},
		triggers: map[string]*slackTrigger{}, replies: map[string]*slackReplyURL{}, codes: map[string]bool{}, paces: map[string][]time.Time{},
	}
	main := &slackChannel{id: cfg.Channel, name: "kintai", members: []string{cfg.Bot}}
	k.channels[main.id] = main
	for _, p := range st.people {
		main.members = append(main.members, p.Slack)
	}
	k.routes = k.paths()
	return k, nil
}

// ServeHTTP implements http.Handler.
func (k *Slack) ServeHTTP(w http.ResponseWriter, r *http.Request) { k.routes.ServeHTTP(w, r) }

// botID is how messages of the app name it.
func (k *Slack) botID() string { return "B" + k.cfg.App[1:] }

// next makes numbers for ids. Callers hold the lock.
func (k *Slack) next() int64 {
	k.seq++
	return k.seq
}

// stamp is a ts that no other message has. Callers hold the lock.
func (k *Slack) stamp() (string, time.Time) {
	now := k.clock.Now().Truncate(time.Microsecond)
	if d := k.last.Sub(now); d >= 0 && d < time.Minute {
		now = k.last.Add(time.Microsecond)
	}
	k.last = now
	return fmt.Sprintf("%d.%06d", now.Unix(), now.Nanosecond()/1000), now
}

func (k *Slack) user(id string) *Person {
	for i := range k.people {
		if k.people[i].Slack == id {
			return &k.people[i]
		}
	}
	return nil
}

// dm is the direct message with somebody; it is there as soon as one of both opens it. Callers hold the lock.
func (k *Slack) dm(user string) *slackChannel {
	id := "D" + user[1:]
	c := k.channels[id]
	if c == nil {
		c = &slackChannel{id: id, name: "directmessage", direct: user, members: []string{k.cfg.Bot, user}}
		k.channels[id] = c
	}
	return c
}

func (c *slackChannel) find(ts string) *Note {
	for _, n := range c.messages {
		if n.TS == ts {
			return n
		}
	}
	return nil
}

func (c *slackChannel) has(user string) bool { return slices.Contains(c.members, user) }

// place finds a channel the person is in; "" is the direct message with the app. Callers hold the lock.
func (k *Slack) place(user, channel string) (*slackChannel, error) {
	if k.user(user) == nil {
		return nil, stranger("Slack", user)
	}
	if channel == "" {
		return k.dm(user), nil
	}
	c := k.channels[channel]
	if c == nil || !c.has(user) {
		return nil, domain.Errorf(domain.NotFound, "sandbox: %s is in no channel %s", user, channel)
	}
	return c, nil
}

// MainChannel is the id of the attendance channel.
func (k *Slack) MainChannel() string { return k.cfg.Channel }

// Seen is what a person reads in a channel, with the ephemeral messages meant for him; channel "" is the direct message.
func (k *Slack) Seen(user, channel string) []Note {
	k.mu.Lock()
	defer k.mu.Unlock()
	c, err := k.place(user, channel)
	if err != nil {
		return nil
	}
	var out []Note
	for _, n := range c.messages {
		if n.Only == "" || n.Only == user {
			copied := *n
			copied.Reactions = map[string][]string{}
			for name, users := range n.Reactions {
				copied.Reactions[name] = slices.Clone(users)
			}
			out = append(out, copied)
		}
	}
	return out
}

// Home is the person's Home page; nil: none was published.
func (k *Slack) Home(user string) map[string]any {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.homes[user]
}

// Modal is the view on top of the person's screen; nil: none is open.
func (k *Slack) Modal(user string) map[string]any {
	k.mu.Lock()
	defer k.mu.Unlock()
	if n := len(k.modals[user]); n > 0 {
		return k.modals[user][n-1]
	}
	return nil
}

// Await returns what the person reads in a channel as soon as it satisfies the condition.
func (k *Slack) Await(ctx context.Context, user, channel string, holds func([]Note) bool) ([]Note, error) {
	var seen []Note
	err := k.stage.Await(ctx, func() bool {
		seen = k.Seen(user, channel)
		return holds(seen)
	})
	return seen, err
}
