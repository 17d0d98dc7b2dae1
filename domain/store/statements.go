package store

import (
	"context"
	"database/sql/driver"
	"fmt"
)

// SQLite parses a statement each time it is given its text, which costs about as much as running it. The driver's
// connection is wrapped here so that it keeps what it has parsed. database/sql could keep statements as well, but
// it prepares them outside the transaction that holds the only connection, and waits for ever.

// mostStatements bounds what a connection keeps; the store has fewer.
const mostStatements = 200

type connector struct {
	driver driver.Driver
	name   string
}

// Connect implements driver.Connector.
func (c connector) Connect(context.Context) (driver.Conn, error) {
	inner, err := c.driver.Open(c.name)
	if err != nil {
		return nil, err
	}
	conn, ok := inner.(connection)
	if !ok {
		return nil, fmt.Errorf("store: the driver's connection is a %T", inner)
	}
	return &keeper{connection: conn, idle: map[string]statement{}}, nil
}

// Driver implements driver.Connector.
func (c connector) Driver() driver.Driver { return c.driver }

// connection, statement and found are what the driver offers, all of which must stay visible to database/sql.
type connection interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

type statement interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

type found interface {
	driver.RowsColumnTypeDatabaseTypeName
	driver.RowsColumnTypeLength
	driver.RowsColumnTypeNullable
	driver.RowsColumnTypePrecisionScale
	driver.RowsColumnTypeScanType
}

// keeper is a connection that keeps statements. One that is running is not among the idle.
type keeper struct {
	connection
	idle map[string]statement
}

func (k *keeper) take(ctx context.Context, query string) (statement, error) {
	if s, ok := k.idle[query]; ok {
		delete(k.idle, query)
		return s, nil
	}
	inner, err := k.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	s, ok := inner.(statement)
	if !ok {
		return nil, fmt.Errorf("store: the driver's statement is a %T", inner)
	}
	return s, nil
}

// give keeps a statement that ended well.
func (k *keeper) give(query string, s statement, err error) error {
	if _, twice := k.idle[query]; err != nil || twice || len(k.idle) >= mostStatements {
		_ = s.Close() // what it could say, err says
		return err
	}
	k.idle[query] = s
	return nil
}

// ExecContext implements driver.ExecerContext.
func (k *keeper) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s, err := k.take(ctx, query)
	if err != nil {
		return nil, err
	}
	r, err := s.ExecContext(ctx, args)
	return r, k.give(query, s, err)
}

// QueryContext implements driver.QueryerContext.
func (k *keeper) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := k.take(ctx, query)
	if err != nil {
		return nil, err
	}
	r, err := s.QueryContext(ctx, args)
	if err != nil {
		return nil, k.give(query, s, err)
	}
	rows, ok := r.(found)
	if !ok {
		return nil, k.give(query, s, fmt.Errorf("store: the driver's rows are a %T", r))
	}
	return &giving{rows, func(err error) error { return k.give(query, s, err) }}, nil
}

// Close implements driver.Conn.
func (k *keeper) Close() error {
	for _, s := range k.idle {
		_ = s.Close() // closing the connection says what matters
	}
	clear(k.idle)
	return k.connection.Close()
}

// giving are rows that give their statement back.
type giving struct {
	found
	back func(error) error
}

// Close implements driver.Rows.
func (g *giving) Close() error { return g.back(g.found.Close()) }
