package store

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// Sites lists a company's places of work, by code.
func (o *orgStore) Sites(ctx context.Context, tenant domain.ID) ([]org.Site, error) {
	return list[org.Site](ctx, o.store, "sites", "code", "tenant_id = ?", string(tenant))
}
