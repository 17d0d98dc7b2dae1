package store

import (
	"context"
	"crypto/rand"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
)

// What shares kv_state is told apart by these.
const (
	sessionPrefix = "dialog:"
	lockPrefix    = "lock:"
)

type sessionStore struct{ *Store }

// Sessions keeps dialog sessions where there is no Redis.
func (s *Store) Sessions() dialog.Store { return sessionStore{s} }

// Get implements dialog.Store.
func (s sessionStore) Get(ctx context.Context, key string) ([]byte, int64, error) {
	v, err := s.values.do(ctx, clean(sessionPrefix+key))
	return slices.Clone(v.V), v.Ver, err // who shares the read may append to it
}

type stored struct {
	K   string
	V   []byte
	Ver int64
}

var keyColumns = columns("k")

func (s *Store) readStates(db *gorm.DB, keys []string) (map[string]stored, error) {
	var asked batch
	found := make(map[string]stored, len(keys))
	for _, k := range keys {
		asked.add(k)
		found[k] = stored{} // version 0: there is none
	}
	var rows []stored
	err := db.Raw("SELECT t.k, t.v, t.ver FROM "+s.engine.sought(s.engine.wanted(keyColumns), "kv_state t", "t.k = d.k AND t.expires_at > ?"),
		asked.bind(), s.clock()).Find(&rows).Error
	for _, r := range rows {
		found[r.K] = r
	}
	return found, err
}

// Put implements dialog.Store.
func (s sessionStore) Put(ctx context.Context, key string, data []byte, version int64, ttl time.Duration) error {
	op := stateOp{verb: replace, key: sessionPrefix + key, value: data, ver: version, until: s.clock().Add(ttl)}
	if version == 0 {
		op.verb = create
	}
	return s.swap(ctx, op)
}

// Delete implements dialog.Store.
func (s sessionStore) Delete(ctx context.Context, key string, version int64) error {
	return s.swap(ctx, stateOp{verb: remove, key: sessionPrefix + key, ver: version})
}

func (s sessionStore) swap(ctx context.Context, op stateOp) error {
	ok, err := s.states.do(ctx, op)
	if err == nil && !ok {
		return overtaken(op.key)
	}
	return err
}

type lockStore struct{ *Store }

// Locks lets one process at a time run a conversation where there is no Redis.
func (s *Store) Locks() dialog.Locks { return lockStore{s} }

// releasePatience bounds a release, which must also happen when its turn's context has ended.
const releasePatience = 5 * time.Second

// Acquire implements dialog.Locks.
func (s lockStore) Acquire(ctx context.Context, key string, lease time.Duration) (func(context.Context), bool, error) {
	op := stateOp{verb: create, key: lockPrefix + key, value: []byte(rand.Text()), until: s.clock().Add(lease)}
	ok, err := s.states.do(ctx, op)
	if err != nil || !ok {
		return nil, false, err
	}
	return func(ctx context.Context) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), releasePatience)
		defer cancel()
		// When this fails the lease ends by itself.
		if _, err := s.states.do(ctx, stateOp{verb: unlock, key: op.key, value: op.value}); err != nil && !domain.Is(err, domain.Unavailable) {
			s.log.WarnContext(ctx, "a conversation's lock was not released", "err", err)
		}
	}, true, nil
}
