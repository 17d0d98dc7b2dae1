package sandbox

import (
	"context"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// How much of the past the page shows.
const (
	shownMessages = 60
	shownLines    = 60
	shownProblems = 20
)

// view is everything the page shows to the person who is played.
type view struct {
	As       string                 `json:"as"`
	Now      time.Time              `json:"now"`
	Offset   int64                  `json:"offset"` // of the clock, in seconds
	LINE     *lineView              `json:"line"`
	Chatwork *chatworkView          `json:"chatwork"`
	Slack    *slackView             `json:"slack"`
	Ledger   *ledgerView            `json:"ledger"`
	Faults   map[domain.Door]Faults `json:"faults"`
	Pending  map[domain.Door]int    `json:"pending"`
	Problems []Problem              `json:"problems"`
}

type lineView struct {
	Friend  bool      `json:"friend"`
	Blocked bool      `json:"blocked"`
	Bubbles []Bubble  `json:"bubbles"`
	Menu    *menuView `json:"menu"`
	Loading bool      `json:"loading"`
	Used    int       `json:"used"`
	Quota   int       `json:"quota"`
	Webhook string    `json:"webhook"` // as it stands in LINE's console
}

type menuView struct {
	ID    string         `json:"id"`
	Image bool           `json:"image"`
	Spec  map[string]any `json:"spec"`
}

type chatworkView struct {
	Me    string     `json:"me"`
	Bot   string     `json:"bot"`
	Rooms []roomView `json:"rooms"`
	Asked bool       `json:"asked"` // to become a contact
}

type roomView struct {
	ID     string `json:"id"`
	Direct bool   `json:"direct"`
	Hooked bool   `json:"hooked"` // has a webhook; the bot must come and read others
	Posts  []Post `json:"posts"`
}

type slackView struct {
	Me       string            `json:"me"`
	Bot      string            `json:"bot"`
	Names    map[string]string `json:"names"`
	Channel  string            `json:"channel"`
	Messages []Note            `json:"messages"`
	Direct   []Note            `json:"direct"`
	Home     map[string]any    `json:"home"`
	Modal    map[string]any    `json:"modal"`
	Socket   bool              `json:"socket"`
}

type ledgerView struct {
	Lines  []LedgerLine `json:"lines"` // newest first
	Total  int          `json:"total"`
	Broken string       `json:"broken"` // the first entry whose link does not hold; empty: the chain holds
	Error  string       `json:"error"`
}

// state reads what the person sees now.
func (p *page) state(ctx context.Context, as string) view {
	who, ok := p.person(as)
	if !ok && len(p.people) > 0 {
		who = p.people[0]
	}
	problems := p.Problems()
	v := view{As: who.Key, Offset: int64(p.clock.Offset() / time.Second), Faults: map[domain.Door]Faults{}, Pending: map[domain.Door]int{},
		Problems: newest(problems, shownProblems)}
	for _, d := range []domain.Door{domain.LINE, domain.Chatwork, domain.Slack} {
		v.Faults[d], v.Pending[d] = p.Faults(d), p.Pending(d)
	}
	if p.LINE != nil {
		v.LINE = p.LINE.phone(who.LINE)
	}
	if p.Chatwork != nil {
		v.Chatwork = p.Chatwork.shown(who.Chatwork)
	}
	if p.Slack != nil {
		v.Slack = p.Slack.shown(who.Slack)
	}
	if p.ledger != nil {
		v.Ledger = p.readLedger(ctx)
	}
	return v
}

func (p *page) readLedger(ctx context.Context) *ledgerView {
	lines, err := p.ledger(ctx)
	if err != nil {
		return &ledgerView{Error: err.Error(), Lines: []LedgerLine{}}
	}
	v := &ledgerView{Total: len(lines), Broken: brokenLink(lines)}
	v.Lines = slices.Clone(newest(lines, shownLines))
	slices.Reverse(v.Lines)
	return v
}

// brokenLink finds the first entry that does not name its predecessor. The first line may be the middle of a chain.
func brokenLink(lines []LedgerLine) string {
	for i := 1; i < len(lines); i++ {
		if lines[i].Prev != lines[i-1].Hash {
			return lines[i].Receipt
		}
	}
	return ""
}

func (l *LINE) phone(user string) *lineView {
	seen := l.Seen(user)
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.chats[user]
	v := &lineView{Friend: c.friend, Blocked: c.blocked, Bubbles: newest(seen, shownMessages), Used: l.used[l.month()], Quota: l.cfg.Quota, Webhook: l.endpoint,
		Loading: l.clock.Now().Before(c.loading)}
	if m := l.menuFor(user); m != nil && c.friend && !c.blocked {
		v.Menu = &menuView{ID: m.id, Image: m.image != nil, Spec: m.spec}
	}
	return v
}

// MenuImage is a rich menu's picture and its media type; nil: there is none.
func (l *LINE) MenuImage(id string) ([]byte, string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if m := l.menus[id]; m != nil {
		return m.image, m.kind
	}
	return nil, ""
}

func (c *Chatwork) shown(user string) *chatworkView {
	v := &chatworkView{Me: user, Bot: itoa(c.bot), Rooms: []roomView{}}
	c.mu.Lock()
	for _, r := range c.rooms {
		if r.kind != "my" && r.has(atoi(user)) {
			v.Rooms = append(v.Rooms, roomView{ID: itoa(r.id), Direct: r.kind == "direct", Hooked: r.watched != ""})
		}
	}
	for _, q := range c.requests {
		v.Asked = v.Asked || itoa(q.from) == user
	}
	c.mu.Unlock()
	for i := range v.Rooms {
		posts := c.Seen(user, v.Rooms[i].ID)
		v.Rooms[i].Posts = newest(posts, shownMessages)
	}
	return v
}

func (k *Slack) shown(user string) *slackView {
	v := &slackView{Me: user, Bot: k.cfg.Bot, Channel: k.cfg.Channel, Names: map[string]string{k.cfg.Bot: "dakoku"},
		Home: k.Home(user), Modal: k.Modal(user), Socket: k.Sockets() > 0}
	for _, p := range k.people {
		v.Names[p.Slack] = p.Name
	}
	messages, direct := k.Seen(user, k.cfg.Channel), k.Seen(user, "")
	v.Messages, v.Direct = newest(messages, shownMessages), newest(direct, shownMessages)
	return v
}

// newest is the end of a list, never nil: the page counts on a list.
func newest[T any](list []T, n int) []T {
	if list == nil {
		return []T{}
	}
	return list[max(0, len(list)-n):]
}
