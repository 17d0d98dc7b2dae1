package store_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

func TestOpenRefusesWhatItCannotUse(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("not a folder"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		url  string
		key  []byte
		code domain.Code
	}{
		"no address":           {"", storetest.Key, domain.Invalid},
		"another engine":       {"mysql://localhost/x", storetest.Key, domain.Invalid},
		"no path":              {"sqlite:", storetest.Key, domain.Invalid},
		"a folder that cannot": {"sqlite:" + file + "/x.db", storetest.Key, domain.Invalid},
		"a bad address":        {"postgres://localhost:notaport/x", storetest.Key, domain.Invalid},
		"nobody there":         {"postgres://127.0.0.1:1/x?connect_timeout=5", storetest.Key, domain.Unavailable},
		"a short key":          {"sqlite:" + filepath.Join(t.TempDir(), "x.db"), []byte("short"), domain.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := store.Open(t.Context(), store.Config{URL: c.url, Key: c.key})
			if !domain.Is(err, c.code) {
				t.Errorf("%v, want %s", err, c.code)
			}
			if s != nil {
				_ = s.Close()
			}
		})
	}
}

func TestSQLiteMakesItsFolderAndKeepsItsName(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new folder", "a?b#c%20.db")
	s := storetest.Reopen(t, "sqlite:"+path)
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestMigrateOnceWhoeverComes(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			url := storetest.URL(t, engine)
			stores := []*store.Store{storetest.Reopen(t, url)}
			if engine == "postgres" {
				stores = append(stores, storetest.Reopen(t, url), storetest.Reopen(t, url), storetest.Reopen(t, url))
			}
			if err := stores[0].Current(t.Context()); !domain.Is(err, domain.Unavailable) {
				t.Errorf("before migrating: %v", err)
			}
			var all sync.WaitGroup
			for _, s := range stores {
				all.Go(func() {
					if err := s.Migrate(t.Context()); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			if engine == "postgres" {
				stores = append(stores, storetest.Reopen(t, url))
			}
			for _, s := range stores {
				if err := s.Current(t.Context()); err != nil {
					t.Errorf("after migrating: %v", err)
				}
			}
		})
	}
}

func TestWaitForMigrationsEndsWithItsContext(t *testing.T) {
	url := storetest.URL(t, "postgres")
	hold, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = hold.Close(context.WithoutCancel(t.Context())) }()
	if _, err := hold.Exec(t.Context(), "SELECT pg_advisory_lock($1)", store.MigrateLock); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if err := storetest.Reopen(t, url).Migrate(ctx); !domain.Is(err, domain.Unavailable) {
		t.Errorf("migrated under another's lock: %v", err)
	}
}

func TestClosedStoreIsUnavailable(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			s, err := store.Open(t.Context(), store.Config{URL: storetest.URL(t, engine), Key: bytes.Repeat([]byte{1}, store.KeySize)})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if err := s.Ping(t.Context()); !domain.Is(err, domain.Unavailable) {
				t.Errorf("ping: %v", err)
			}
			if _, err := s.Org().Tenants(t.Context()); !domain.Is(err, domain.Unavailable) {
				t.Errorf("read: %v", err)
			}
			if _, err := punch(t.Context(), s.Book(), "t1", "e1", "1", noon); !domain.Is(err, domain.Unavailable) {
				t.Errorf("write: %v", err)
			}
		})
	}
}
