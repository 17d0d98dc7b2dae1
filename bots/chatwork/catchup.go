package chatwork

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"sync"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain/inbox"
)

const (
	defaultPoll = time.Minute
	// quickPoll is how often direct chats are looked for, which have no webhook, and, after a gap, the attendance room.
	// It costs 30 of the token's 300 requests in five minutes, for all direct chats together.
	quickPoll = 10 * time.Second
	// voidPoll is how long a token that Chatwork refuses rests.
	voidPoll = 5 * time.Minute
	// overlap is how far before the last look a new process reads again: messages may appear late. Those that are known
	// already are recognised by the inbox.
	overlap = 2 * time.Minute
	// late is when a message should have come by webhook.
	late = 15 * time.Second
	// directMax is how many direct chats are read in one look.
	directMax = 10
	// silentMax is after how many looks that found messages, while no webhook came, the setting is taken for switched off.
	silentMax = 3
)

// Start implements bots.Starter: it reads what no webhook brings, until ctx ends.
func (p *Platform) Start(ctx context.Context, channels []bots.Channel, take bots.Take) error {
	var wg sync.WaitGroup
	for _, ch := range channels {
		r := &reader{
			p: p, ch: ch, seat: p.seat(ch), take: take, rooms: map[string]*shelf{},
			log: p.cfg.Log.With("kind", p.Kind(), "channel", ch.Key),
		}
		wg.Go(func() { r.run(ctx) })
	}
	wg.Wait()
	return nil
}

// reader reads one channel's rooms.
type reader struct {
	p    *Platform
	ch   bots.Channel
	seat *seat
	take bots.Take
	log  *slog.Logger

	rooms  map[string]*shelf
	floor  time.Time // messages before it do not count
	ready  bool      // floor is known
	looked time.Time // last look into the attendance room
	gap    bool      // that look found something a webhook should have brought
	silent int       // such looks in a row without any webhook
	hooks  int       // webhooks counted at that look
	failed string    // the last error, so that one that lasts is logged once
}

// shelf is what was read of a room.
type shelf struct {
	seen recent[int64] // by message: when it was changed last
	last int64         // last_update_time of the room when it was read
}

func (r *reader) run(ctx context.Context) {
	for {
		err := r.look(ctx)
		wait := min(r.p.cfg.Poll, quickPoll)
		var no *refusal
		var busy *busy
		switch {
		case ctx.Err() != nil:
			return
		case errors.As(err, &no) && no.status == http.StatusUnauthorized:
			wait = voidPoll
		case errors.As(err, &busy):
			wait = max(wait, busy.until.Sub(r.p.cfg.Clock()))
		}
		r.report(err)
		select {
		case <-ctx.Done():
			return
		case <-r.p.cfg.After(wait):
		}
	}
}

func (r *reader) report(err error) {
	text := ""
	if err != nil {
		text = err.Error()
	}
	switch {
	case text == r.failed:
	case err != nil:
		r.log.Warn("chatwork: the catch-up reader cannot read", "error", err)
	default:
		r.log.Info("chatwork: the catch-up reader reads again")
	}
	r.failed = text
}

// look is one round: who wants to be a contact, what was said in the attendance rooms if it is time, what was said in
// direct chats. One thing that fails does not keep the others from being done.
func (r *reader) look(ctx context.Context) (err error) {
	defer func() {
		if v := recover(); v != nil { // what a room says must not end the program, again at each start
			r.log.Error("chatwork: panic while reading", "panic", v, "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", v)
		}
	}()
	now := r.p.cfg.Clock()
	if err := r.prepare(ctx, now); err != nil {
		return err
	}
	interval := r.p.cfg.Poll
	if r.gap {
		interval = min(interval, quickPoll)
	}
	var problems []error
	due := now.Sub(r.looked) >= interval
	if due {
		problems = append(problems, r.bound(ctx, now), r.accept(ctx, now))
	}
	all, err := r.direct(ctx, now)
	problems = append(problems, err)
	err = errors.Join(problems...)
	if due && err == nil && all {
		r.looked = now
		if from := now.Add(-overlap); from.After(r.floor) {
			return r.p.cfg.Marks.SetMark(ctx, r.mark(), note(from))
		}
	}
	return err
}

// mark is the name of the reader's note. Another set of rooms begins anew.
func (r *reader) mark() string { return string(r.ch.ID) + "/read/" + r.ch.Options[optionRoom] }

