package redis

import (
	"context"
	"errors"
	"strconv"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
)

const sessionPrefix = "dakoku:dialog:"

// A session is a hash of its version and its bytes.
const (
	versionField = "ver"
	bytesField   = "v"
)

// put writes when the version is still the expected one ("0": there is none).
var put = goredis.NewScript(`
if (redis.call('HGET', KEYS[1], 'ver') or '0') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'ver', ARGV[2], 'v', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1`)

// remove deletes when the version is still the expected one.
var remove = goredis.NewScript(`
if redis.call('HGET', KEYS[1], 'ver') ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`)

type sessions struct{ *Client }

// Sessions keeps dialog sessions.
func (c *Client) Sessions() dialog.Store { return sessions{c} }

// Get implements dialog.Store.
func (s sessions) Get(ctx context.Context, key string) ([]byte, int64, error) {
	var row []any
	err := s.ask(ctx, func() (err error) {
		row, err = s.db.HMGet(ctx, sessionPrefix+key, versionField, bytesField).Result()
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	stored, ok := row[0].(string)
	if !ok {
		return nil, 0, nil
	}
	version, err := strconv.ParseInt(stored, 10, 64)
	if err != nil {
		return nil, 0, domain.Errorf(domain.Unavailable, "redis: the version of %s is not a number: %w", key, err)
	}
	data, _ := row[1].(string)
	return []byte(data), version, nil
}

// Put implements dialog.Store.
func (s sessions) Put(ctx context.Context, key string, data []byte, version int64, ttl time.Duration) error {
	return s.swap(ctx, put, key, version, version+1, data, max(1, ttl.Milliseconds()))
}

// Delete implements dialog.Store.
func (s sessions) Delete(ctx context.Context, key string, version int64) error {
	return s.swap(ctx, remove, key, version)
}

// swap runs a script that answers 1 when it happened and 0 when somebody was faster.
func (s sessions) swap(ctx context.Context, script *goredis.Script, key string, args ...any) error {
	var happened int
	err := s.ask(ctx, func() (err error) {
		happened, err = script.Run(ctx, s.db, []string{sessionPrefix + key}, args...).Int()
		return err
	})
	if err == nil && happened == 0 {
		return domain.Errorf(domain.Conflict, "redis: %s has changed meanwhile", key)
	}
	if errors.Is(err, goredis.Nil) {
		return domain.Errorf(domain.Unavailable, "redis: a script did not answer")
	}
	return err
}
