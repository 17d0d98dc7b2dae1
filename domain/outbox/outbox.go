// Package outbox keeps what must still be told: each row is one message owed to one conversation, in order.
// It knows who it is owed to and how often delivery failed, not what a platform is.
package outbox

import (
	"context"
	"encoding/json"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// State is how far a row has come.
type State string

// The states.
const (
	Owed State = "owed" // must still be told
	Sent State = "sent" // the platform accepted it
	Dead State = "dead" // given up; Note says why, an operator is told
	Kept State = "kept" // not pushed by the tenant's rule; rides on the next reply to this person
)

// Kind is what sort of telling it is.
type Kind string

// The kinds.
const (
	Reply   Kind = "reply"   // answers an event; Address.Token may still be good
	Notice  Kind = "notice"  // tells somebody something unasked
	Refresh Kind = "refresh" // the person's home page or menu follows the state; carries no text and may be skipped
)

// Priority orders what may be pushed when a quota is short; lower goes first.
type Priority int

// The priorities.
const (
	Urgent Priority = 0
	Normal Priority = 5
	Idle   Priority = 9
)

// Address is where a row goes, as the channel that will deliver it understands it.
type Address struct {
	User    string `json:"user,omitempty"`     // the platform's id of the person
	Place   string `json:"place,omitempty"`    // room, group or channel; empty: the direct chat
	Message string `json:"message,omitempty"`  // the message answered, for threads, replies and reactions
	Token   string `json:"token,omitempty"`    // a single-use answer token or URL
	TokenAt int64  `json:"token_at,omitempty"` // when the token was received, Unix milliseconds
	Trigger string `json:"trigger,omitempty"`  // opens a form for the person, once and only at once; received at TokenAt
	Direct  bool   `json:"direct,omitempty"`   // Place is the person's own direct chat
	// Workspace is where Place is, on a platform where one connection serves several; empty: the connection's own.
	Workspace string `json:"workspace,omitempty"`
	// Edit is the bot's own earlier message this one replaces, where the platform can rewrite it.
	Edit string `json:"edit,omitempty"`
}

// Item is one message owed (送信予定). Rows of one conversation are sent in the order of their ids.
type Item struct {
	ID           domain.ID       `gorm:"column:id;primaryKey"` // also the source of the platform's retry key
	Tenant       domain.ID       `gorm:"column:tenant_id"`
	Channel      domain.ID       `gorm:"column:channel_id"`
	Conversation string          `gorm:"column:conversation"`
	Employee     domain.ID       `gorm:"column:employee_id"` // empty: somebody not linked
	Kind         Kind            `gorm:"column:kind"`
	Priority     Priority        `gorm:"column:priority"`
	Address      Address         `gorm:"column:address;serializer:json"`
	Body         json.RawMessage `gorm:"column:body"` // a dialog.Reply
	Asks         bool            `gorm:"column:asks"` // it put a question that waits for an answer
	State        State           `gorm:"column:state"`
	Note         string          `gorm:"column:note"`
	Attempts     int             `gorm:"column:attempts"`
	CreatedAt    time.Time       `gorm:"column:created_at"`
	NextAt       time.Time       `gorm:"column:next_at"`
	SentAt       *time.Time      `gorm:"column:sent_at"`
	Remote       string          `gorm:"column:remote"` // the platform's id of what was sent, for later edits
	// Until is when it has lost its use: it is not sent later, and never kept for a reply. nil: it never does.
	Until *time.Time  `gorm:"column:until_at"`
	Tried []domain.ID `gorm:"column:tried;serializer:json"` // channels that could not tell the person what it says
	About domain.ID   `gorm:"column:about_id"`              // the message to many it is part of; empty: it stands alone
}

// TableName is the table of rows.
func (Item) TableName() string { return "outbox" }

// Result is the outcome of one delivery attempt.
type Result struct {
	ID     domain.ID
	State  State // Sent, Dead, Kept, or Owed: try again at Next
	Note   string
	Remote string
	Next   time.Time
	Begun  bool      // the attempt is only about to be made; Next is when it is over even if nobody can say how it ended
	About  domain.ID // the row's: who is told of what becomes of it
	// Moved is the row that takes the place of this one on another channel of the person; it is owed in the same commit,
	// if this one was not settled before.
	Moved *Item
}

// Undeliverable begins the note of a dead row that no channel could tell its person.
const Undeliverable = "undeliverable: "

// Store keeps rows.
type Store interface {
	// Add stores rows outside a turn (a notice written on the web, an apology).
	Add(ctx context.Context, items []Item) error
	// Head lists the owed rows of a conversation in order, if its oldest may be tried at now; else none.
	Head(ctx context.Context, conversation string, now time.Time, limit int) ([]Item, error)
	// Riding lists rows kept for the employee on the channel, by priority: they may ride on a reply.
	Riding(ctx context.Context, channel, employee domain.ID, limit int) ([]Item, error)
	// Leftovers lists conversations whose oldest owed row has been triable since before the given time: answers are those in
	// which it is a Reply, others come where these leave room.
	Leftovers(ctx context.Context, before time.Time, limit int) (answers, others []string, err error)
	// Settle notes the outcome of attempts, in one commit; rows that failed for now are scheduled for Next.
	Settle(ctx context.Context, results []Result) error
	// Asked tells whether the last message of the conversation since the given time put a question.
	Asked(ctx context.Context, conversation string, since time.Time) (bool, error)
	// Prune deletes finished rows made before the given time and returns how many.
	Prune(ctx context.Context, before time.Time) (int64, error)
}
