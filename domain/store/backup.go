package store

import (
	"context"
	"os"
	"path/filepath"

	"github.com/dakoku/dakoku/domain"
)

// Backup copies the embedded database, as it is at one instant, into a new file that only its owner may read; others go on working
// meanwhile. Invalid: the file cannot be made or is there already, or the database is PostgreSQL, whose own tools do it.
func (s *Store) Backup(ctx context.Context, path string) (err error) {
	if s.pool != nil {
		return domain.Errorf(domain.Invalid, "store: PostgreSQL is backed up by its own tools: pg_dump -Fc, or continuous archiving")
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return domain.Errorf(domain.Invalid, "store: the copy cannot be made: %w", err)
	}
	defer func() {
		_ = f.Close() // it was synced
		if err != nil {
			_ = os.Remove(path) // half a copy must not be taken for one
		}
	}()
	if _, err = s.db.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		return fault("copy the database", err)
	}
	// SQLite syncs neither the copy nor its name (https://www.sqlite.org/lang_vacuum.html).
	if err = f.Sync(); err != nil {
		return domain.Errorf(domain.Unavailable, "store: the copy cannot be written: %w", err)
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return domain.Errorf(domain.Unavailable, "store: the copy's folder: %w", err)
	}
	defer folder.Close()
	if err = folder.Sync(); err != nil {
		return domain.Errorf(domain.Unavailable, "store: the copy's folder: %w", err)
	}
	return nil
}
