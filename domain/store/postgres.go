package store

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
)

// poolSize is how many connections a process holds unless its URL says pool_max_conns. The sum over all processes,
// and one more for each listener, must stay below the server's limit (100 by default).
const poolSize = 16

// planByIndex: every statement here looks rows up by an index. A plan is kept with its connection, and one that was
// made while a table was small, to read all of it, would stay while the table grows. For the same reason a condition
// that must not choose the index is written col || ” = ?: on an empty table every index of a tenant looks alike.
const planByIndex = "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_material = off"

func (s *Store) openPostgres(ctx context.Context, url string) error {
	conf, err := pgxpool.ParseConfig(url)
	if err != nil { // pgx keeps the password out of its message
		return domain.Errorf(domain.Invalid, "store: the database URL cannot be read: %w", err)
	}
	if !strings.Contains(url, "pool_max_conns") {
		conf.MaxConns = poolSize
	}
	utc := &pgtype.TimestamptzCodec{ScanLocation: time.UTC} // pgx would answer in the machine's zone
	conf.AfterConnect = func(ctx context.Context, c *pgx.Conn) error {
		c.TypeMap().RegisterType(&pgtype.Type{Name: "timestamptz", OID: pgtype.TimestamptzOID, Codec: utc})
		_, err := c.Exec(ctx, planByIndex)
		return err
	}
	if s.pool, err = pgxpool.NewWithConfig(ctx, conf); err != nil {
		return domain.Errorf(domain.Unavailable, "store: the database cannot be reached: %w", err)
	}
	s.db, s.engine = stdlib.OpenDBFromPool(s.pool), postgresEngine
	// pgx keeps prepared statements per connection by itself. Statements prepared by GORM would be closed and
	// made again, two round trips, each time database/sql hands its connection back to the pool.
	if s.g, err = gorm.Open(postgres.New(postgres.Config{Conn: s.db}), s.gormConfig()); err != nil {
		return domain.Errorf(domain.Unavailable, "store: the database cannot be opened: %w", err)
	}
	s.jobs, err = newInserter(riverdatabasesql.NewWithPgxListener(s.db, s.pool), s.log)
	return err
}
