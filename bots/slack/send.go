package slack

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/outbox"
	sdk "github.com/slack-go/slack"
)

// Send delivers one row. Slack has no quota, so nothing rides along.
//
// chat.postMessage knows no key that makes a repeated call harmless. A post whose answer never came is therefore looked
// for in the conversation, by the metadata it carries, before it is made again: once as far as the platform allows.
// Reactions, updates and pages can be repeated; a whisper may be seen twice, which is better than not at all.
func (p *Platform) Send(ctx context.Context, ch bots.Channel, item outbox.Item, _ []outbox.Item) ([]outbox.Result, error) {
	now := p.now()
	job := job{p: p, ch: ch, item: item, now: now, trip: p.trips.of(item.ID, now)}
	result := job.send(ctx)
	if result.State != outbox.Owed {
		p.trips.end(item.ID)
	}
	return []outbox.Result{result}, nil
}

// Looks implements bots.Keyless.
func (p *Platform) Looks(bots.Channel) bool { return true }

// job is one attempt to deliver one row.
type job struct {
	p     *Platform
	ch    bots.Channel
	item  outbox.Item
	now   time.Time
	trip  *trip
	ws    workspace
	user  string // the plain id in the workspace
	reply dialog.Reply
	pages []page
	api   *sdk.Client
}

func (j *job) send(ctx context.Context) outbox.Result {
	if err := json.Unmarshal(j.item.Body, &j.reply); err != nil {
		return outbox.Result{ID: j.item.ID, State: outbox.Dead, Note: "the row is no reply: " + err.Error()}
	}
	j.ws, j.user = whereabouts(j.ch, j.item.Address.Workspace, j.item.Address.User)
	if j.ws.token == "" {
		return outbox.Result{ID: j.item.ID, State: outbox.Dead, Note: "no bot token for workspace " + j.ws.id + ": install the app"}
	}
	j.api = j.p.client(j.ws.token)
	if j.item.Kind == outbox.Refresh {
		return j.result("", j.publish(ctx))
	}
	if strings.HasPrefix(j.item.Note, bots.Uncertain) && !j.trip.seen {
		j.trip.doubt = true
	}
	j.sheet(ctx)
	j.pages = render(j.reply, j.p.Caps(), zoneOf(j.ch))
	remote, err := j.route(ctx)
	return j.result(remote, err)
}

// route tries the ways to the person in turn: the URL that came with a command or a press, the room he wrote in, his
// direct chat.
func (j *job) route(ctx context.Context) (string, error) {
	to := j.item.Address
	if to.Edit != "" {
		remote, err := j.update(ctx)
		if err == nil || !lost(err) {
			return remote, err
		}
	}
	if j.answerable() {
		err := j.respond(ctx)
		if err == nil || !lost(err) {
			return "", err
		}
		j.trip.done[stepRespond] = "dead"
	}
	if to.Place != "" && !to.Direct && j.trip.done[stepRoom] == "" {
		remote, err := j.room(ctx)
		if err == nil || !is(err, elsewhere) || j.user == "" {
			return remote, err
		}
		j.trip.done[stepRoom] = "dead"
	}
	return j.direct(ctx)
}

// lost tells whether this way leads nowhere, so that the next may be tried.
func lost(err error) bool { return is(err, elsewhere) || is(err, refused) || is(err, settled) }

func is(err error, c class) bool {
	if err == nil || isWait(err) {
		return false
	}
	got, _ := classify(err)
	return got == c
}

// wait is a call whose moment has not come.
type wait struct{ until time.Time }

func (w wait) Error() string { return "waits for its turn within Slack's limits" }

// step makes a call once for the row, at the moment it may be made. A step that was taken is not taken again.
func (j *job) step(name string, l limitOf, call func() (string, error)) (string, error) {
	if remote, ok := j.trip.done[name]; ok {
		return remote, nil
	}
	l.workspace, l.unasked = j.ws.id, j.item.Kind == outbox.Notice
	slot, given := j.trip.slots[name]
	if !given || j.p.pace.holds(l, slot) {
		slot = j.p.pace.slot(l, j.now)
		j.trip.slots[name] = slot
		j.p.trips.waits(j.item.ID, slot)
	}
	if slot.After(j.now) {
		return "", wait{slot}
	}
	delete(j.trip.slots, name)
	remote, err := call()
	if err == nil {
		j.trip.done[name] = remote
		return remote, nil
	}
	if c, after := classify(err); c == limited {
		until := j.now.Add(after)
		j.p.pace.hold(l, until)
		return "", wait{until}
	}
	return "", err
}

// result says what became of the row.
func (j *job) result(remote string, err error) outbox.Result {
	r := outbox.Result{ID: j.item.ID, State: outbox.Sent, Remote: remote}
	if err == nil {
		return r
	}
	r.State, r.Note = outbox.Owed, note(err)
	var later wait
	if errors.As(err, &later) {
		r.Next, r.Note = later.until, bots.Paced+r.Note
	} else if c, after := classify(err); c == limited {
		r.Next = j.now.Add(after)
	} else if c != away && c != unclear {
		r.State = outbox.Dead
		if c == locked {
			r.Note = "the connection to Slack is broken, install the app again: " + r.Note
			j.p.log.Error("slack: the connection is broken", "channel", j.ch.Key, "workspace", j.ws.id, "error", note(err))
		}
	}
	if r.State == outbox.Owed && j.trip.doubt {
		r.Note = bots.Uncertain + r.Note
	}
	return r
}

// note is an error without the address it was sent to: a response_url is a secret.
func note(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Op + ": " + u.Err.Error()
	}
	return err.Error()
}
