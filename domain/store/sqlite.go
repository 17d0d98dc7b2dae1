package store

import (
	"database/sql"
	"net/url"
	"os"
	"path/filepath"

	"github.com/riverqueue/river/riverdriver/riversqlite"
	"gorm.io/gorm"
	_ "modernc.org/sqlite" // registers the driver "sqlite"

	"github.com/dakoku/dakoku/domain"
)

// sqliteOptions: WAL with a sync at every commit, so that what was answered survives a power cut; write locks are
// taken at BEGIN, so that readers who then write never meet a busy database; times are UTC and sort as text.
const sqliteOptions = "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=foreign_keys(1)" +
	"&_pragma=synchronous(FULL)&_txlock=immediate&_time_format=sqlite&_timezone=UTC&_dqs=0"

func (s *Store) openSQLite(path string) error {
	if path == "" {
		return domain.Errorf(domain.Invalid, "store: sqlite: needs a path, as in sqlite:./var/dakoku.db")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return domain.Errorf(domain.Invalid, "store: the database's folder cannot be made: %w", err)
	}
	// SQLite would make it readable by everybody; whose hours are in it is nobody else's business.
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return domain.Errorf(domain.Invalid, "store: the database file cannot be made: %w", err)
	}
	_ = f.Close()                                // nothing was written
	name := (&url.URL{Path: path}).EscapedPath() // ?, # and % are part of a file's name
	address := "file:" + name + sqliteOptions
	opened, err := sql.Open("sqlite", address) // connects to nothing; it only finds the driver
	if err != nil {
		return domain.Errorf(domain.Invalid, "store: %s: %w", path, err)
	}
	db := sql.OpenDB(connector{opened.Driver(), address})
	_ = opened.Close()    // it has a goroutine
	db.SetMaxOpenConns(1) // one writer at a time is what SQLite offers; waiting in Go is fair, its busy loop is not
	s.db, s.engine = db, sqliteEngine
	if s.g, err = gorm.Open(&dialector{conn: db}, s.gormConfig()); err != nil {
		return domain.Errorf(domain.Unavailable, "store: %s: %w", path, err)
	}
	s.jobs, err = newInserter(riversqlite.New(db), s.log)
	return err
}
