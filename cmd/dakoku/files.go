package main

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/store/blobs"
)

// files is where contents of files are kept: file:./var/files, file:/srv/files, file:///srv/files, s3://bucket/prefix?region=….
func (c *config) files() (notice.Blobs, error) {
	if strings.HasPrefix(c.FilesURL, "s3:") {
		return blobs.OpenBucket(c.FilesURL, os.Getenv)
	}
	u, err := url.Parse(c.FilesURL)
	if err != nil || u.Scheme != "file" || u.Host != "" || u.Opaque+u.Path == "" {
		return nil, errors.New("use file:FOLDER or s3://BUCKET; several servers share a bucket, or a folder on a file server")
	}
	return blobs.Disk{Folder: filepath.FromSlash(u.Opaque + u.Path)}, nil
}

// lookAtFiles tells an operator at the start what is wrong with the place of files. Nothing stops for it: punches need no file.
func (a *app) lookAtFiles(ctx context.Context) {
	bucket, is := a.notices.Blobs.(*blobs.Bucket)
	if !is {
		return
	}
	if err := bucket.Ready(ctx); err != nil {
		a.log.Error("files of messages cannot be kept or read (DAKOKU_FILES_URL); everything else goes on", "error", err)
	}
}

// scanLimit is how long the scanner may take for one file.
const scanLimit = time.Minute

// infected is the exit status by which scanners say that they found something, as ClamAV's clamdscan does:
// https://docs.clamav.net/manual/Usage/Scanning.html
const infected = 1

// scanner runs a command on each file, which it reads from its standard input; nil: none is set.
func scanner(command string) notice.Scan {
	words := strings.Fields(command)
	if len(words) == 0 {
		return nil
	}
	return func(ctx context.Context, content []byte) error {
		ctx, cancel := context.WithTimeout(ctx, scanLimit)
		defer cancel()
		run := exec.CommandContext(ctx, words[0], words[1:]...)
		run.Stdin = bytes.NewReader(content)
		said, err := run.CombinedOutput()
		var exit *exec.ExitError
		switch {
		case err == nil:
			return nil
		case errors.As(err, &exit) && exit.ExitCode() == infected:
			e := domain.Errorf(domain.Invalid, "the scanner refuses the file: %s", bytes.TrimSpace(said))
			e.Args = map[string]any{"why": "infected"}
			return e
		}
		return domain.Errorf(domain.Unavailable, "the scanner (DAKOKU_SCAN_COMMAND) says nothing of the file, which was not kept: %w: %s", err, bytes.TrimSpace(said))
	}
}

// sweepMinute is the minute of each hour in which contents without a row are looked for.
const sweepMinute = 17

// sweepAge is how long a content without a row is kept: far longer than it takes to write one.
const sweepAge = 24 * time.Hour

// sweepFiles deletes contents nobody needs any more: of files that were deleted, and of those whose row was never written.
func (a *app) sweepFiles(ctx context.Context) error {
	n, err := a.notices.Blobs.Sweep(ctx, time.Now().Add(-sweepAge), func(tenant domain.ID, digests []string) (map[string]bool, error) {
		return a.store.Messages().Held(ctx, tenant, digests)
	})
	if n > 0 {
		a.log.Info("files nobody needs any more were deleted", "files", n)
	}
	return err
}
