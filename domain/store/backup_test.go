package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

func TestBackup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a copy's.db")
	ended, end := context.WithCancel(t.Context())
	end()
	s := storetest.Open(t, "sqlite")
	if err := s.Backup(ended, path); err == nil {
		t.Error("a copy is made after its caller has gone")
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("half a copy is left behind: %v", err)
	}
	if err := s.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if made, err := os.Stat(path); err != nil || made.Mode().Perm() != 0o600 {
		t.Errorf("the copy: %v, %v", made, err)
	}
	if err := s.Backup(t.Context(), path); !domain.Is(err, domain.Invalid) {
		t.Errorf("over another file: %v", err)
	}
	if err := storetest.Reopen(t, "sqlite:"+path).Current(t.Context()); err != nil {
		t.Errorf("the copy is not the database: %v", err)
	}
	if err := storetest.Open(t, "postgres").Backup(t.Context(), path+"2"); !domain.Is(err, domain.Invalid) {
		t.Errorf("of PostgreSQL: %v", err)
	}
}
