package redis

import (
	"context"
	"errors"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"github.com/dakoku/dakoku/domain"
)

const webPrefix = "dakoku:web:"

// WebSessions keeps the sessions of pages. It implements what alexedwards/scs calls a CtxStore.
type WebSessions struct{ client *Client }

// WebSessions keeps the sessions of pages.
func (c *Client) WebSessions() WebSessions { return WebSessions{c} }

// FindCtx reads a session; found is false when it ended.
func (w WebSessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = w.client.ask(ctx, func() (err error) {
		data, err = w.client.db.Get(ctx, webPrefix+token).Bytes()
		return err
	})
	if errors.Is(err, goredis.Nil) {
		return nil, false, nil
	}
	return data, err == nil, err
}

// CommitCtx keeps a session until expiry.
func (w WebSessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	return w.client.ask(ctx, func() error {
		return w.client.db.Set(ctx, webPrefix+token, data, max(time.Until(expiry), time.Millisecond)).Err()
	})
}

// DeleteCtx ends a session.
func (w WebSessions) DeleteCtx(ctx context.Context, token string) error {
	return w.client.ask(ctx, func() error { return w.client.db.Del(ctx, webPrefix+token).Err() })
}

// errNoContext is the answer to scs's older methods, which it does not call when there are those above.
var errNoContext = domain.Errorf(domain.Unavailable, "redis: a web session is kept within a request")

// Find is not used.
func (WebSessions) Find(string) ([]byte, bool, error) { return nil, false, errNoContext }

// Commit is not used.
func (WebSessions) Commit(string, []byte, time.Time) error { return errNoContext }

// Delete is not used.
func (WebSessions) Delete(string) error { return errNoContext }
