package chatwork

import (
	"context"
	"strconv"
	"sync"
	"time"
)

// Marks keeps, across restarts, small notes by name: how far the reader has read, and whom the bot has asked to become
// a contact. A lost note costs a repeated look or a repeated sentence, or, after an outage, the messages of the outage.
type Marks interface {
	// Mark returns the note; empty when there is none.
	Mark(ctx context.Context, name string) (string, error)
	SetMark(ctx context.Context, name, note string) error
}

// memory keeps marks as long as the process lives.
type memory struct {
	mu    sync.Mutex
	marks map[string]string
}

func (m *memory) Mark(_ context.Context, name string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.marks[name], nil
}

func (m *memory) SetMark(_ context.Context, name, note string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.marks[name] = note
	return nil
}

// floor is the time from which messages count, by the note of the last look; without one it is now: what was said
// before the bot was there is not for it.
func floor(note string, now time.Time) time.Time {
	if seconds, err := strconv.ParseInt(note, 10, 64); err == nil {
		return time.Unix(seconds, 0).UTC()
	}
	return now.Truncate(time.Second)
}

func note(floor time.Time) string { return strconv.FormatInt(floor.Unix(), 10) }
