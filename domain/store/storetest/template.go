package storetest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // registers the driver "pgx"

	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/migrations"
)

// Migrated returns the address of a fresh, empty database with all tables, removed when the test ends. It is copied from
// a template: migrating costs more than the average test.
func Migrated(t testing.TB, engine string) string {
	t.Helper()
	if engine != "sqlite" {
		return newDatabase(t, templateDatabase(t))
	}
	file, err := templateFile()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "dakoku.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return "sqlite:" + path
}

// templateFile is a migrated SQLite database.
var templateFile = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "storetest")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "template.db")
	if err := migrate("sqlite:" + path); err != nil {
		return nil, err
	}
	return os.ReadFile(path) // closing the database has emptied its log into it
})

func migrate(url string) error {
	ctx, cancel := context.WithTimeout(context.Background(), startup)
	defer cancel()
	s, err := store.Open(ctx, store.Config{URL: url, Key: Key})
	if err != nil {
		return err
	}
	if err := s.Migrate(ctx); err != nil {
		_ = s.Close()
		return err
	}
	return s.Close()
}

// server is the address of the throw-away PostgreSQL with the given database in it.
func server(t testing.TB, database string) string {
	t.Helper()
	base := os.Getenv("TEST_DATABASE_URL")
	if base == "" {
		t.Fatal("set TEST_DATABASE_URL or run make test")
	}
	u, err := url.Parse(base)
	if err != nil {
		t.Fatalf("TEST_DATABASE_URL: %v", err)
	}
	if database != "" {
		u.Path = "/" + database
	}
	return u.String()
}

// newDatabase copies a template and drops the copy when the test ends.
func newDatabase(t testing.TB, template string) string {
	t.Helper()
	name := "test_" + strings.ToLower(rand.Text())
	admin(t, func(ctx context.Context, c *sql.Conn) error {
		_, err := c.ExecContext(ctx, fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s", name, template))
		return err
	})
	t.Cleanup(func() {
		admin(t, func(ctx context.Context, c *sql.Conn) error {
			_, err := c.ExecContext(ctx, fmt.Sprintf("DROP DATABASE IF EXISTS %s WITH (FORCE)", name))
			return err
		})
	})
	return server(t, name)
}

var templateName = sync.OnceValues(func() (string, error) {
	sum := sha256.New()
	files, err := fs.Glob(migrations.Files, "*.sql")
	if err != nil {
		return "", err
	}
	for _, f := range files {
		text, err := migrations.Files.ReadFile(f)
		if err != nil {
			return "", err
		}
		_, _ = sum.Write(text) // a hash never fails
	}
	return "template_" + hex.EncodeToString(sum.Sum(nil))[:16], nil
})

// templateDatabase makes the migrated template once on the server, whichever test process comes first.
func templateDatabase(t testing.TB) string {
	t.Helper()
	name, err := templateName()
	if err != nil {
		t.Fatal(err)
	}
	admin(t, func(ctx context.Context, c *sql.Conn) error {
		const lock = 7346 // any number that only these processes use
		if _, err := c.ExecContext(ctx, "SELECT pg_advisory_lock($1)", lock); err != nil {
			return err
		}
		defer func() { _, _ = c.ExecContext(ctx, "SELECT pg_advisory_unlock($1)", lock) }() // else it ends with the connection
		var there bool
		err := c.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", name).Scan(&there)
		if err != nil || there {
			return err
		}
		for _, step := range []func() error{
			func() error { return run(ctx, c, "DROP DATABASE IF EXISTS "+name+"_draft WITH (FORCE)") },
			func() error { return run(ctx, c, "CREATE DATABASE "+name+"_draft TEMPLATE template0") },
			func() error { return migrate(server(t, name+"_draft")) },
			func() error { return run(ctx, c, "ALTER DATABASE "+name+"_draft RENAME TO "+name) },
		} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
	return name
}

func run(ctx context.Context, c *sql.Conn, statement string) error {
	_, err := c.ExecContext(ctx, statement)
	return err
}

// admin works on the server's own database.
func admin(t testing.TB, work func(context.Context, *sql.Conn) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), startup)
	defer cancel()
	db, err := sql.Open("pgx", server(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	c, err := db.Conn(ctx)
	if err != nil {
		t.Fatalf("TEST_DATABASE_URL: %v", err)
	}
	defer func() { _ = c.Close() }()
	if err := work(ctx, c); err != nil {
		t.Fatal(err)
	}
}
