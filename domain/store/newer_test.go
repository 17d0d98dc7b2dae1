package store_test

import (
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// A program that was put back to the time before its update writes nothing into a database it does not know.
func TestADatabaseOfANewerProgramIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.Query(t, s, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, TRUE)", nil)
		older := storetest.Twin(t, s)
		for name, err := range map[string]error{"current": older.Current(t.Context()), "migrate": older.Migrate(t.Context())} {
			if !domain.Is(err, domain.Unavailable) || !strings.Contains(err.Error(), "99999") || !strings.Contains(err.Error(), "backup") {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
