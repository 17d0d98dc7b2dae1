package store

import (
	"context"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// webPrefix tells web sessions from what else is in kv_state.
const webPrefix = "web:"

// WebSessions keeps the sessions of pages. It implements what alexedwards/scs calls a CtxStore.
// The time left is what counts, not the caller's clock: the sandbox's may stand elsewhere.
type WebSessions struct{ store *Store }

// WebSessions keeps the sessions of pages.
func (s *Store) WebSessions() WebSessions { return WebSessions{s} }

// FindCtx reads a session; found is false when it ended.
func (w WebSessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	v, err := w.store.values.do(ctx, clean(webPrefix+token))
	if err != nil || v.Ver == 0 {
		return nil, false, err
	}
	return slices.Clone(v.V), true, nil
}

// CommitCtx keeps a session until expiry.
func (w WebSessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	until := micro(w.store.clock().Add(time.Until(expiry)))
	done := w.store.on(ctx).Exec(`INSERT INTO kv_state (k, v, ver, expires_at) VALUES (?, ?, 1, ?)
		ON CONFLICT (k) DO UPDATE SET v = excluded.v, ver = kv_state.ver + 1, expires_at = excluded.expires_at`,
		clean(webPrefix+token), data, until)
	return fault("web session", done.Error)
}

// DeleteCtx ends a session.
func (w WebSessions) DeleteCtx(ctx context.Context, token string) error {
	return fault("web session", w.store.on(ctx).Exec("DELETE FROM kv_state WHERE k = ?", clean(webPrefix+token)).Error)
}

// errNoContext is the answer to scs's older methods, which it does not call when there are those above.
var errNoContext = domain.Errorf(domain.Unavailable, "store: a web session is kept within a request")

// Find is not used.
func (WebSessions) Find(string) ([]byte, bool, error) { return nil, false, errNoContext }

// Commit is not used.
func (WebSessions) Commit(string, []byte, time.Time) error { return errNoContext }

// Delete is not used.
func (WebSessions) Delete(string) error { return errNoContext }
