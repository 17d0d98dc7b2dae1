package dialog

import (
	"context"
	"time"
)

// Lifetime is how long an open question waits. A session is allowed to be lost: only questions are in it.
const Lifetime = 30 * time.Minute

// Store keeps sessions as bytes with a version. It is Redis in production and SQL when embedded.
// An unavailable store answers domain.Unavailable; the turn then goes on without open questions.
type Store interface {
	// Get returns the bytes and their version; version 0 means there is none (or it expired).
	Get(ctx context.Context, key string) (data []byte, version int64, err error)
	// Put writes if the version is still the given one (0: absent); domain.Conflict when somebody was faster.
	Put(ctx context.Context, key string, data []byte, version int64, ttl time.Duration) error
	// Delete removes if the version is still the given one; domain.Conflict when it is not.
	Delete(ctx context.Context, key string, version int64) error
}

// Locks lets one process at a time run a conversation's turns. The lease ends by itself when its holder dies.
type Locks interface {
	// Acquire tries once. ok is false while another holds it.
	Acquire(ctx context.Context, key string, lease time.Duration) (release func(context.Context), ok bool, err error)
}
