package bots

import (
	"context"
	"encoding/json"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// homeMark ends the conversation of Refresh rows. They have one of their own, so that a menu that cannot be drawn
// never holds up a message.
const homeMark = "#home"

// unlinked is the state of an account that belongs to nobody (dialog.Reply.State).
const unlinked = "unlinked"

// Conversation names the conversation of a channel's user; its turns, its lock, its session and its rows use it.
func Conversation(channel domain.ID, user string) string { return string(channel) + "/" + user }

// owe turns what a turn led to into rows.
func (t *turn) owe(ctx context.Context, r dialog.Result) ([]outbox.Item, error) {
	var rows []outbox.Item
	refresh := newHomes()
	for _, reply := range r.Replies {
		said, err := t.say(ctx, reply)
		if err != nil {
			return nil, err
		}
		rows = append(rows, said...)
		nobodys := t.person.Employee == "" || reply.State == unlinked
		if reply.State != "" && nobodys && follows(t.platform, t.ch) && t.reading.User != "" {
			// Not linked, or not any more: nobody else will say what menu this account should have.
			to := t.row(outbox.Refresh, dialog.Reply{Lang: reply.Lang, State: reply.State}, outbox.Address{User: t.reading.User})
			to.Employee = "" // the page is the account's, not that of whoever it belonged to when the turn began
			refresh.add(to)
		}
	}
	for _, tell := range r.Tells {
		row, err := t.tell(ctx, tell)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	for _, employee := range r.Changed {
		homes, err := t.w.cfg.Directory.Addresses(ctx, t.item.Tenant, employee)
		if err != nil {
			return nil, err
		}
		for _, home := range homes {
			if follows(t.w.platforms[home.Channel.Kind], home.Channel) {
				refresh.add(t.rowAt(home, employee, outbox.Refresh, dialog.Reply{Lang: home.Lang}))
			}
		}
	}
	return append(rows, refresh.rows...), nil
}

// follows tells whether a channel has something that follows a person's state.
func follows(p Platform, ch Channel) bool {
	if p == nil {
		return false
	}
	if f, ok := p.(Follower); ok && !f.Follows(ch) {
		return false
	}
	caps := p.Caps()
	return caps.Home || caps.Menu
}

// homes collects Refresh rows, one for each account.
type homes struct {
	seen map[string]bool
	rows []outbox.Item
}

func newHomes() *homes { return &homes{seen: map[string]bool{}} }

func (h *homes) add(row outbox.Item) {
	row.Conversation += homeMark
	row.Priority = outbox.Idle
	if !h.seen[row.Conversation] {
		h.seen[row.Conversation] = true
		h.rows = append(h.rows, row)
	}
}

// say answers the person. Personal figures never go into a room others read: unless the channel can whisper there,
// they go to the direct chat and the room gets the brief form.
func (t *turn) say(ctx context.Context, reply dialog.Reply) ([]outbox.Item, error) {
	to := t.reading.Reply
	shared := t.reading.Place != "" && !to.Direct
	if !shared || !reply.Private || t.platform.Caps().Whisper {
		return []outbox.Item{t.row(outbox.Reply, reply, to)}, nil
	}
	var rows []outbox.Item
	if reply.Brief != "" {
		brief := dialog.Reply{Lang: reply.Lang, Tone: reply.Tone, Title: reply.Brief}
		rows = append(rows, t.row(outbox.Reply, brief, to))
	}
	direct := outbox.Address{User: t.reading.User, Direct: true}
	if t.person.Employee != "" {
		homes, err := t.w.cfg.Directory.Addresses(ctx, t.item.Tenant, t.person.Employee)
		if err != nil {
			return nil, err
		}
		for _, home := range homes {
			if home.Channel.ID == t.ch.ID && home.User == t.reading.User {
				direct.Place = home.Place
			}
		}
	}
	return append(rows, t.row(outbox.Reply, reply, direct)), nil
}

// tell makes the row for somebody else, on the channel that suits him best. Where he has none the row says so.
func (t *turn) tell(ctx context.Context, tell dialog.Tell) (outbox.Item, error) {
	homes, err := t.w.cfg.Directory.Addresses(ctx, t.item.Tenant, tell.Employee)
	if err != nil {
		return outbox.Item{}, err
	}
	if len(homes) == 0 {
		t.w.cfg.Log.Warn("tell: no channel reaches the person", "tenant", t.item.Tenant, "employee", tell.Employee)
		t.w.cfg.Stats.alert(t.ch.Kind, "undeliverable")
		return Unreached(t.item.Tenant, tell.Employee, tell.Reply, t.w.cfg.NewID(), t.w.cfg.Clock()), nil
	}
	row := t.rowAt(Nearest(homes, tell.Door), tell.Employee, outbox.Notice, tell.Reply)
	row.Priority = outbox.Priority(tell.Priority)
	return row, nil
}

// row is a row for the person of the turn.
func (t *turn) row(kind outbox.Kind, reply dialog.Reply, to outbox.Address) outbox.Item {
	home := Home{Channel: t.ch, User: t.reading.User}
	row := t.rowAt(home, t.person.Employee, kind, reply)
	row.Address = to
	row.Conversation = t.item.Conversation
	return row
}

func (t *turn) rowAt(home Home, employee domain.ID, kind outbox.Kind, reply dialog.Reply) outbox.Item {
	return newRow(home, employee, kind, reply, t.w.cfg.NewID(), t.w.cfg.Clock())
}

func encode(reply dialog.Reply) json.RawMessage {
	body, err := json.Marshal(reply)
	if err != nil {
		panic(err) // strings, slices and booleans can always be encoded
	}
	return body
}

// asks tells whether a reply puts a question that waits for an answer.
func asks(r dialog.Reply) bool {
	if r.Tone == dialog.Ask || r.Want != nil {
		return true
	}
	for _, c := range r.Choices {
		if c.Action.Question != "" || c.Want != nil {
			return true
		}
	}
	return false
}
