// Package migrations holds the database's history as plain SQL, one set for both engines. The few words an engine
// spells its own way are tokens ({{TS}} {{JSON}} {{BYTES}} {{NOW}}) that the store fills in when it applies a file.
// Files are only ever added: what a running installation has applied is never edited.
package migrations

import "embed"

// Files are the migrations, named by their number.
//
//go:embed *.sql
var Files embed.FS
