package bots

import (
	"strings"
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// certain is what this process knows of the rows it delivers: whether an attempt that is not noted may have been made,
// by a process that died before it could note it.
type certain struct {
	clock domain.Clock
	born  time.Time // by the clock rows are dated with
	began time.Time // by the machine's, which nobody sets back

	mu     sync.Mutex
	tried  map[domain.ID]int // rows whose latest attempt was made here, and its number
	others map[string]bool   // conversations somebody else had locked when they were to be delivered here
}

const (
	// certainKept bounds the rows remembered; a forgotten one is merely doubted.
	certainKept = 50_000
	// certainYouth is how long a process takes rows older than itself for a dead one's. Later a sweep has found those.
	certainYouth = time.Minute
)

func newCertain(clock domain.Clock) *certain {
	return &certain{clock: clock, born: clock(), began: time.Now(), tried: map[domain.ID]int{}, others: map[string]bool{}}
}

// locked notes that somebody else has the conversation: if he dies, nobody knows what he sent.
func (c *certain) locked(conversation string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.others) >= certainKept {
		clear(c.others)
	}
	c.others[conversation] = true
}

// entered tells whether somebody else had the conversation before it was locked here.
func (c *certain) entered(conversation string) (others bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	others = c.others[conversation]
	delete(c.others, conversation)
	return others
}

// note remembers an attempt made here.
func (c *certain) note(row outbox.Item, state outbox.State) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if state != outbox.Owed {
		delete(c.tried, row.ID)
		return
	}
	if len(c.tried) >= certainKept {
		clear(c.tried)
	}
	c.tried[row.ID] = row.Attempts + 1
}

// doubt marks the row Uncertain if it may have been sent although nothing says so. found means that it, or its
// conversation, was found and not owed here.
func (c *certain) doubt(row outbox.Item, found bool) outbox.Item {
	c.mu.Lock()
	last, tried := c.tried[row.ID]
	c.mu.Unlock()
	sure := tried && last == row.Attempts
	if row.Attempts == 0 {
		sure = !found && (!row.CreatedAt.Before(c.born) || time.Since(c.began) > certainYouth)
	}
	if !sure && !strings.HasPrefix(row.Note, Uncertain) {
		row.Note = Uncertain + row.Note
	}
	return row
}
