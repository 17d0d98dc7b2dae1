package blobs

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"sync"
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

func put(t *testing.T, d Disk, tenant domain.ID, content string) string {
	t.Helper()
	digest, err := d.Put(t.Context(), tenant, []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return digest
}

// TestKeep gives back what was kept, to its own company alone, and notices what has rotted.
func TestKeep(t *testing.T) {
	d := Disk{t.TempDir()}
	digest := put(t, d, "a", "content")
	if again := put(t, d, "a", "content"); again != digest || len(found(t, d)) != 1 {
		t.Errorf("twice: %v", found(t, d))
	}
	if got, err := d.Get(t.Context(), "a", digest); err != nil || !bytes.Equal(got, []byte("content")) {
		t.Errorf("%q, %v", got, err)
	}
	for tenant, name := range map[domain.ID]string{"b": digest, "a": "0" + digest[1:]} {
		if _, err := d.Get(t.Context(), tenant, name); !domain.Is(err, domain.NotFound) {
			t.Errorf("%s of %s: %v", name, tenant, err)
		}
	}
	for _, bad := range [][2]string{{"a", "../../x"}, {"..", digest}, {"a/b", digest}, {"", digest}, {"a", ""}, {"a", "x"}} {
		if _, err := d.Get(t.Context(), domain.ID(bad[0]), bad[1]); !domain.Is(err, domain.Invalid) {
			t.Errorf("%v: %v", bad, err)
		}
	}
	if err := os.WriteFile(filepath.Join(d.Folder, "a", digest[:2], digest), []byte("rotten!"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Get(t.Context(), "a", digest); !domain.Is(err, domain.NotFound) {
		t.Errorf("rotten: %v", err)
	}
}

// TestSweep deletes what is old and has no row: of a process that died before it wrote one, or while it wrote the content.
func TestSweep(t *testing.T) {
	d := Disk{t.TempDir()}
	orphan, needed, theirs := put(t, d, "a", "orphan"), put(t, d, "a", "needed"), put(t, d, "b", "needed")
	cut := filepath.Join(d.Folder, "a", orphan[:2], draft+"123")
	if err := os.WriteFile(cut, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	held := func(tenant domain.ID, digests []string) (map[string]bool, error) {
		if tenant == "a" && slices.Contains(digests, needed) {
			return map[string]bool{needed: true}, nil
		}
		return nil, nil
	}
	if n, err := d.Sweep(t.Context(), time.Now().Add(-time.Hour), held); err != nil || n != 0 || len(found(t, d)) != 4 {
		t.Errorf("while they are young %d went, %v: %v", n, err, found(t, d))
	}
	later := time.Now().Add(time.Hour)
	if n, err := d.Sweep(t.Context(), later, held); err != nil || n != 2 {
		t.Errorf("%d went, %v", n, err)
	}
	if got := found(t, d); !slices.Equal(got, []string{needed}) || needed != theirs {
		t.Errorf("left are %v", got)
	}
}

// TestSweepWhileKept loses nothing that is kept, or whose row is written, at the same moment; a sweep that died in the middle is
// made good by the next.
func TestSweepWhileKept(t *testing.T) {
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
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 50 {
				if _, err := d.Put(context.Background(), "a", []byte("content")); err != nil {
					t.Error(err)
				}
			}
		})
		group.Go(func() {
			for range 50 {
				if _, err := d.Sweep(context.Background(), time.Now().Add(-time.Hour), none); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if _, err := d.Get(t.Context(), "a", digest); err != nil {
		t.Errorf("kept meanwhile: %v", err)
	}
}
