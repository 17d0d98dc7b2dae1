package outbox

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// Trouble is a reason for which rows of a channel were not sent at once (送信エラー).
type Trouble struct {
	State State  // Dead: given up; Owed: it is tried again
	Note  string // as the last attempt left it
	Count int
	Last  time.Time // when the newest of these rows was made
}

// Desk is what an administrator reads of what could not be told.
type Desk interface {
	// Troubles lists why rows of a channel made since a time were given up or wait after an attempt, the most frequent
	// first.
	Troubles(ctx context.Context, tenant, channel domain.ID, since time.Time) ([]Trouble, error)
}
