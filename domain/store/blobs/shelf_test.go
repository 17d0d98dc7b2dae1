package blobs

import (
	"bytes"
	"context"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/store/blobs/s3test"
)

// keeper is notice.Blobs, which this package does not know.
type keeper interface {
	Put(ctx context.Context, tenant domain.ID, content []byte) (string, error)
	Get(ctx context.Context, tenant domain.ID, digest string) ([]byte, error)
	Sweep(ctx context.Context, before time.Time, held func(domain.ID, []string) (map[string]bool, error)) (int, error)
}

// place is somewhere contents are kept.
type place struct {
	keeper
	found func(*testing.T) []string                                // the digests it has, each once
	rot   func(t *testing.T, tenant domain.ID, digest, now string) // what lies there becomes something else
}

// each runs a test on every place there is.
func each(t *testing.T, test func(*testing.T, place)) {
	t.Run("folder", func(t *testing.T) {
		d := Disk{t.TempDir()}
		test(t, place{d, func(t *testing.T) []string { return found(t, d) }, func(t *testing.T, tenant domain.ID, digest, now string) {
			if err := os.WriteFile(filepath.Join(d.Folder, string(tenant), digest[:2], digest), []byte(now), 0o600); err != nil {
				t.Fatal(err)
			}
		}})
	})
	t.Run("bucket", func(t *testing.T) {
		b, s := bucket(t)
		test(t, place{b, func(*testing.T) (all []string) {
			for _, key := range s.Keys() {
				all = append(all, strings.Split(key, "/")[2])
			}
			return slices.Compact(all)
		}, func(_ *testing.T, tenant domain.ID, digest, now string) {
			for _, key := range s.Keys() {
				if strings.HasPrefix(key, "files/"+string(tenant)+"/"+digest) {
					s.Change(key, []byte(now))
				}
			}
		}})
	})
}

// env is the environment of tests.
func env(name string) string {
	return map[string]string{"AWS_ACCESS_KEY_ID": "key-id", "AWS_SECRET_ACCESS_KEY": "sec/ret+key", "AWS_SESSION_TOKEN": "token", "AWS_REGION": "ap-northeast-1"}[name]
}

// bucket is a strict store and a client of it. Its lists have three keys a page.
func bucket(t *testing.T) (*Bucket, *s3test.Store) {
	t.Helper()
	s := &s3test.Store{Bucket: "dakoku", Region: "ap-northeast-1", ID: "key-id", Secret: "sec/ret+key", Token: "token", Page: 3}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	b, err := OpenBucket("s3://dakoku/files?path_style=true&endpoint="+server.URL, env)
	if err != nil {
		t.Fatal(err)
	}
	return b, s
}

func put(t *testing.T, k keeper, tenant domain.ID, content string) string {
	t.Helper()
	digest, err := k.Put(t.Context(), tenant, []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return digest
}

// TestKeep gives back what was kept, to its own company alone, and notices what has rotted.
func TestKeep(t *testing.T) {
	each(t, func(t *testing.T, p place) {
		digest := put(t, p, "a", "content")
		if again := put(t, p, "a", "content"); again != digest || len(p.found(t)) != 1 {
			t.Errorf("twice: %v", p.found(t))
		}
		if got, err := p.Get(t.Context(), "a", digest); err != nil || !bytes.Equal(got, []byte("content")) {
			t.Errorf("%q, %v", got, err)
		}
		for tenant, name := range map[domain.ID]string{"b": digest, "a": "0" + digest[1:]} {
			if _, err := p.Get(t.Context(), tenant, name); !domain.Is(err, domain.NotFound) {
				t.Errorf("%s of %s: %v", name, tenant, err)
			}
		}
		for _, bad := range [][2]string{{"a", "../../x"}, {"..", digest}, {"a/b", digest}, {"", digest}, {"a", ""}, {"a", "x"}} {
			if _, err := p.Get(t.Context(), domain.ID(bad[0]), bad[1]); !domain.Is(err, domain.Invalid) {
				t.Errorf("%v: %v", bad, err)
			}
		}
		p.rot(t, "a", digest, "rotten!")
		if _, err := p.Get(t.Context(), "a", digest); !domain.Is(err, domain.NotFound) {
			t.Errorf("rotten: %v", err)
		}
	})
}

// TestSweep deletes what is old and has no row: of a process that died before it wrote one.
func TestSweep(t *testing.T) {
	each(t, func(t *testing.T, p place) {
		orphan, needed, theirs := put(t, p, "a", "orphan"), put(t, p, "a", "needed"), put(t, p, "b", "needed")
		put(t, p, "a", "orphan")
		held := func(tenant domain.ID, digests []string) (map[string]bool, error) {
			if tenant == "a" && slices.Contains(digests, needed) {
				return map[string]bool{needed: true}, nil
			}
			return nil, nil
		}
		if n, err := p.Sweep(t.Context(), time.Now().Add(-time.Hour), held); err != nil || n != 0 {
			t.Errorf("while they are young %d went, %v", n, err)
		}
		if n, err := p.Sweep(t.Context(), time.Now().Add(time.Hour), held); err != nil || n != 2 {
			t.Errorf("%d went, %v", n, err)
		}
		if _, err := p.Get(t.Context(), "a", needed); err != nil || !slices.Equal(p.found(t), []string{needed}) || needed != theirs || needed == orphan {
			t.Errorf("left are %v, %v", p.found(t), err)
		}
	})
}

// TestSweepWhileKept loses nothing that is kept, with its row, at the same moment.
func TestSweepWhileKept(t *testing.T) {
	each(t, func(t *testing.T, p place) {
		digest := put(t, p, "a", "content")
		asked := 0
		row := func(domain.ID, []string) (map[string]bool, error) {
			if asked++; asked > 1 {
				return map[string]bool{digest: true}, nil
			}
			put(t, p, "a", "content") // after the sweep had looked
			return nil, nil
		}
		if _, err := p.Sweep(t.Context(), time.Now().Add(time.Hour), row); err != nil {
			t.Error(err)
		}
		if _, err := p.Get(t.Context(), "a", digest); err != nil {
			t.Errorf("kept while the sweep looked: %v", err)
		}
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				for range 8 {
					if _, err := p.Put(context.Background(), "a", []byte("content")); err != nil {
						t.Error(err)
					}
				}
			})
			group.Go(func() {
				for range 8 {
					if _, err := p.Sweep(context.Background(), time.Now().Add(-time.Hour), none); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		if _, err := p.Get(t.Context(), "a", digest); err != nil {
			t.Errorf("kept meanwhile: %v", err)
		}
	})
}
