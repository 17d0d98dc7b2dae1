package store_test

import (
	"testing"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/dialog/dialogtest"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

func TestSessionsAndLocks(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			dialogtest.Run(t,
				func(t *testing.T) dialog.Store { return storetest.Open(t, engine).Sessions() },
				func(t *testing.T) dialog.Locks { return storetest.Open(t, engine).Locks() })
		})
	}
}
