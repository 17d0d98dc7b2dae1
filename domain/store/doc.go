// Package store keeps everything of the domain in SQL: one set of statements for SQLite, which needs no service,
// and for PostgreSQL. Each feature declares the small interface it needs and finds it here. The package refuses to
// know what a punch means, what a message says and which platform it came from.
//
// Calls that must be durable are gathered: what waits for a commit shares one (see batcher), so a morning rush
// costs one fsync for many people. Inside a transaction only its own handle is used.
package store
