package chatwork

import (
	"context"
	"encoding/json"
	"time"

	"github.com/dakoku/dakoku/domain/inbox"
)

// deleted is the text of a message that was deleted.
const deleted = "[deleted]"

// read hands over what is new in a room. missed counts what a webhook should have brought by now.
func (r *reader) read(ctx context.Context, room string, direct bool, reserve int, now time.Time) (missed int, err error) {
	list, err := r.seat.api.messages(ctx, room, reserve)
	if err != nil {
		return 0, err
	}
	s := r.shelf(room)
	r.full(s, room, list)
	account, _ := r.seat.bot()
	var items []inbox.Item
	for _, m := range list {
		v := r.fresh(s, m)
		if v.Type == "" || m.Account.ID.String() == account {
			continue
		}
		v.Direct = direct
		v.Event.Room = id(room)
		if direct {
			r.seat.know(m.Account.ID.String(), room)
		}
		items = append(items, r.item(v, now))
		if !direct && v.Type == typeCreated && now.Sub(v.at()) > late && !r.seat.wasHooked(m.ID.String()) {
			missed++
		}
	}
	if err := r.hand(ctx, items); err != nil {
		return 0, err
	}
	for _, m := range list {
		s.seen.put(m.ID.String(), m.Updated)
	}
	return missed, nil
}

// fresh makes the event a message is; no type when there is nothing new about it. A message that was changed before
// it was first seen counts as it is now; one that was deleted before is gone.
func (r *reader) fresh(s *shelf, m message) envelope {
	v := envelope{Origin: originPoll, Event: event{Message: m.ID, Account: m.Account.ID, Body: m.Body, Sent: m.Sent, Updated: m.Updated}}
	changed, seen := s.seen.get(m.ID.String())
	switch {
	case seen && m.Updated > changed && m.Body == deleted:
		v.Type = typeDeleted
	case seen && m.Updated > changed:
		v.Type = typeUpdated
	case !seen && m.Sent >= r.floor.Unix() && m.Body != deleted:
		v.Type = typeCreated
	}
	return v
}

// full warns when the room may have had more messages than it shows: there is no second page.
func (r *reader) full(s *shelf, room string, list []message) {
	if len(list) < listMax {
		return
	}
	for _, m := range list {
		if _, seen := s.seen.get(m.ID.String()); seen || m.Sent < r.floor.Unix() {
			return
		}
	}
	r.log.Error("chatwork: a room has more new messages than can be read; the older ones may be lost", "room", room)
}

// item is the row of an event the reader made itself.
func (r *reader) item(v envelope, now time.Time) inbox.Item {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings and numbers can always be encoded
	}
	it, _ := item(r.ch, body, now)
	return it
}

func (r *reader) hand(ctx context.Context, items []inbox.Item) error {
	if len(items) == 0 {
		return nil
	}
	return r.take(ctx, r.ch, items)
}

func (s *seat) wasHooked(message string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.hooked.get(message)
	return ok
}

func (s *seat) hookCount() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hooks
}
