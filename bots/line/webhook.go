package line

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
)

// longestID is the longest event id taken as it is; LINE's are ULIDs of 26 characters.
const longestID = 128

// Receive implements bots.Platform. The list of events may be empty: LINE's console checks a webhook that way.
func (p *Platform) Receive(ch bots.Channel, r bots.Request) (bots.Intake, error) {
	if !signed(ch, r.Header.Get("X-Line-Signature"), r.Body) {
		return bots.Intake{}, bots.ErrSignature
	}
	var call struct {
		Destination string            `json:"destination"`
		Events      []json.RawMessage `json:"events"`
	}
	if err := json.Unmarshal(r.Body, &call); err != nil {
		return bots.Intake{}, domain.Errorf(domain.Invalid, "line: webhook body: %w", err)
	}
	if bot := ch.Options[OptionBot]; bot != "" && call.Destination != bot {
		p.noteOdd(ch, call.Destination)
	}
	events := make([]inbox.Item, 0, len(call.Events))
	for _, raw := range call.Events {
		events = append(events, stored(ch, raw))
	}
	return bots.Intake{Events: events}, nil
}

// noteOdd says once that webhooks name another bot than the one configured. The signature has proved whose they are; what
// differs is what somebody typed into the company file, and nobody should lose a punch to that.
func (p *Platform) noteOdd(ch bots.Channel, destination string) {
	p.mu.Lock()
	known := p.odd[ch.ID] == destination
	p.odd[ch.ID] = destination
	p.mu.Unlock()
	if !known {
		p.cfg.Log.Warn("line: the bot's user id is not the one configured", "channel", ch.Key, "destination", destination)
	}
}

// stored is an event as the inbox keeps it: its bytes, and as much of an envelope as can be read. An event nobody can
// read is kept too, under a name made from its bytes, so that its second delivery is recognised.
func stored(ch bots.Channel, raw json.RawMessage) inbox.Item {
	item := inbox.Item{Body: bytes.Clone(raw)}
	var e event
	if err := json.Unmarshal(raw, &e); err != nil {
		e = event{}
	}
	item.EventID = e.ID
	if e.ID == "" || len(e.ID) > longestID {
		sum := sha256.Sum256(raw)
		item.EventID = "sha256:" + hex.EncodeToString(sum[:])
	}
	who := e.Source.User
	if who == "" {
		who = e.Source.place()
	}
	item.Conversation = bots.Conversation(ch.ID, who)
	if e.Message != nil {
		item.Message = e.Message.ID // by which its author may withdraw it
	}
	if e.Timestamp > 0 {
		item.At = time.UnixMilli(e.Timestamp).UTC()
	}
	return item
}

// event is what is read of LINE's events: https://developers.line.biz/en/reference/messaging-api/#webhook-event-objects
type event struct {
	ID         string    `json:"webhookEventId"`
	Type       string    `json:"type"`
	Mode       string    `json:"mode"`
	Timestamp  int64     `json:"timestamp"`
	ReplyToken string    `json:"replyToken"`
	Source     source    `json:"source"`
	Message    *message  `json:"message"`
	Unsend     *unsend   `json:"unsend"`
	Postback   *postback `json:"postback"`
}

type source struct {
	Type  string `json:"type"`
	User  string `json:"userId"`
	Group string `json:"groupId"`
	Room  string `json:"roomId"`
}

// place is the group or the room; empty in the direct chat.
func (s source) place() string {
	if s.Group != "" {
		return s.Group
	}
	return s.Room
}

type message struct {
	ID      string   `json:"id"`
	Type    string   `json:"type"`
	Text    string   `json:"text"`
	Mention *mention `json:"mention"`
	Package string   `json:"packageId"`
	Sticker string   `json:"stickerId"`
}

type mention struct {
	Mentionees []mentionee `json:"mentionees"`
}

type mentionee struct {
	Index  int  `json:"index"` // in UTF-16 units
	Length int  `json:"length"`
	Self   bool `json:"isSelf"`
}

type unsend struct {
	Message string `json:"messageId"`
}

type postback struct {
	Data   string            `json:"data"`
	Params map[string]string `json:"params"`
}
