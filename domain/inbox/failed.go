package inbox

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// Desk is what an administrator reads and does about a company's events. Every method takes the tenant.
type Desk interface {
	// Failed lists events whose turns were given up, the newest first, and how many there are; an empty channel narrows
	// nothing.
	Failed(ctx context.Context, tenant, channel domain.ID, page, size int) ([]Item, int, error)
	// Rerun has a failed event run again, in one commit with its deed. What a turn does it does once for its event, so
	// running it again doubles nothing. Conflict: it is not failed any more; NotFound: there is none.
	Rerun(ctx context.Context, tenant, item domain.ID, by domain.Actor) (Item, error)
	// Past streams what came on a channel since a time, the newest first, at most so many events, without those whose
	// texts are not kept.
	Past(ctx context.Context, tenant, channel domain.ID, since time.Time, most int, each func(Item) error) error
}
