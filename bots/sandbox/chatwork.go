package sandbox

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// Chatwork is the service's side of the bot's account and of the people who write with it. It is an http.Handler for API
// v2, mounted so that its paths begin with /v2: https://developer.chatwork.com/docs
type Chatwork struct {
	*stage
	cfg    ChatworkConfig
	key    []byte // of the webhooks' signatures
	bot    int64
	main   int64 // the attendance room
	routes *http.ServeMux

	mu       sync.Mutex
	accounts map[int64]*cwAccount
	rooms    []*cwRoom
	requests []*cwRequest
	tasks    []*cwTask
	posts    map[int64][]time.Time // by room: what counts for the room's limit
	window   time.Time             // when the five minutes of requests began
	spent    int                   // requests in them
	seq      int64
}

type cwAccount struct {
	id   int64
	own  int64 // マイチャット
	name string
}

// cwRoom is a chat: my, direct or group.
type cwRoom struct {
	id       int64
	kind     string
	name     string
	members  []int64
	messages []*Post
	fetched  int    // how many the bot has read with force=0
	watched  string // the webhook setting of this room; empty: none
}

// cwRequest is a wish to become a contact.
type cwRequest struct {
	id, from int64
	message  string
}

// Post is a message in a Chatwork room.
type Post struct {
	ID      string    `json:"id"`
	Room    string    `json:"room"`
	Account string    `json:"account"`
	Name    string    `json:"name"`
	Mine    bool      `json:"mine"` // of the person who looks
	Bot     bool      `json:"bot"`
	At      time.Time `json:"at"`
	Edited  time.Time `json:"edited,omitzero"`
	Body    string    `json:"body"`
}

// The webhook settings of the account, five at most: https://developer.chatwork.com/docs/webhook
const (
	cwRoomSetting    = "24681"
	cwMentionSetting = "24682"
	cwSettings       = 5

	cwFirstDirectSetting = 24682
)

// The ids that are made here.
const (
	cwFirstOwn    = 400000900
	cwFirstDirect = 410000000
)

func newChatwork(st *stage, cfg ChatworkConfig, given []Person) (*Chatwork, error) {
	key, err := base64.StdEncoding.DecodeString(cfg.WebhookToken)
	if err != nil || len(key) == 0 {
		return nil, domain.Errorf(domain.Invalid, "Chatwork's webhook token is no base64")
	}
	bot, e1 := strconv.ParseInt(cfg.Account, 10, 64)
	room, e2 := strconv.ParseInt(cfg.Room, 10, 64)
	if e1 != nil || e2 != nil {
		return nil, domain.Errorf(domain.Invalid, "Chatwork's account %q and room %q must be numbers", cfg.Account, cfg.Room)
	}
	if cfg.Watched > cwSettings-2 {
		return nil, domain.Errorf(domain.Invalid, "Chatwork: an account has %d webhook settings, so %d direct chats at most", cwSettings, cwSettings-2)
	}
	if cfg.Watched == 0 {
		cfg.Watched = cwSettings - 2
	}
	c := &Chatwork{stage: st, cfg: cfg, key: key, bot: bot, main: room, accounts: map[int64]*cwAccount{}, posts: map[int64][]time.Time{}}
	c.settle(given)
	c.routes = c.paths()
	return c, nil
}

// settle makes the accounts and rooms. Who came with an account id is a contact of the bot; others must ask first.
func (c *Chatwork) settle(given []Person) {
	group := &cwRoom{id: c.main, kind: "group", name: "勤怠", members: []int64{c.bot}, watched: cwRoomSetting}
	c.rooms = append(c.rooms, group)
	c.enter(c.bot, "勤怠ボット")
	watched := 0
	for i, p := range c.people {
		id, _ := strconv.ParseInt(p.Chatwork, 10, 64) // checked by cast
		c.enter(id, p.Name)
		group.members = append(group.members, id)
		if given[i].Chatwork == "" {
			continue
		}
		if r := c.befriend(id); watched < c.cfg.Watched {
			watched++
			r.watched = strconv.Itoa(cwFirstDirectSetting + watched)
		}
	}
}

