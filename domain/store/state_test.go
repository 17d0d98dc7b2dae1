package store_test

import (
	"testing"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/dialog/dialogtest"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

func TestSessionsAndLocks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		forget := func(t *testing.T) { storetest.Query(t, s, "DELETE FROM kv_state", nil) }
		dialogtest.Run(t,
			func(t *testing.T) dialog.Store { forget(t); return s.Sessions() },
			func(t *testing.T) dialog.Locks { forget(t); return s.Locks() })
	})
}
