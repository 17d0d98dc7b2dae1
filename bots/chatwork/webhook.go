package chatwork

import (
	"encoding/json"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/outbox"
)

// Receive implements bots.Platform. A Chatwork webhook is one event; the answer is an empty 200, because every other
// counts towards switching the setting off. The bot's own posts come back as events and are not kept.
func (p *Platform) Receive(ch bots.Channel, r bots.Request) (bots.Intake, error) {
	if !verify(tokens(ch), r.Body, signature(r.Header, r.Query)) {
		return bots.Intake{}, bots.ErrSignature
	}
	it, v := item(ch, r.Body, r.Now)
	s := p.seat(ch)
	if v.Event.Message != "" {
		s.noteHook(v.Event.Message.String())
	}
	if account, _ := s.bot(); account != "" && v.Event.author() == account {
		return bots.Intake{}, nil
	}
	return bots.Intake{Events: []inbox.Item{it}}, nil
}

// noteHook remembers that a webhook brought the message: the setting is alive.
func (s *seat) noteHook(message string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hooked.put(message, struct{}{})
	s.hooks++
}

// Read implements bots.Platform.
func (p *Platform) Read(ch bots.Channel, it inbox.Item) (bots.Reading, error) {
	var v envelope
	if err := json.Unmarshal(it.Body, &v); err != nil {
		return bots.Reading{Dropped: "not readable: " + err.Error()}, nil
	}
	e := v.Event
	who, room := e.author(), e.Room.String()
	if v.name() == "" {
		return bots.Reading{Dropped: "unknown type " + v.Type}, nil
	}
	if e.Message == "" || who == "" || v.at().IsZero() {
		return bots.Reading{Dropped: "incomplete " + v.Type}, nil
	}
	s := p.seat(ch)
	account, name := s.bot()
	if who == account {
		return bots.Reading{Dropped: "own post"}, nil
	}
	text, mention := clean(e.Body, account, name)
	a := dialog.Activity{
		Ref: e.Message.String(), Message: e.Message.String(), At: v.at(), Text: text,
		Direct:  v.Direct || s.isDirect(who, room),
		Mention: mention || v.Type == typeMention,
	}
	reading := bots.Reading{User: who, Place: room,
		Reply: outbox.Address{User: who, Place: room, Message: e.Message.String(), Direct: a.Direct}}
	if a.Direct {
		reading.Place = ""
	} else if !a.Mention && !bound(ch, room) {
		return bots.Reading{User: who, Dropped: "not the attendance room, and the bot was not addressed"}, nil
	}
	switch v.Type {
	case typeUpdated:
		a.Kind, a.Ref = dialog.Edited, it.EventID
	case typeDeleted:
		a.Kind, a.Ref, a.Text = dialog.Withdrawn, it.EventID, ""
		reading.Reply.Message = "" // there is nothing left to reply to
		reading.Redact = []string{"msg/" + a.Message}
	case typeContact:
		a.Kind, a.Ref, a.Message, a.Text = dialog.Joined, it.EventID, "", ""
		reading.Reply.Message = ""
	default:
		a.Kind = dialog.Said
	}
	reading.Activity = a
	return reading, nil
}

// isDirect tells whether the room is known as the direct chat with the account.
func (s *seat) isDirect(account, room string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return room != "" && s.direct[account] == room
}
