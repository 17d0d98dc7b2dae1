package store

import (
	"database/sql"
	"path/filepath"
	"testing"
)

func TestKeptStatementsDoNotMeet(t *testing.T) {
	name := "file:" + filepath.Join(t.TempDir(), "x.db") + sqliteOptions
	plain, err := sql.Open("sqlite", name)
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(connector{plain.Driver(), name})
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	ctx := t.Context()
	exec := func(statement string, args ...any) {
		t.Helper()
		if _, err := db.ExecContext(ctx, statement, args...); err != nil {
			t.Fatal(err)
		}
	}
	exec("CREATE TABLE n (i INTEGER PRIMARY KEY)")
	for i := range 3 {
		exec("INSERT INTO n (i) VALUES (?)", i)
	}
	if _, err := db.ExecContext(ctx, "INSERT INTO n (i) VALUES (?)", 2); err == nil {
		t.Error("a duplicate was taken")
	}
	exec("INSERT INTO n (i) VALUES (?)", 3) // the refusal left nothing behind

	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	const list = "SELECT i FROM n ORDER BY i"
	outer, err := tx.QueryContext(ctx, list)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = outer.Close() }()
	total := 0
	for outer.Next() {
		inner, err := tx.QueryContext(ctx, list) // the same text while the first is being read
		if err != nil {
			t.Fatal(err)
		}
		for inner.Next() {
			total++
		}
		if err := inner.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := outer.Err(); err != nil || total != 16 {
		t.Errorf("read %d rows, %v; want 16", total, err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	exec("ALTER TABLE n ADD COLUMN name TEXT") // what is kept is parsed anew by the engine
	exec("INSERT INTO n (i) VALUES (?)", 4)
}
