package storetest

import (
	"database/sql"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain/store"
)

// Query asks the database behind the store that Open gave, past the store, and hands each row to scan, if any is expected.
func Query(t testing.TB, s *store.Store, statement string, scan func(*sql.Rows) error) {
	t.Helper()
	url, ok := addresses.Load(s)
	if !ok {
		t.Fatal("Open did not give this store")
	}
	driver, name := "pgx", url.(string)
	if path, ok := sqlitePath(name); ok {
		driver, name = "sqlite", path
	}
	db, err := sql.Open(driver, name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(t.Context(), statement)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			t.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}

func sqlitePath(url string) (string, bool) { return strings.CutPrefix(url, "sqlite:") }

// Bytes lists the first column of what a statement finds.
func Bytes(t testing.TB, s *store.Store, statement string) (all [][]byte) {
	t.Helper()
	Query(t, s, statement, func(r *sql.Rows) error {
		var b []byte
		err := r.Scan(&b)
		all = append(all, b)
		return err
	})
	return all
}
