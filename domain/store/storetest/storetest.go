// Package storetest gives each test a database of its own on either engine. It is used by the tests of every
// package that stands on the store.
package storetest

import (
	"bytes"
	"context"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/store"
)

// Engines lists what every suite runs on.
var Engines = []string{"sqlite", "postgres"}

// Key is the secret key of every test's store.
var Key = bytes.Repeat([]byte{7}, store.KeySize)

// startup bounds making and migrating a database; it is far above what it takes.
const startup = time.Minute

// Open returns a migrated, empty store of the engine. It is closed, and its database removed, when the test ends.
// The options may change its clock, ids or log; the clock is the machine's unless they do.
func Open(t testing.TB, engine string, options ...func(*store.Config)) *store.Store {
	t.Helper()
	url := Migrated(t, engine)
	s := Reopen(t, url, options...)
	addresses.Store(s, url)
	t.Cleanup(func() { addresses.Delete(s) })
	ctx, cancel := context.WithTimeout(context.Background(), startup)
	defer cancel()
	if err := s.Current(ctx); err != nil {
		t.Fatal(err)
	}
	return s
}

// Reopen opens the store at an address that URL or Migrated gave, as another process would. It does not migrate.
func Reopen(t testing.TB, url string, options ...func(*store.Config)) *store.Store {
	t.Helper()
	c := store.Config{URL: url, Key: Key, Log: slog.New(slog.DiscardHandler)}
	for _, option := range options {
		option(&c)
	}
	ctx, cancel := context.WithTimeout(context.Background(), startup)
	defer cancel()
	s, err := store.Open(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close the store: %v", err)
		}
	})
	return s
}

var addresses sync.Map // *store.Store → where it is

// Twin opens the store that Open gave once more, as a second process does. PostgreSQL only: SQLite is one process's.
func Twin(t testing.TB, s *store.Store, options ...func(*store.Config)) *store.Store {
	t.Helper()
	url, ok := addresses.Load(s)
	if !ok {
		t.Fatal("Open did not give this store")
	}
	return Reopen(t, url.(string), options...)
}

// Clock is an option that sets the store's clock, and its ids by it.
func Clock(now domain.Clock) func(*store.Config) {
	return func(c *store.Config) { c.Clock, c.NewID = now, domain.IDs(now) }
}

// URL returns the address of a fresh database without any table, for tests of what makes the tables.
func URL(t testing.TB, engine string) string {
	t.Helper()
	if engine == "sqlite" {
		return "sqlite:" + filepath.Join(t.TempDir(), "dakoku.db")
	}
	return newDatabase(t, "template0")
}

// Each runs a test on every engine.
func Each(t *testing.T, run func(t *testing.T, s *store.Store)) {
	t.Helper()
	for _, engine := range Engines {
		t.Run(engine, func(t *testing.T) { run(t, Open(t, engine)) })
	}
}
