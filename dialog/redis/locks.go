package redis

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"github.com/dakoku/dakoku/dialog"
)

const lockPrefix = "dakoku:lock:"

// unlock deletes a lock that is still ours: it may have ended meanwhile and be another's.
var unlock = goredis.NewScript(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`)

type locks struct{ *Client }

// Locks lets one process at a time run a conversation.
func (c *Client) Locks() dialog.Locks { return locks{c} }

// Acquire implements dialog.Locks.
func (l locks) Acquire(ctx context.Context, key string, lease time.Duration) (func(context.Context), bool, error) {
	key = lockPrefix + key
	token := rand.Text()
	err := l.ask(ctx, func() error {
		return l.db.SetArgs(ctx, key, token, goredis.SetArgs{Mode: "NX", TTL: max(lease, time.Millisecond)}).Err()
	})
	if errors.Is(err, goredis.Nil) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	return func(ctx context.Context) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*patience) // also when the turn's own has ended
		defer cancel()
		_ = l.ask(ctx, func() error { return unlock.Run(ctx, l.db, []string{key}, token).Err() }) // else the lease ends by itself
	}, true, nil
}
