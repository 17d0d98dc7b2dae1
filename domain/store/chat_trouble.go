package store

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/outbox"
)

// InboxDesk is what an administrator reads and does about events.
func (s *Store) InboxDesk() inbox.Desk { return inboxStore{s} }

// OutboxDesk is what an administrator reads of what could not be told.
func (s *Store) OutboxDesk() outbox.Desk { return outboxStore{s} }

// Failed implements inbox.Desk.
func (s inboxStore) Failed(ctx context.Context, tenant, channel domain.ID, page, size int) (list []inbox.Item, total int, err error) {
	of := func() *gorm.DB {
		q := s.on(ctx).Model(&inbox.Item{}).Where("tenant_id = ? AND state = 'failed'", string(tenant))
		if channel != "" {
			q = q.Where("channel_id || '' = ?", string(channel))
		}
		return q
	}
	var n int64
	if err = of().Count(&n).Error; err == nil {
		err = of().Order("id DESC").Limit(size).Offset((page - 1) * size).Find(&list).Error
	}
	return list, int(n), fault("failed events", err)
}

// Rerun implements inbox.Desk. The item's state decides between two who ask for it at once.
func (s inboxStore) Rerun(ctx context.Context, tenant, item domain.ID, by domain.Actor) (found inbox.Item, err error) {
	err = s.on(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Where("tenant_id = ? AND id = ?", string(tenant), string(item)).Take(&found).Error; err != nil {
			return err
		}
		done := tx.Exec("UPDATE inbox SET state = 'new', attempts = 0, next_at = ? WHERE tenant_id = ? AND id = ? AND state = 'failed'",
			micro(s.clock()), string(tenant), string(item))
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected == 0 {
			return domain.Errorf(domain.Conflict, "store: inbox item %s is not failed any more", item)
		}
		return saveDeeds(tx, s.engine, []audit.Row{{ID: s.newID(), Tenant: tenant, At: s.clock(), By: by.Employee, Door: by.Door, Act: audit.Reran,
			Ref: found.EventID, After: audit.State{Lines: []string{found.Note}}}})
	})
	return found, fault("run an event again", err)
}

// pastPage is how many events are held in memory while they stream by.
const pastPage = 500

// Past implements inbox.Desk. It reads page by page along the ids, which begin with the time they were made. What waits to be
// forgotten may be an answer to an anonymous survey, and what was not run yet may become one: neither is handed out.
func (s inboxStore) Past(ctx context.Context, tenant, channel domain.ID, since time.Time, most int, each func(inbox.Item) error) error {
	last := "~" // after every id
	for most > 0 {
		var items []inbox.Item
		err := s.on(ctx).Where("channel_id = ? AND tenant_id || '' = ? AND id >= ? AND id < ? AND NOT forget AND state <> 'new'", string(channel), string(tenant), oldest(since), last).
			Order("id DESC").Limit(min(pastPage, most)).Find(&items).Error
		if err != nil {
			return fault("past events", err)
		}
		for _, item := range items {
			last = string(item.ID)
			if most--; len(item.Body) == 0 || item.ReceivedAt.Before(since) {
				continue
			}
			if err := each(item); err != nil {
				return err
			}
		}
		if len(items) < pastPage {
			return nil
		}
	}
	return nil
}

// Troubles implements outbox.Desk.
func (s outboxStore) Troubles(ctx context.Context, tenant, channel domain.ID, since time.Time) (list []outbox.Trouble, err error) {
	var rows []outbox.Item
	err = s.on(ctx).Select("id, state, note, created_at").Where(`channel_id = ? AND tenant_id || '' = ? AND created_at >= ?
		AND (state = 'dead' OR state = 'owed' AND attempts > 0) AND kind <> ?`, string(channel), string(tenant), micro(since), string(outbox.Refresh)).
		Order("id DESC").Limit(troublesMost).Find(&rows).Error
	return gathered(rows), fault("rows not sent", err)
}

// troublesMost bounds the rows that are counted.
const troublesMost = 2000

// gathered counts rows by their state and note; what names a single request of the platform is no part of the reason.
func gathered(rows []outbox.Item) []outbox.Trouble {
	type reason struct {
		state outbox.State
		note  string
	}
	at := map[reason]int{}
	var list []outbox.Trouble
	for _, r := range rows {
		note := requestName.ReplaceAllString(r.Note, "")
		i, known := at[reason{r.State, note}]
		if !known {
			i = len(list)
			at[reason{r.State, note}] = i
			list = append(list, outbox.Trouble{State: r.State, Note: note, Last: r.CreatedAt.UTC()})
		}
		list[i].Count++
	}
	slices.SortStableFunc(list, func(a, b outbox.Trouble) int { return cmp.Compare(b.Count, a.Count) })
	return list
}

// requestName is how notes end with a platform's name of a request.
var requestName = regexp.MustCompile(` \[[0-9A-Za-z-]+\]`)
