package redis_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	goredis "github.com/redis/go-redis/v9"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/dialog/dialogtest"
	"github.com/dakoku/dakoku/dialog/redis"
	"github.com/dakoku/dakoku/domain"
)

func open(t *testing.T, address string) *redis.Client {
	t.Helper()
	c, err := redis.Open(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func conform(t *testing.T, fresh func(*testing.T) *redis.Client) {
	t.Helper()
	dialogtest.Run(t,
		func(t *testing.T) dialog.Store { return fresh(t).Sessions() },
		func(t *testing.T) dialog.Locks { return fresh(t).Locks() })
}

func TestRealRedis(t *testing.T) {
	conform(t, func(t *testing.T) *redis.Client {
		address := os.Getenv("TEST_REDIS_URL")
		if address == "" {
			t.Fatal("set TEST_REDIS_URL or run make test")
		}
		forget(t, address)
		return open(t, address)
	})
}

// forget deletes what this suite left: other tests may use the same server.
func forget(t *testing.T, address string) {
	t.Helper()
	o, err := goredis.ParseURL(address)
	if err != nil {
		t.Fatal(err)
	}
	c := goredis.NewClient(o)
	defer func() { _ = c.Close() }()
	for _, name := range []string{"a", "b", "empty", "会話/①"} {
		if err := c.Del(t.Context(), "dakoku:dialog:"+name, "dakoku:lock:"+name).Err(); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 16 {
		if err := c.Del(t.Context(), fmt.Sprint("dakoku:dialog:person ", i)).Err(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestMiniredis(t *testing.T) {
	conform(t, func(t *testing.T) *redis.Client { return open(t, "redis://"+mini(t).Addr()) })
}

// mini is a miniredis whose keys expire: its own clock stands still.
func mini(t *testing.T) *miniredis.Miniredis {
	t.Helper()
	m := miniredis.RunT(t)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				m.FastForward(5 * time.Millisecond)
			case <-ctx.Done():
				return
			}
		}
	}()
	t.Cleanup(func() { stop(); <-done })
	return m
}

func TestAwayRedisIsUnavailable(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	c := open(t, "redis://"+nobody)
	ctx := t.Context()
	for range 2 { // the second time without asking
		if _, _, err := c.Sessions().Get(ctx, "a"); !domain.Is(err, domain.Unavailable) {
			t.Errorf("get: %v", err)
		}
	}
	if err := c.Sessions().Put(ctx, "a", nil, 0, time.Minute); !domain.Is(err, domain.Unavailable) {
		t.Errorf("put: %v", err)
	}
	if err := c.Sessions().Delete(ctx, "a", 1); !domain.Is(err, domain.Unavailable) {
		t.Errorf("delete: %v", err)
	}
	if _, ok, err := c.Locks().Acquire(ctx, "a", time.Minute); ok || !domain.Is(err, domain.Unavailable) {
		t.Errorf("acquire: %v %v", ok, err)
	}
	if err := c.Ping(ctx); !domain.Is(err, domain.Unavailable) {
		t.Errorf("ping: %v", err)
	}
}

func TestRedisComesBack(t *testing.T) {
	m := mini(t)
	c := open(t, "redis://"+m.Addr())
	ctx := t.Context()
	if err := c.Sessions().Put(ctx, "a", []byte("one"), 0, time.Minute); err != nil {
		t.Fatal(err)
	}
	m.Close()
	if _, _, err := c.Sessions().Get(ctx, "a"); !domain.Is(err, domain.Unavailable) {
		t.Fatalf("get: %v", err)
	}
	if err := m.Restart(); err != nil {
		t.Fatal(err)
	}
	if err := c.Ping(ctx); err != nil { // readiness ends the pause
		t.Fatal(err)
	}
	if data, v, err := c.Sessions().Get(ctx, "a"); err != nil || string(data) != "one" || v != 1 {
		t.Errorf("%q %d %v", data, v, err)
	}
	m.FlushAll()
	if err := c.Sessions().Put(ctx, "a", []byte("two"), 1, time.Minute); !domain.Is(err, domain.Conflict) {
		t.Errorf("a flushed session was replaced: %v", err)
	}
}

func TestAddresses(t *testing.T) {
	for address, ok := range map[string]bool{
		"redis://localhost:6379/2":                                    true,
		"rediss://user:secret@localhost:6379":                         true,
		"redis://localhost:26379/0?addr=other:26379&master_name=main": true,
		"redis://localhost:6379?addr=other:6379&read_timeout=2s":      true,
		"localhost:6379":                          false,
		"http://localhost":                        false,
		"redis://localhost:6379/zero":             false,
		"redis://localhost:6379?no_such_option=1": false,
	} {
		c, err := redis.Open(address)
		if (err == nil) != ok || err != nil && !domain.Is(err, domain.Invalid) {
			t.Errorf("%s: %v", address, err)
		}
		if err == nil {
			_ = c.Close()
		}
	}
}
