package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/notice"
)

var (
	_ notice.Files  = messageStore{}
	_ notice.Drafts = messageStore{}
	_ notice.Facts  = messageStore{}
)

// FilesOf implements notice.Files.
func (s messageStore) FilesOf(ctx context.Context, tenant domain.ID, holders ...domain.ID) ([]notice.File, error) {
	ids := make([]string, len(holders))
	for i, id := range holders {
		ids[i] = string(id)
	}
	return list[notice.File](ctx, s.Store, "files", "id", "tenant_id = ? AND holder_id IN ?", string(tenant), ids)
}

// File implements notice.Files.
func (s messageStore) File(ctx context.Context, tenant, id domain.ID) (notice.File, error) {
	return take[notice.File](ctx, s.Store, "file", "tenant_id = ? AND id = ?", string(tenant), string(id))
}

// AddFile implements notice.Files.
func (s messageStore) AddFile(ctx context.Context, d notice.Draft, f notice.File) error {
	f.Name, f.CreatedAt = clean(f.Name), micro(f.CreatedAt)
	return fault("attach a file", s.on(ctx).Transaction(func(tx *gorm.DB) error {
		if err := revise(tx, d, f.CreatedAt); err != nil {
			return err
		}
		return tx.Create(&f).Error
	}))
}

// DropFile implements notice.Files.
func (s messageStore) DropFile(ctx context.Context, d notice.Draft, file domain.ID) error {
	return fault("take a file out", s.on(ctx).Transaction(func(tx *gorm.DB) error {
		if err := revise(tx, d, s.clock()); err != nil {
			return err
		}
		done := tx.Exec("DELETE FROM message_file WHERE tenant_id = ? AND id = ? AND holder_id = ?", string(d.Tenant), string(file), string(d.ID))
		if done.Error == nil && done.RowsAffected == 0 {
			return gorm.ErrRecordNotFound
		}
		return done.Error
	}))
}

// revise has a draft at its next revision, if it is still at the one given.
func revise(tx *gorm.DB, d notice.Draft, at time.Time) error {
	done := tx.Exec("UPDATE message_draft SET revision = revision + 1, updated_at = ? WHERE tenant_id = ? AND id = ? AND revision = ?",
		micro(at), string(d.Tenant), string(d.ID), d.Revision)
	return moved(done, "a draft")
}

// moved is the refusal where a change found nothing at its revision.
func moved(done *gorm.DB, what string) error {
	if done.Error == nil && done.RowsAffected != 1 {
		err := domain.Errorf(domain.Conflict, "store: %s changed meanwhile", what)
		err.Args = map[string]any{"why": "moved"}
		return err
	}
	return done.Error
}

// DeleteFile implements notice.Files.
func (s messageStore) DeleteFile(ctx context.Context, f notice.File, at time.Time, deed audit.Row) error {
	return fault("delete a file", s.on(ctx).Transaction(func(tx *gorm.DB) error {
		done := tx.Exec("UPDATE message_file SET deleted_at = ? WHERE tenant_id = ? AND id = ? AND deleted_at IS NULL", micro(at), string(f.Tenant), string(f.ID))
		if err := moved(done, "a file"); err != nil {
			return err
		}
		deeds, err := s.deeds(f.Tenant, []audit.Row{deed})
		if err != nil {
			return err
		}
		return saveDeeds(tx, s.engine, deeds)
	}))
}

// Held implements notice.Files.
func (s messageStore) Held(ctx context.Context, tenant domain.ID, digests []string) (map[string]bool, error) {
	var found []string
	err := s.on(ctx).Model(&notice.File{}).Where("tenant_id = ? AND digest IN ? AND deleted_at IS NULL", string(tenant), digests).
		Distinct().Pluck("digest", &found).Error
	held := map[string]bool{}
	for _, d := range found {
		held[d] = true
	}
	return held, fault("files", err)
}
