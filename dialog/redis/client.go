// Package redis keeps dialog sessions and the locks of conversations in Redis. What it holds may be lost: a flushed or
// stopped Redis costs open questions, never a record. It knows no conversation and nothing of the domain.
package redis

import (
	"context"
	"errors"
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"github.com/dakoku/dakoku/domain"
)

const (
	// patience bounds dialling, reading and writing: a punch does not wait for an open question's sake. The URL may
	// say otherwise (dial_timeout, read_timeout, write_timeout).
	patience = 500 * time.Millisecond
	// pause is how long a Redis that could not be reached is left alone: else everybody would wait for it in turn.
	pause = time.Second
)

// Client is a connection to Redis.
type Client struct {
	db    goredis.UniversalClient
	clock func() time.Time
	until atomic.Int64 // Unix nanoseconds: not asked before
}

// silent drops what the client library would print by itself to standard error, a line for each try while Redis is away:
// its errors come back from the calls as well, and are told in the program's own log.
type silent struct{}

func (silent) Printf(context.Context, string, ...any) {}

var silence = sync.OnceFunc(func() { goredis.SetLogger(silent{}) })

// Open reads an address and connects when first used. The forms are
//
//	redis://user:password@host:6379/0                                      one server; rediss:// with TLS
//	redis://user:password@host1:26379/0?addr=host2:26379&master_name=main  sentinels
//	redis://user:password@host1:6379?addr=host2:6379&addr=host3:6379       a cluster
//
// Invalid: the address cannot be read.
func Open(address string) (*Client, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, domain.Errorf(domain.Invalid, "redis: the address cannot be read") // the cause repeats the password
	}
	silence()
	c := &Client{clock: time.Now}
	switch q := u.Query(); {
	case q.Has("master_name"):
		c.db, err = openSentinel(address)
	case q.Has("addr"):
		c.db, err = openCluster(address)
	default:
		c.db, err = openServer(address)
	}
	if err != nil {
		return nil, domain.Errorf(domain.Invalid, "redis: the address must be like redis://host:6379/0: %v", err)
	}
	return c, nil
}

func openServer(address string) (goredis.UniversalClient, error) {
	o, err := goredis.ParseURL(address)
	if err != nil {
		return nil, err
	}
	impatient(&o.DialTimeout, &o.ReadTimeout, &o.WriteTimeout, &o.PoolTimeout)
	o.MaxRetries, o.DialerRetries, o.ContextTimeoutEnabled = 1, 1, true
	return goredis.NewClient(o), nil
}

func openSentinel(address string) (goredis.UniversalClient, error) {
	o, err := goredis.ParseFailoverURL(address)
	if err != nil {
		return nil, err
	}
	impatient(&o.DialTimeout, &o.ReadTimeout, &o.WriteTimeout, &o.PoolTimeout)
	o.MaxRetries, o.DialerRetries, o.ContextTimeoutEnabled = 1, 1, true
	return goredis.NewFailoverClient(o), nil
}

func openCluster(address string) (goredis.UniversalClient, error) {
	o, err := goredis.ParseClusterURL(address)
	if err != nil {
		return nil, err
	}
	impatient(&o.DialTimeout, &o.ReadTimeout, &o.WriteTimeout, &o.PoolTimeout)
	o.MaxRedirects, o.DialerRetries, o.ContextTimeoutEnabled = 3, 1, true
	return goredis.NewClusterClient(o), nil
}

// impatient sets the times the address did not.
func impatient(times ...*time.Duration) {
	for _, t := range times {
		if *t == 0 {
			*t = patience
		}
	}
}

// Ping tells whether Redis answers. It asks even one that is left alone.
func (c *Client) Ping(ctx context.Context) error {
	if err := c.db.Ping(ctx).Err(); err != nil {
		return domain.Errorf(domain.Unavailable, "redis: no answer: %w", err)
	}
	c.until.Store(0)
	return nil
}

// Close ends the connections.
func (c *Client) Close() error { return c.db.Close() }

// ask runs one command, unless Redis could not be reached a moment ago.
func (c *Client) ask(ctx context.Context, command func() error) error {
	if c.clock().UnixNano() < c.until.Load() {
		return domain.Errorf(domain.Unavailable, "redis: could not be reached a moment ago")
	}
	err := command()
	if err == nil || errors.Is(err, goredis.Nil) {
		return err
	}
	var network net.Error
	if ctx.Err() == nil && (errors.As(err, &network) || errors.Is(err, goredis.ErrPoolTimeout)) {
		c.until.Store(c.clock().Add(pause).UnixNano())
	}
	return domain.Errorf(domain.Unavailable, "redis: %w", err)
}