func (c *Chatwork) enter(id int64, name string) {
	a := &cwAccount{id: id, name: name, own: cwFirstOwn + int64(len(c.accounts))}
	c.accounts[id] = a
	c.rooms = append(c.rooms, &cwRoom{id: a.own, kind: "my", name: "マイチャット", members: []int64{id}})
}

// befriend makes somebody a contact of the bot: there is a direct chat now.
func (c *Chatwork) befriend(id int64) *cwRoom {
	if r := c.direct(id); r != nil {
		return r
	}
	r := &cwRoom{id: cwFirstDirect + id%1_000_000, kind: "direct", name: c.accounts[id].name, members: []int64{c.bot, id}}
	for c.room(r.id) != nil {
		r.id++
	}
	c.rooms = append(c.rooms, r)
	return r
}

func (c *Chatwork) direct(id int64) *cwRoom {
	for _, r := range c.rooms {
		if r.kind == "direct" && slices.Contains(r.members, id) {
			return r
		}
	}
	return nil
}

func (c *Chatwork) room(id int64) *cwRoom {
	for _, r := range c.rooms {
		if r.id == id {
			return r
		}
	}
	return nil
}

func (r *cwRoom) find(message string) *Post {
	for _, m := range r.messages {
		if m.ID == message {
			return m
		}
	}
	return nil
}

// next makes numbers for ids. Callers hold the lock.
func (c *Chatwork) next() int64 {
	c.seq++
	return c.seq
}

// add puts a message into a room. Callers hold the lock.
func (c *Chatwork) add(r *cwRoom, account int64, body string) *Post {
	m := &Post{ID: fmt.Sprintf("19%017d", 1_000_000+c.next()), Room: itoa(r.id), Account: itoa(account), Name: c.accounts[account].name,
		Bot: account == c.bot, At: c.clock.Now().Truncate(time.Second), Body: body}
	before := len(r.messages)
	r.messages = keepLast(append(r.messages, m), keptMessages)
	r.fetched = max(0, r.fetched-(before+1-len(r.messages)))
	return m
}

// Seen is what a person reads in a room, oldest first; room "" is the direct chat with the bot.
func (c *Chatwork) Seen(user, room string) []Post {
	c.mu.Lock()
	defer c.mu.Unlock()
	r, id, err := c.place(user, room)
	if err != nil {
		return nil
	}
	var out []Post
	for _, m := range r.messages {
		p := *m
		p.Mine = p.Account == itoa(id)
		out = append(out, p)
	}
	return out
}

// Await returns what the person reads in a room as soon as it satisfies the condition.
func (c *Chatwork) Await(ctx context.Context, user, room string, holds func([]Post) bool) ([]Post, error) {
	var seen []Post
	err := c.stage.Await(ctx, func() bool {
		seen = c.Seen(user, room)
		return holds(seen)
	})
	return seen, err
}

// place finds a room the person is in; "" is the direct chat. Callers hold the lock.
func (c *Chatwork) place(user, room string) (*cwRoom, int64, error) {
	id, err := strconv.ParseInt(user, 10, 64)
	if err != nil || c.accounts[id] == nil {
		return nil, 0, stranger("Chatwork", user)
	}
	if room == "" {
		if r := c.direct(id); r != nil {
			return r, id, nil
		}
		return nil, 0, domain.Errorf(domain.NotFound, "sandbox: %s is no contact of the bot, so there is no direct chat", user)
	}
	n, err := strconv.ParseInt(room, 10, 64)
	r := c.room(n)
	if err != nil || r == nil || !slices.Contains(r.members, id) {
		return nil, 0, domain.Errorf(domain.NotFound, "sandbox: %s is in no room %s", user, room)
	}
	return r, id, nil
}

// MainRoom is the id of the attendance room.
func (c *Chatwork) MainRoom() string { return itoa(c.main) }

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
