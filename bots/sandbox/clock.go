package sandbox

import (
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// Clock is an offset over another clock, so that a demo can live in the evening. Its Now is a domain.Clock:
// handed to the whole process, everything follows it.
type Clock struct {
	base   domain.Clock
	mu     sync.Mutex
	offset time.Duration
}

// NewClock makes a clock that agrees with base until it is set. Tests give it a frozen base.
func NewClock(base domain.Clock) *Clock { return &Clock{base: base} }

// Now tells the sandbox's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.base().Add(c.offset)
}

// Set makes it t now; the clock goes on from there.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset = t.Sub(c.base())
}

// Advance moves the clock by d, which may be negative.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset += d
}

// Reset agrees with the base again.
func (c *Clock) Reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset = 0
}

// Offset is how far this clock is ahead of its base.
func (c *Clock) Offset() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.offset
}
