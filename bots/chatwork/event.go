package chatwork

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain/inbox"
)

// The types of events. The first three are Chatwork's (https://developer.chatwork.com/docs/webhook); the others are
// made by the catch-up reader from what no webhook tells.
const (
	typeCreated = "message_created"
	typeUpdated = "message_updated"
	typeMention = "mention_to_me"
	typeDeleted = "poll_deleted"
	typeContact = "poll_contact"
)

// envelope is a stored event.
type envelope struct {
	Type   string `json:"webhook_event_type"`
	Event  event  `json:"webhook_event"`
	Origin string `json:"origin,omitempty"` // originPoll; empty: a webhook
	Direct bool   `json:"direct,omitempty"` // the reader knows that the room is a direct chat
}

// originPoll marks what the catch-up reader found.
const originPoll = "poll"

// event has the members of every type. Ids are numbers of 64 bits, some in quotes.
type event struct {
	Message id     `json:"message_id"`
	Room    id     `json:"room_id"`
	Account id     `json:"account_id,omitempty"`
	From    id     `json:"from_account_id,omitempty"` // of a mention, instead of Account
	Body    string `json:"body"`
	Sent    int64  `json:"send_time"`   // Unix seconds
	Updated int64  `json:"update_time"` // 0: never changed
}

// author is who wrote the message.
func (e event) author() string {
	if e.From != "" {
		return e.From.String()
	}
	return e.Account.String()
}

// name is the event's name in the inbox. One message has one name, whether it comes by the room's webhook, by a mention
// or by the reader; every edit of it has another.
func (v envelope) name() string {
	switch v.Type {
	case typeCreated, typeMention:
		return "msg/" + v.Event.Message.String()
	case typeUpdated:
		return "upd/" + v.Event.Message.String() + "/" + strconv.FormatInt(v.Event.Updated, 10)
	case typeDeleted:
		return "del/" + v.Event.Message.String()
	case typeContact:
		return "contact/" + v.Event.Message.String()
	}
	return ""
}

// at is when it happened, by Chatwork's clock.
func (v envelope) at() time.Time {
	seconds := v.Event.Sent
	if v.Type == typeUpdated || v.Type == typeDeleted {
		seconds = v.Event.Updated
	}
	if seconds <= 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

// item is the row an event becomes. What cannot be read or is of a type nobody knows is kept too, under the digest of its
// bytes; Read says why it is dropped.
func item(ch bots.Channel, body []byte, now time.Time) (inbox.Item, envelope) {
	var v envelope
	err := json.Unmarshal(body, &v)
	who, name, at := v.Event.author(), v.name(), v.at()
	if err != nil || name == "" || v.Event.Message == "" || who == "" || at.IsZero() {
		sum := sha256.Sum256(body)
		name, at = "other/"+hex.EncodeToString(sum[:16]), now
	}
	if who == "" {
		who = "unknown"
	}
	return inbox.Item{EventID: name, Conversation: bots.Conversation(ch.ID, who), At: at, Body: body}, v
}
