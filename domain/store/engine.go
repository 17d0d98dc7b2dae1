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
	first   string            // see firsts
	seek    string            // see sought
	version string            // of an employee t, the version in force on a date; NULL: he has none
}

var sqliteEngine = engine{
	dialect: goose.DialectSQLite3,
	writers: 1, // it has one connection
	words: strings.NewReplacer(
		"{{TS}}", "DATETIME", "{{JSON}}", "TEXT", "{{BYTES}}", "BLOB",
		"{{NOW}}", "(strftime('%Y-%m-%d %H:%M:%f','now')||'+00:00')"),
	each:  "json_each(?) AS j",
	casts: map[kind]string{text: "%s", number: "%s", flag: "%s", instant: "%s", document: "%s", octets: "unhex(%s)"},
	seek:  "%[1]s CROSS JOIN %[2]s ON %[4]s", // SQLite takes a CROSS JOIN in this order
	first: `SELECT * FROM (SELECT %[1]s, d.place AS place, d.most AS most,
			row_number() OVER (PARTITION BY d.place ORDER BY %[4]s) AS turn
		FROM %[5]s AS d CROSS JOIN %[2]s t WHERE %[3]s) AS t WHERE turn <= most ORDER BY %[4]s`,
	version: `CASE WHEN json_type(t.versions) = 'array' THEN (SELECT j.value FROM json_each(t.versions) AS j
		WHERE j.key = 0 OR coalesce(j.value ->> 'from', '') <= ? ORDER BY j.key DESC LIMIT 1) END`,
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
	seek: "%[1]s CROSS JOIN LATERAL (SELECT * FROM %[2]s WHERE %[4]s OFFSET 0) AS %[3]s",
	// Only LATERAL makes it look up each of d; it would rather go through every open row of the table.
	first: `SELECT %[1]s, d.place FROM %[5]s AS d CROSS JOIN LATERAL
		(SELECT * FROM %[2]s t WHERE %[3]s ORDER BY %[4]s LIMIT d.most) AS t ORDER BY %[4]s`,
	version: `CASE WHEN jsonb_typeof(t.versions) = 'array' THEN (SELECT j.value FROM jsonb_array_elements(t.versions) WITH ORDINALITY AS j (value, key)
		WHERE j.key = 1 OR coalesce(j.value ->> 'from', '') <= ? ORDER BY j.key DESC LIMIT 1) END`,
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

// sought is the FROM of a statement that looks up, for each row of another FROM, the rows of a table for which where holds;
// table is its name and its alias. A planner to whom the table seems empty would rather read all of it and compare each
// row with all that are looked for, and a plan that is kept would go on so when the table has grown to be large: a first count of ten
// thousand people took minutes. An engine's seek leaves it no other order.
func (e engine) sought(from, table, where string) string {
	_, alias, _ := strings.Cut(table, " ")
	return fmt.Sprintf(e.seek, from, table, alias, where)
}

// wanted is a subquery d of a batch's rows.
func (e engine) wanted(columns []column) string { return e.rows(columns) + " AS d" }

// firsts is a statement that finds, for each row d of a batch, its first d.most rows t of a table, with d's place.
func (e engine) firsts(fields, table, where, order string, columns []column) string {
	return fmt.Sprintf(e.first, fields, table, where, order, e.rows(columns))
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
