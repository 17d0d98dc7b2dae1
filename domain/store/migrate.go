package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/migrations"
)

// MigrateLock is the number of PostgreSQL's advisory lock that whoever migrates holds: "dakoku" in ASCII.
const MigrateLock int64 = 0x64616b6f6b75

const lockPoll = 200 * time.Millisecond

// Migrate brings the database up to date. Any number of processes may try at once: one does it, the others wait.
func (s *Store) Migrate(ctx context.Context) (err error) {
	unlock, err := s.lockMigrations(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	provider, err := s.provider()
	if err != nil {
		return err
	}
	if err := notNewer(ctx, provider); err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fault("migrate", err)
	}
	queue, err := s.queueMigrator()
	if err != nil {
		return err
	}
	if _, err := queue.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fault("migrate the queue", err)
	}
	s.current.Store(true)
	return nil
}

// notNewer refuses a database that a newer program has migrated: this one would write without what was added there.
func notNewer(ctx context.Context, p *goose.Provider) error {
	there, own, err := p.GetVersions(ctx)
	if err != nil {
		return fault("look at the migrations", err)
	}
	if there > own {
		return domain.Errorf(domain.Unavailable, "store: a newer dakoku has migrated the database (to %d; this one knows %d). "+
			"Nothing was changed; run that version or a later one, or restore the backup from before the update", there, own)
	}
	return nil
}

// Current answers nil when every migration of this program has been applied and none of a newer one, Unavailable otherwise.
func (s *Store) Current(ctx context.Context) error {
	if s.current.Load() { // migrations are never taken back
		return nil
	}
	provider, err := s.provider()
	if err != nil {
		return err
	}
	if err := notNewer(ctx, provider); err != nil {
		return err
	}
	pending, err := provider.HasPending(ctx)
	if err != nil {
		return fault("look at the migrations", err)
	}
	queue, err := s.queueMigrator()
	if err != nil {
		return err
	}
	if !pending {
		checked, err := queue.Validate(ctx, nil)
		if err != nil {
			return fault("look at the queue's migrations", err)
		}
		pending = !checked.OK
	}
	if pending {
		return domain.Errorf(domain.Unavailable, "store: the database is not migrated; run: dakoku migrate")
	}
	s.current.Store(true)
	return nil
}

func (s *Store) provider() (*goose.Provider, error) {
	p, err := goose.NewProvider(s.engine.dialect, s.db, rendered{migrations.Files, s.engine.words},
		goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return nil, fault("read the migrations", err)
	}
	return p, nil
}

func (s *Store) queueMigrator() (*rivermigrate.Migrator[*sql.Tx], error) {
	m, err := rivermigrate.New(s.jobs.driver, &rivermigrate.Config{Logger: quiet(s.log)})
	if err != nil {
		return nil, fault("read the queue's migrations", err)
	}
	return m, nil
}

// lockMigrations asks until it has the lock. Blocking inside PostgreSQL would deadlock with an index that is built
// concurrently. SQLite is used by one process.
func (s *Store) lockMigrations(ctx context.Context) (unlock func(), err error) {
	if s.pool == nil {
		return func() {}, nil
	}
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return nil, fault("lock the migrations", err)
	}
	tick := time.NewTicker(lockPoll)
	defer tick.Stop()
	for {
		var mine bool
		if err := conn.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", MigrateLock).Scan(&mine); err != nil {
			_ = conn.Close()
			return nil, fault("lock the migrations", err)
		}
		if mine {
			return func() { s.unlockMigrations(context.WithoutCancel(ctx), conn) }, nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			_ = conn.Close()
			return nil, fault("wait for another process to migrate", ctx.Err())
		}
	}
}

func (s *Store) unlockMigrations(ctx context.Context, conn *sql.Conn) {
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_unlock($1)", MigrateLock); err != nil {
		s.log.WarnContext(ctx, "the lock of the migrations ends with its connection", "err", err)
	}
	_ = conn.Close()
}
