package store

import (
	"context"
	"encoding/json"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
)

var _ company.Uploads = masterStore{}

// Uploads keeps lists of people until they are taken in.
func (s *Store) Uploads() company.Uploads { return masterStore{s} }

const liveUpload = "tenant_id = ? AND id = ? AND expires_at > ?"

// SaveUpload implements company.Uploads.
func (s masterStore) SaveUpload(ctx context.Context, u company.Upload) error {
	u.Name, u.At, u.ExpiresAt = clean(u.Name), micro(u.At), micro(u.ExpiresAt)
	return fault("upload", s.on(ctx).Create(&u).Error)
}

// Upload implements company.Uploads.
func (s masterStore) Upload(ctx context.Context, tenant, id domain.ID) (company.Upload, error) {
	return take[company.Upload](ctx, s.Store, "upload", liveUpload, string(tenant), string(id), s.clock())
}

// UploadsOf implements company.Uploads.
func (s masterStore) UploadsOf(ctx context.Context, tenant domain.ID) (all []company.Upload, err error) {
	err = s.on(ctx).Omit("content").Where("tenant_id = ? AND expires_at > ?", string(tenant), s.clock()).Order("at DESC, id DESC").Find(&all).Error
	return all, fault("uploads", err)
}

// ChooseUpload implements company.Uploads.
func (s masterStore) ChooseUpload(ctx context.Context, tenant, id domain.ID, c company.Choices) error {
	raw, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return changed("upload", s.on(ctx).Exec("UPDATE staff_upload SET choices = ? WHERE "+liveUpload, string(raw), string(tenant), string(id), s.clock()))
}

// DropUpload implements company.Uploads. One that is gone is dropped already.
func (s masterStore) DropUpload(ctx context.Context, tenant, id domain.ID) error {
	return fault("upload", s.on(ctx).Exec("DELETE FROM staff_upload WHERE tenant_id = ? AND id = ?", string(tenant), string(id)).Error)
}

// pruneUploads deletes those whose time is over.
func (s *Store) pruneUploads(ctx context.Context) error {
	return fault("uploads", s.on(ctx).Exec("DELETE FROM staff_upload WHERE expires_at <= ?", s.clock()).Error)
}
