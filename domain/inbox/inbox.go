// Package inbox keeps what arrived from a platform and is not answered yet. It knows neither what an event
// says nor which platform it came from: an event is bytes with a name, a conversation and a time.
package inbox

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// State is how far an item has come.
type State string

// The states.
const (
	New     State = "new"     // stored, its turn has not run
	Done    State = "done"    // its turn ran, what it owes is in the outbox
	Dropped State = "dropped" // read and deliberately not acted on; Note says why
	Failed  State = "failed"  // given up after MaxAttempts; an operator is told
)

// MaxAttempts is how often a turn is tried before its item is failed and an apology is owed.
const MaxAttempts = 8

// Item is one event of a platform as it arrived (受信イベント). Unique on (Channel, EventID).
type Item struct {
	ID           domain.ID `gorm:"column:id;primaryKey"`
	Tenant       domain.ID `gorm:"column:tenant_id"`
	Channel      domain.ID `gorm:"column:channel_id"`
	EventID      string    `gorm:"column:event_id"`     // the platform's name of the event, its dedupe key
	Message      string    `gorm:"column:message"`      // the platform's id of the message in it, where that is not the event's name
	Conversation string    `gorm:"column:conversation"` // turns of one conversation run one at a time, in order of At
	At           time.Time `gorm:"column:at"`           // when it happened, by the platform
	ReceivedAt   time.Time `gorm:"column:received_at"`
	Body         []byte    `gorm:"column:body"` // the event's own bytes; emptied when its author withdraws it
	State        State     `gorm:"column:state"`
	Note         string    `gorm:"column:note"`
	Attempts     int       `gorm:"column:attempts"`
	NextAt       time.Time `gorm:"column:next_at"` // not tried before
	Forget       bool      `gorm:"column:forget"`  // its body is emptied once its turn has run
}

// TableName is the table of items.
func (Item) TableName() string { return "inbox" }

// Store keeps items.
type Store interface {
	// Add stores the items in one commit and returns when they are durable. Items whose (Channel, EventID)
	// is known are left as they are; fresh lists the ids of the others.
	Add(ctx context.Context, items []Item) (fresh []domain.ID, err error)
	// Pending lists the new items of one conversation that may be tried at now, oldest At first.
	Pending(ctx context.Context, conversation string, now time.Time, limit int) ([]Item, error)
	// Leftovers lists conversations that have had a triable new item since before the given time, oldest first.
	Leftovers(ctx context.Context, before time.Time, limit int) ([]string, error)
	// Retry notes a failed attempt; state is New (again at next) or Failed.
	Retry(ctx context.Context, id domain.ID, state State, note string, next time.Time) error
	// Redact empties the bodies of a channel's items whose EventID or Message is given (a withdrawn message).
	Redact(ctx context.Context, channel domain.ID, names []string) error
	// Prune deletes finished items received before the given time and returns how many.
	Prune(ctx context.Context, before time.Time) (int64, error)
}
