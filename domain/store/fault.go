package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
	"modernc.org/sqlite"

	"github.com/dakoku/dakoku/domain"
)

// fault says a database's error in the domain's words; what names what was wanted, for the log.
// An error it does not know is the program's own mistake and keeps no code.
func fault(what string, err error) error {
	var known *domain.Error
	err = translate(err)
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err
	case errors.Is(err, gorm.ErrRecordNotFound):
		return domain.Errorf(domain.NotFound, "store: %s: not found", what)
	case errors.Is(err, gorm.ErrDuplicatedKey):
		return domain.Errorf(domain.Conflict, "store: %s: there is one already: %w", what, err)
	case errors.Is(err, gorm.ErrForeignKeyViolated), errors.Is(err, gorm.ErrCheckConstraintViolated):
		return domain.Errorf(domain.Invalid, "store: %s: %w", what, err)
	case away(err):
		return domain.Errorf(domain.Unavailable, "store: %s: %w", what, err)
	}
	return domain.Errorf("", "store: %s: %w", what, err)
}

// translate says again what GORM translates only for some of its calls: rows of raw statements keep their engine's words.
func translate(err error) error {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) || errors.Is(err, gorm.ErrDuplicatedKey) {
		return (*dialector)(nil).Translate(err)
	}
	switch pg.Code { // https://www.postgresql.org/docs/15/errcodes-appendix.html
	case "23505":
		return fmt.Errorf("%w: %w", gorm.ErrDuplicatedKey, err)
	case "23503":
		return fmt.Errorf("%w: %w", gorm.ErrForeignKeyViolated, err)
	case "23514":
		return fmt.Errorf("%w: %w", gorm.ErrCheckConstraintViolated, err)
	}
	return err
}

// Primary result codes of SQLite that say "not now": https://www.sqlite.org/rescode.html
const (
	sqliteBusy     = 5
	sqliteLocked   = 6
	sqliteIOErr    = 10
	sqliteFull     = 13
	sqliteCantOpen = 14
)

// away tells whether the database could not do it now, whatever was asked.
func away(err error) bool {
	var network net.Error
	var pg *pgconn.PgError
	var lite *sqlite.Error
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded),
		errors.Is(err, driver.ErrBadConn), errors.Is(err, sql.ErrConnDone), errors.Is(err, net.ErrClosed),
		errors.As(err, &network), pgconn.Timeout(err), pgconn.SafeToRetry(err):
		return true
	case errors.As(err, &pg):
		switch pg.Code[:2] { // classes: connection, resources, operator intervention, system error
		case "08", "53", "57", "58":
			return true
		}
		return pg.Code == "25006" // a server that became a standby only reads
	case errors.As(err, &lite):
		switch lite.Code() & 0xff {
		case sqliteBusy, sqliteLocked, sqliteIOErr, sqliteFull, sqliteCantOpen:
			return true
		}
	}
	return err.Error() == "sql: database is closed"
}
