package store

import (
	"fmt"
	"strings"

	"github.com/pressly/goose/v3"
)

// engine is how one database spells what the other spells differently.
type engine struct {
	dialect goose.Dialect
	writers int               // commits of one sort that may run at once
	words   *strings.Replacer // the tokens of migrations
	each    string            // the elements of a bound JSON array, a row each
	casts   map[kind]string   // a JSON value as a column's kind
}

var sqliteEngine = engine{
	dialect: goose.DialectSQLite3,
	writers: 1, // it has one connection
	words: strings.NewReplacer(
		"{{TS}}", "DATETIME", "{{JSON}}", "TEXT", "{{BYTES}}", "BLOB",
		"{{NOW}}", "(strftime('%Y-%m-%d %H:%M:%f','now')||'+00:00')"),
	each:  "json_each(?) AS j",
	casts: map[kind]string{text: "%s", number: "%s", flag: "%s", instant: "%s", document: "%s", octets: "unhex(%s)"},
}

var postgresEngine = engine{
	dialect: goose.DialectPostgres,
	writers: 4, // one stalled fsync must not hold everybody
	words: strings.NewReplacer(
		"{{TS}}", "TIMESTAMPTZ", "{{JSON}}", "JSONB", "{{BYTES}}", "BYTEA", "{{NOW}}", "now()"),
	// Of an array the planner expects ten elements, of a set a hundred: ten are looked up one by one.
	each: "unnest(ARRAY(SELECT jsonb_array_elements(CAST(? AS JSONB)))) AS j (value)",
	casts: map[kind]string{text: "%s", number: "CAST(%s AS BIGINT)", flag: "CAST(%s AS BOOLEAN)",
		instant: "CAST(%s AS TIMESTAMPTZ)", document: "CAST(%s AS JSONB)", octets: "decode(%s, 'hex')"},
}

// rows is a subquery of a batch's rows, which are bound as one JSON document (see bind). The statement's text does
// not change with the number of rows, so that each connection parses and plans it once.
func (e engine) rows(columns []column) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = fmt.Sprintf(e.casts[c.kind], fmt.Sprintf("j.value ->> %d", i)) + " AS " + c.name
	}
	return "(SELECT " + strings.Join(parts, ", ") + " FROM " + e.each + ")"
}

// insert is a statement that inserts a batch's rows; WHERE TRUE lets both engines tell a following ON CONFLICT from a join.
func (e engine) insert(table string, columns []column) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	list := strings.Join(names, ", ")
	return "INSERT INTO " + table + " (" + list + ") SELECT " + list + " FROM " + e.rows(columns) + " AS d WHERE TRUE"
}
