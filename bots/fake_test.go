package bots

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/outbox"
)

// platform is a channel whose events are lines "id user text" and whose sends are counted.
type platform struct {
	kind domain.Door
	caps dialog.Caps

	mu     sync.Mutex
	takes  time.Duration              // how long a send takes
	next   []func(outbox.Item) result // what the next sends answer; afterwards they go through
	sent   []string                   // user: title, in order
	tokens map[string]bool            // reply tokens spent
	busy   int
	keeps  bool
	slow   int // sends under way
	most   int // and the most there were
}

type result struct {
	outbox.Result
	err   error
	acted bool // the person reads it all the same
}

func newPlatform(kind domain.Door) *platform {
	return &platform{kind: kind, tokens: map[string]bool{}}
}

func (p *platform) Kind() domain.Door { return p.kind }
func (p *platform) Caps() dialog.Caps { return p.caps }

func (p *platform) Receive(ch Channel, r Request) (Intake, error) {
	if r.Header.Get("Signature") != "good" {
		return Intake{}, ErrSignature
	}
	var in Intake
	for line := range strings.Lines(string(r.Body)) {
		line = strings.TrimSpace(line)
		if line == "panic" {
			panic("a bug")
		}
		id, rest, _ := strings.Cut(line, " ")
		user, _, _ := strings.Cut(rest, " ")
		in.Events = append(in.Events, inbox.Item{EventID: id, Conversation: Conversation(ch.ID, user), Body: []byte(rest), At: r.Now})
	}
	return in, nil
}

func (p *platform) Read(_ Channel, item inbox.Item) (Reading, error) {
	user, text, _ := strings.Cut(string(item.Body), " ")
	r := Reading{User: user, Reply: outbox.Address{User: user, Token: item.EventID},
		Activity: dialog.Activity{Kind: dialog.Said, Ref: item.EventID, At: item.At, Text: text, Direct: true}}
	switch text {
	case "dropped":
		r.Dropped = "own post"
	case "unreadable":
		return r, domain.Errorf(domain.Invalid, "unreadable")
	case "unsent":
		r.Activity.Kind, r.Redact = dialog.Withdrawn, []string{"e1"}
	case "joined":
		r.Activity.Kind = dialog.Joined
	case "left":
		r.Activity.Kind = dialog.Left
	case "removed":
		r.Install = &Notice{Workspace: "T1", Removed: true}
	case "room":
		r.Place, r.Reply.Place, r.Activity.Direct = "room", "room", false
	}
	return r, nil
}

func (p *platform) Send(ctx context.Context, _ Channel, item outbox.Item, rides []outbox.Item) ([]outbox.Result, error) {
	p.mu.Lock()
	takes := p.takes
	p.slow++
	p.most = max(p.most, p.slow)
	p.mu.Unlock()
	rest(ctx, takes)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.slow--
	if len(p.next) > 0 {
		r := p.next[0](item)
		p.next = p.next[1:]
		if r.acted {
			p.say(item, rides)
		}
		if r.err != nil {
			return nil, r.err
		}
		r.ID = item.ID
		return []outbox.Result{r.Result}, nil
	}
	return p.say(item, rides), nil
}

// say is the person reading it, as a platform with single-use reply tokens lets him.
func (p *platform) say(item outbox.Item, rides []outbox.Item) (results []outbox.Result) {
	token := item.Address.Token
	if token != "" && p.tokens[token] {
		if strings.HasPrefix(item.Note, Uncertain) {
			return []outbox.Result{{ID: item.ID, State: outbox.Sent, Note: "probably before"}}
		}
		token = "" // pushed
	}
	p.tokens[token] = token != ""
	for _, i := range append([]outbox.Item{item}, rides...) {
		p.sent = append(p.sent, i.Address.User+": "+decode(i.Body).Title)
		results = append(results, outbox.Result{ID: i.ID, State: outbox.Sent})
	}
	return results
}

func (p *platform) Busy(context.Context, Channel, outbox.Address) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy++
	return nil
}

func (p *platform) Keeps(Channel) bool { return p.keeps }

func (p *platform) read() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.sent...)
}

// directory knows one channel of each kind, and every user as the employee "e-" and his name.
type directory struct {
	mu      sync.Mutex
	err     error
	unlink  bool
	secret  string
	looked  int
	reached map[string]bool
	removed string
}

func (d *directory) ChannelByKey(_ context.Context, kind domain.Door, key string) (Channel, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.looked++
	if d.err != nil {
		return Channel{}, d.err
	}
	if key != "umi" {
		return Channel{}, domain.Errorf(domain.NotFound, "no channel")
	}
	return d.of(kind), nil
}

func (d *directory) with(do func(*directory)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	do(d)
}

func (d *directory) of(kind domain.Door) Channel {
	return Channel{ID: domain.ID(kind), Tenant: "t", Key: "umi", Kind: kind, Secrets: map[string]string{"secret": d.secret}}
}

func (d *directory) Channel(_ context.Context, _, id domain.ID) (Channel, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.of(domain.Door(id)), d.err
}

func (d *directory) Channels(context.Context) ([]Channel, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return []Channel{d.of(domain.LINE), d.of(domain.Slack)}, d.err
}

func (d *directory) Person(_ context.Context, ch Channel, user string) (dialog.Person, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := dialog.Person{Actor: domain.Actor{Tenant: "t", Door: ch.Kind}, Channel: ch.ID, User: user, Lang: "en"}
	if !d.unlink {
		p.Employee = domain.ID("e-" + user)
	}
	return p, d.err
}

func (d *directory) Addresses(_ context.Context, _, employee domain.ID) ([]Home, error) {
	user, ok := strings.CutPrefix(string(employee), "e-")
	if !ok {
		return nil, nil
	}
	return []Home{{Channel: d.of(domain.Slack), User: user, Place: "dm-" + user, Lang: "en"}, {Channel: d.of(domain.LINE), User: user, Lang: "en"}}, nil
}

func (d *directory) Reachable(_ context.Context, _ Channel, user string, yes bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.reached[user] = yes
	return nil
}

func (d *directory) Removed(_ context.Context, _ Channel, workspace string) error {
	d.removed = workspace
	return nil
}

// runner answers every message with its place in the conversation. It knows a message it has seen, as the domain does.
type runner struct {
	mu      sync.Mutex
	punches map[string]int // by ref
	order   []string
	takes   time.Duration
	lost    int
	away    int // turns that find something away
	answer  func(dialog.Turn) dialog.Result
}

func (r *runner) Turn(ctx context.Context, session []byte, t dialog.Turn) ([]byte, dialog.Result, error) {
	rest(ctx, r.takes)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.away > 0 {
		r.away--
		return nil, dialog.Result{}, domain.Errorf(domain.Unavailable, "something is away")
	}
	switch t.Activity.Text {
	case "poison":
		return nil, dialog.Result{}, errors.New("a bug")
	case "bomb":
		panic("a bug")
	case "silence":
		return session, dialog.Result{Ignored: "talk"}, nil
	}
	if _, seen := r.punches[t.Activity.Ref]; !seen {
		r.punches[t.Activity.Ref] = len(r.punches) + 1
		r.order = append(r.order, t.Person.User+" "+t.Activity.Text)
	}
	if t.Lost != nil && t.Lost(ctx) {
		r.lost++
	}
	if r.answer != nil {
		return session, r.answer(t), nil
	}
	say := dialog.Reply{Title: "re " + t.Activity.Text}
	return append([]byte(nil), append(session, '.')...), dialog.Result{Replies: []dialog.Reply{say}}, nil
}

type pages struct {
	drawn atomic.Int32
	bug   domain.ID // whose page cannot be drawn
}

func (h *pages) Home(_ context.Context, _, employee domain.ID, _ string) (dialog.Reply, error) {
	if h.bug != "" && employee == h.bug {
		panic("a bug")
	}
	return dialog.Reply{Title: fmt.Sprintf("page %d", h.drawn.Add(1)), State: "in"}, nil
}
