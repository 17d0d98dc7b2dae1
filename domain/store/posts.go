package store

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
)

// Posts tells when people last posted. It is attendance.Posts.
type Posts struct{ store *Store }

// Posts reads what Ledger.Finish notes.
func (s *Store) Posts() Posts { return Posts{s} }

// LastPost is the last time at which somebody posted from an instant on and before another; false: never.
func (p Posts) LastPost(ctx context.Context, tenant, employee domain.ID, from, to time.Time) (time.Time, bool, error) {
	var rows []inbox.Post
	err := p.store.on(ctx).Where("tenant_id = ? AND employee_id = ? AND hour BETWEEN ? AND ? AND at >= ? AND at < ?",
		string(tenant), string(employee), inbox.HourOf(from), inbox.HourOf(to), from, to).Order("hour DESC").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return time.Time{}, false, fault("last post", err)
	}
	return rows[0].At, true, nil
}

type postKey struct {
	tenant, employee domain.ID
	hour             int64
}

var postColumns = columns("tenant_id, employee_id, hour number, at instant")

// savePosts notes when people posted, in an order of its own, so that two who do so never wait for each other.
func (s *Store) savePosts(tx *gorm.DB, posts []*inbox.Post) error {
	last := map[postKey]time.Time{}
	for _, p := range posts {
		if k := (postKey{p.Tenant, p.Employee, p.Hour}); last[k].Before(p.At) {
			last[k] = p.At
		}
	}
	if len(last) == 0 {
		return nil
	}
	order := func(a, b postKey) int {
		return cmp.Or(cmp.Compare(a.tenant, b.tenant), cmp.Compare(a.employee, b.employee), cmp.Compare(a.hour, b.hour))
	}
	var rows batch
	for _, k := range slices.SortedFunc(maps.Keys(last), order) {
		rows.add(string(k.tenant), string(k.employee), k.hour, last[k])
	}
	return tx.Exec(s.engine.insert("last_post", postColumns)+` ON CONFLICT (tenant_id, employee_id, hour) DO UPDATE SET at = excluded.at
		WHERE last_post.at < excluded.at`, rows.bind()).Error
}

// prunePosts forgets posts of long ago.
func (s *Store) prunePosts(ctx context.Context, before time.Time) error {
	return fault("posts", s.on(ctx).Exec("DELETE FROM last_post WHERE at < ?", before).Error)
}
