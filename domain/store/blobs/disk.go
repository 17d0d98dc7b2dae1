// Package blobs keeps contents of files on a disk, by their digests. It knows nothing of what they are or who may read them.
package blobs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"github.com/dakoku/dakoku/domain"
)

// Disk is a folder of contents: tenant/first two digits/digest. It implements notice.Blobs.
type Disk struct{ Folder string }

// names are what ids and digests look like: nothing else becomes a path.
var names = regexp.MustCompile(`^[0-9A-Za-z-]{1,64}$`)

func (d Disk) path(tenant domain.ID, digest string) (string, error) {
	if !names.MatchString(string(tenant)) || !names.MatchString(digest) || len(digest) < 3 {
		return "", domain.Errorf(domain.Invalid, "blobs: %q of %q is no name of a content", digest, tenant)
	}
	return filepath.Join(d.Folder, string(tenant), digest[:2], digest), nil
}

// Put implements notice.Blobs. The content is written beside its place and moved there: whoever reads finds it whole. It is
// written anew also where it is already, so that it is young and a sweep leaves it alone.
func (d Disk) Put(_ context.Context, tenant domain.ID, content []byte) (string, error) {
	sum := sha256.Sum256(content)
	digest := hex.EncodeToString(sum[:])
	name, err := d.path(tenant, digest)
	if err != nil {
		return "", err
	}
	if err := write(name, content); err != nil {
		return "", domain.Errorf(domain.Unavailable, "blobs: the content cannot be kept: %w", err)
	}
	return digest, nil
}

// draft begins the names of contents that are being written.
const draft = "new-"

func write(name string, content []byte) error {
	dir := filepath.Dir(name)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, draft)
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(content)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return err
	}
	return settle(dir)
}

// settle has the entries of a folder, and its own in the folder above, survive a crash.
func settle(dir string) error {
	for _, one := range []string{dir, filepath.Dir(dir)} {
		f, err := os.Open(one)
		if err != nil {
			return err
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return err
		}
	}
	return nil
}

// Get implements notice.Blobs.
func (d Disk) Get(_ context.Context, tenant domain.ID, digest string) ([]byte, error) {
	name, err := d.path(tenant, digest)
	if err != nil {
		return nil, err
	}
	content, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, domain.Errorf(domain.NotFound, "blobs: %s is not there", name)
	}
	if err != nil {
		return nil, domain.Errorf(domain.Unavailable, "blobs: %w", err)
	}
	if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != digest {
		return nil, domain.Errorf(domain.NotFound, "blobs: %s is not what was kept", name)
	}
	return content, nil
}
