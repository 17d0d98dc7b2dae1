package store

import (
	"strings"

	"github.com/pressly/goose/v3"
)

// engine is how one database spells what the other spells differently.
type engine struct {
	dialect goose.Dialect
	writers int               // commits of one sort that may run at once
	words   *strings.Replacer // the tokens of migrations
	instant string            // a bound instant where the engine cannot see its type
	bytes   string            // bound bytes where the engine cannot see their type
}

var sqliteEngine = engine{
	dialect: goose.DialectSQLite3,
	writers: 1, // it has one connection
	words: strings.NewReplacer(
		"{{TS}}", "DATETIME", "{{JSON}}", "TEXT", "{{BYTES}}", "BLOB",
		"{{NOW}}", "(strftime('%Y-%m-%d %H:%M:%f','now')||'+00:00')"),
	instant: "?",
	bytes:   "?",
}

var postgresEngine = engine{
	dialect: goose.DialectPostgres,
	writers: 4, // one stalled fsync must not hold everybody
	words: strings.NewReplacer(
		"{{TS}}", "TIMESTAMPTZ", "{{JSON}}", "JSONB", "{{BYTES}}", "BYTEA", "{{NOW}}", "now()"),
	instant: "?::timestamptz",
	bytes:   "?::bytea", // not CAST(?…): GORM would spread bytes that follow a parenthesis
}

// tuples writes n times "(row)", separated by commas: the VALUES of a statement for many rows.
func tuples(n int, row string) string {
	return strings.TrimSuffix(strings.Repeat("("+row+"),", n), ",")
}

// marks writes n bound values, separated by commas.
func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }
