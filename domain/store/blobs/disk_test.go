package blobs

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// none is a table of files without a row.
func none(domain.ID, []string) (map[string]bool, error) { return nil, nil }

// found lists all that is in the folder.
func found(t *testing.T, d Disk) (all []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(d.Folder, "*", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		all = append(all, filepath.Base(f))
	}
	return all
}

// TestSweepHalf deletes what somebody was writing when he died.
func TestSweepHalf(t *testing.T) {
	d := Disk{t.TempDir()}
	cut := filepath.Join(d.Folder, "a", put(t, d, "a", "orphan")[:2], draft+"123")
	if err := os.WriteFile(cut, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if n, err := d.Sweep(t.Context(), time.Now().Add(time.Hour), none); err != nil || n != 1 || len(found(t, d)) != 0 {
		t.Errorf("%d went, %v; left are %v", n, err, found(t, d))
	}
}

// TestSweepThatDied is made good by the next; a content whose row was written meanwhile goes back to its place.
func TestSweepThatDied(t *testing.T) {
	d := Disk{t.TempDir()}
	digest := put(t, d, "a", "content")
	later := time.Now().Add(time.Hour)
	asked := 0
	row := func(_ domain.ID, digests []string) (map[string]bool, error) {
		if asked++; asked == 1 {
			return nil, nil
		}
		return map[string]bool{digests[0]: true}, nil // written after the sweep had looked
	}
	if n, err := d.Sweep(t.Context(), later, row); err != nil || n != 0 {
		t.Errorf("%d went, %v", n, err)
	}
	name := filepath.Join(d.Folder, "a", digest[:2], digest)
	if err := os.Rename(name, name+aside); err != nil {
		t.Fatal(err)
	}
	always := func(domain.ID, []string) (map[string]bool, error) { return map[string]bool{digest: true}, nil }
	if _, err := d.Sweep(t.Context(), later, always); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Get(t.Context(), "a", digest); err != nil {
		t.Errorf("after a sweep that died: %v", err)
	}
}
