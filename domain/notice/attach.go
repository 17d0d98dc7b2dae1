package notice

import (
	"context"
	"io"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/notice/content"
)

// Attach adds a file to a draft of the actor, which is then at the next revision. Its kind is what the content is, whatever
// the name says. Invalid Args["why"]: empty, big (more than MaxFile), many (more than MaxFiles), kind, disguise, double,
// active (see content.Inspect), infected. Unavailable: the scan told nothing; nothing was kept.
func (s *Service) Attach(ctx context.Context, actor domain.Actor, draft domain.ID, revision int, name string, from io.Reader) (File, error) {
	d, err := s.mine(ctx, actor, draft, revision)
	if err != nil {
		return File{}, err
	}
	there, err := s.Files.FilesOf(ctx, d.Tenant, d.ID)
	if err != nil {
		return File{}, err
	}
	if len(there) >= MaxFiles {
		return File{}, refuse("many", "a message has at most %d files", MaxFiles)
	}
	raw, err := io.ReadAll(io.LimitReader(from, MaxFile+1))
	switch {
	case err != nil:
		return File{}, domain.Errorf(domain.Unavailable, "notice: the file did not arrive whole: %w", err)
	case len(raw) == 0:
		return File{}, refuse("empty", "the file is empty")
	case len(raw) > MaxFile:
		return File{}, refuse("big", "a file has at most %d bytes", MaxFile)
	}
	name = content.Name(name)
	kind, raw, err := content.Inspect(name, raw)
	if err == nil && s.Scan != nil {
		err = s.Scan(ctx, raw)
	}
	if err != nil {
		return File{}, err
	}
	// The content first: a row always finds it, and a content without a row is swept.
	digest, err := s.Blobs.Put(ctx, d.Tenant, raw)
	if err != nil {
		return File{}, err
	}
	f := File{ID: s.NewID(), Tenant: d.Tenant, Holder: d.ID, Name: name, Kind: kind, Size: int64(len(raw)), Digest: digest,
		By: actor.Employee, CreatedAt: s.Now()}
	return f, s.Files.AddFile(ctx, d, f)
}

// Detach takes a file out of a draft of the actor, which is then at the next revision.
func (s *Service) Detach(ctx context.Context, actor domain.Actor, draft domain.ID, revision int, file domain.ID) error {
	d, err := s.mine(ctx, actor, draft, revision)
	if err != nil {
		return err
	}
	return s.Files.DropFile(ctx, d, file)
}

// DeleteFile takes a file of a message away from everybody; the message goes on saying that there was one. Forbidden: see
// Results. Conflict: it was deleted before.
func (s *Service) DeleteFile(ctx context.Context, actor domain.Actor, number int, file domain.ID) error {
	m, err := s.Store.ByNumber(ctx, actor.Tenant, number)
	if err != nil {
		return err
	}
	if err := s.may(ctx, actor, m); err != nil {
		return err
	}
	f, err := s.fileOf(ctx, m, file)
	if err != nil {
		return err
	}
	return s.Files.DeleteFile(ctx, f, s.Now(), s.deed(actor, m, audit.FileGone, m.Title, f.Name))
}

func (s *Service) fileOf(ctx context.Context, m Message, file domain.ID) (File, error) {
	f, err := s.Files.File(ctx, m.Tenant, file)
	if err == nil && f.Holder != m.ID {
		err = domain.Errorf(domain.NotFound, "notice: file %s is of another message", file)
	}
	return f, err
}
