package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
)

// Drafts implements notice.Drafts.
func (s messageStore) Drafts(ctx context.Context, tenant, by domain.ID, templates bool) ([]notice.Draft, error) {
	where, args := "tenant_id = ? AND template = ?", []any{string(tenant), templates}
	if !templates {
		where, args = where+" AND by_id = ?", append(args, string(by))
	}
	return list[notice.Draft](ctx, s.Store, "drafts", "updated_at DESC, id DESC", where, args...)
}

// Draft implements notice.Drafts.
func (s messageStore) Draft(ctx context.Context, tenant, id domain.ID) (notice.Draft, error) {
	return take[notice.Draft](ctx, s.Store, "draft", "tenant_id = ? AND id = ?", string(tenant), string(id))
}

// SaveDraft implements notice.Drafts.
func (s messageStore) SaveDraft(ctx context.Context, d notice.Draft, files []notice.File) (notice.Draft, error) {
	d.Name, d.Content.Title, d.Content.Body, d.UpdatedAt = clean(d.Name), clean(d.Content.Title), clean(d.Content.Body), micro(d.UpdatedAt)
	before := d.Revision
	d.Revision++
	return d, fault("keep a draft", s.on(ctx).Transaction(func(tx *gorm.DB) error {
		if before > 0 {
			return moved(tx.Model(&notice.Draft{}).Where("tenant_id = ? AND id = ? AND revision = ?", string(d.Tenant), string(d.ID), before).
				Select("name", "content", "revision", "updated_at").Updates(&d), "a draft")
		}
		if err := tx.Create(&d).Error; err != nil || len(files) == 0 {
			return err
		}
		return tx.Create(&files).Error
	}))
}

// DropDraft implements notice.Drafts.
func (s messageStore) DropDraft(ctx context.Context, d notice.Draft) error {
	return fault("drop a draft", s.on(ctx).Transaction(func(tx *gorm.DB) error {
		if err := endDraft(tx, d); err != nil {
			return err
		}
		return tx.Exec("DELETE FROM message_file WHERE tenant_id = ? AND holder_id = ?", string(d.Tenant), string(d.ID)).Error
	}))
}

// endDraft deletes a draft that is still at its revision; its files are left.
func endDraft(tx *gorm.DB, d notice.Draft) error {
	return moved(tx.Exec("DELETE FROM message_draft WHERE tenant_id = ? AND id = ? AND revision = ?", string(d.Tenant), string(d.ID), d.Revision), "a draft")
}

// Lists implements notice.Drafts.
func (s messageStore) Lists(ctx context.Context, tenant domain.ID) ([]notice.List, error) {
	return list[notice.List](ctx, s.Store, "lists", "name, id", "tenant_id = ?", string(tenant))
}

// SaveList implements notice.Drafts.
func (s messageStore) SaveList(ctx context.Context, l notice.List) (notice.List, error) {
	l.Name, l.UpdatedAt = clean(l.Name), micro(l.UpdatedAt)
	before := l.Revision
	l.Revision++
	return l, fault("keep a list", s.on(ctx).Transaction(func(tx *gorm.DB) error {
		var others int64
		err := tx.Model(&notice.List{}).Where("tenant_id = ? AND name = ? AND id <> ?", string(l.Tenant), l.Name, string(l.ID)).Count(&others).Error
		switch {
		case err != nil:
			return err
		case others > 0:
			return domain.Refuse(domain.Conflict, "why", "name")
		case before == 0:
			return tx.Create(&l).Error
		}
		return moved(tx.Model(&notice.List{}).Where("tenant_id = ? AND id = ? AND revision = ?", string(l.Tenant), string(l.ID), before).
			Select("name", "audience", "revision", "updated_at").Updates(&l), "a list")
	}))
}

// DropList implements notice.Drafts.
func (s messageStore) DropList(ctx context.Context, l notice.List) error {
	return fault("drop a list", moved(s.on(ctx).Exec("DELETE FROM message_list WHERE tenant_id = ? AND id = ? AND revision = ?",
		string(l.Tenant), string(l.ID), l.Revision), "a list"))
}
