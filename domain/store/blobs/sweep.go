package blobs

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// aside ends the names of contents that are about to be deleted.
const aside = ".old"

// Sweep implements notice.Blobs. A content is moved aside before it is deleted: one that is written at that moment is at its
// place again, and one whose row came meanwhile is moved back.
func (d Disk) Sweep(ctx context.Context, before time.Time, held func(domain.ID, []string) (map[string]bool, error)) (deleted int, err error) {
	folders, err := filepath.Glob(filepath.Join(d.Folder, "*", "*"))
	if err != nil {
		return 0, err
	}
	for _, folder := range folders {
		if ctx.Err() != nil {
			return deleted, ctx.Err()
		}
		n, err := sweep(folder, domain.ID(filepath.Base(filepath.Dir(folder))), before, held)
		if deleted += n; err != nil {
			return deleted, err
		}
	}
	return deleted, nil
}

func sweep(folder string, tenant domain.ID, before time.Time, held func(domain.ID, []string) (map[string]bool, error)) (deleted int, err error) {
	old, err := aged(folder, before)
	if err != nil || len(old) == 0 {
		return 0, err
	}
	need, err := held(tenant, old)
	if err != nil {
		return 0, err
	}
	for _, digest := range old {
		name := filepath.Join(folder, digest)
		switch {
		case strings.HasPrefix(digest, draft): // of somebody who died while writing
			err = os.Remove(name)
		case need[digest]:
			err = back(name)
		default:
			var gone bool
			gone, err = drop(name, before, func() (map[string]bool, error) { return held(tenant, []string{digest}) })
			if gone {
				deleted++
			}
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return deleted, err
		}
	}
	return deleted, nil
}

// aged lists what was written before an instant, and what was left aside.
func aged(folder string, before time.Time) ([]string, error) {
	entries, err := os.ReadDir(folder)
	var old []string
	for _, e := range entries {
		info, failed := e.Info()
		if failed == nil && info.ModTime().Before(before) {
			old = append(old, strings.TrimSuffix(e.Name(), aside))
		}
	}
	return old, err
}

// drop deletes a content that nobody needs.
func drop(name string, before time.Time, held func() (map[string]bool, error)) (bool, error) {
	if err := os.Rename(name, name+aside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	info, err := os.Stat(name + aside)
	if err != nil {
		return false, err
	}
	need, err := held()
	if err != nil || len(need) > 0 || !info.ModTime().Before(before) {
		return false, errors.Join(err, back(name))
	}
	return true, os.Remove(name + aside)
}

// back puts a content at its place that was left aside; the same one that is there already is as good.
func back(name string) error {
	if err := os.Rename(name+aside, name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