// prepare learns who the bot is, whose posts are not to be read, and from when on messages count.
func (r *reader) prepare(ctx context.Context, now time.Time) error {
	account, err := r.seat.meet(ctx)
	if err != nil || r.ready {
		return err
	}
	if set := r.ch.Options[optionAccount]; set != "" && set != account {
		r.log.Error("chatwork: the token is another account's than the one set", "set", set, "account", account)
	}
	old, err := r.p.cfg.Marks.Mark(ctx, r.mark())
	if err != nil {
		return err
	}
	r.floor = floor(old, now)
	if old == "" {
		if err := r.p.cfg.Marks.SetMark(ctx, r.mark(), note(r.floor)); err != nil {
			return err
		}
	}
	r.ready = true
	return nil
}

// bound reads the attendance rooms and watches whether webhooks come.
func (r *reader) bound(ctx context.Context, now time.Time) error {
	missed := 0
	var problems []error
	for _, room := range rooms(r.ch) {
		n, err := r.read(ctx, room, false, reserveRead, now)
		missed += n
		problems = append(problems, err)
	}
	hooks := r.seat.hookCount()
	r.gap = missed > 0
	switch {
	case hooks != r.hooks:
		r.silent = 0
	case missed > 0:
		r.silent++
	}
	r.hooks = hooks
	if r.silent == silentMax {
		r.log.Error("chatwork: messages are found that no webhook brought; the setting may have been switched off"+
			" (動作設定 > API管理 > Webhook)", "rooms", rooms(r.ch))
	}
	return errors.Join(problems...)
}

// direct reads the direct chats in which something was said. all is false when some had to wait for the next round. Chats
// that may have changed only because the bot posted there come last, and take nothing from the answers' share: after
// thousands of reminders each of them looks changed.
func (r *reader) direct(ctx context.Context, now time.Time) (all bool, err error) {
	chats, err := r.seat.api.chats(ctx)
	if err != nil {
		return false, err
	}
	var first, last []chat
	for _, c := range chats {
		switch room := c.Room.String(); {
		case c.Type != "direct" || c.Last == r.shelf(room).last || c.Last < r.floor.Unix():
		case r.seat.spokeIn(room):
			last = append(last, c)
		default:
			first = append(first, c)
		}
	}
	var problems []error
	for _, c := range first[:min(directMax, len(first))] {
		problems = append(problems, r.open(ctx, c, reserveRead, now))
	}
	for _, c := range last[:min(max(directMax-len(first), 0), len(last))] {
		r.seat.reads(c.Room.String())
		err := r.open(ctx, c, r.seat.api.limits.reserveOwn(now), now)
		var later *busy
		if err != nil {
			r.seat.speaks(c.Room.String())
		}
		if errors.As(err, &later) {
			return false, errors.Join(problems...)
		}
		problems = append(problems, err)
	}
	return len(first)+len(last) <= directMax, errors.Join(problems...)
}

// open reads one direct chat.
func (r *reader) open(ctx context.Context, c chat, reserve int, now time.Time) error {
	_, err := r.read(ctx, c.Room.String(), true, reserve, now)
	if err == nil {
		r.shelf(c.Room.String()).last = c.Last
	}
	return err
}

func (r *reader) shelf(room string) *shelf {
	if r.rooms[room] == nil {
		r.rooms[room] = &shelf{}
	}
	return r.rooms[room]
}

// accept makes everybody who asks a contact: only then has the bot a direct chat with him.
func (r *reader) accept(ctx context.Context, now time.Time) error {
	list, err := r.seat.api.requests(ctx)
	if err != nil {
		return err
	}
	for _, ask := range list {
		who, err := r.seat.api.accept(ctx, ask.ID.String())
		var no *refusal
		if errors.As(err, &no) && no.status == http.StatusNotFound {
			continue // another process was faster, or it was withdrawn
		}
		if err != nil {
			return err
		}
		r.seat.know(ask.Account.String(), who.Room.String())
		joined := envelope{Type: typeContact, Direct: true,
			Event: event{Message: ask.ID, Room: who.Room, Account: ask.Account, Sent: now.Unix()}}
		if err := r.hand(ctx, []inbox.Item{r.item(joined, now)}); err != nil {
			return err
		}
	}
	return nil
}
