package store

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
)

var _ notice.Shelf = messageStore{}

// titled keeps the messages whose titles have the words in them.
func titled(db *gorm.DB, words string) *gorm.DB {
	escape := strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`)
	sought := strings.Fields(clean(words))
	for _, w := range sought[:min(len(sought), mostSought)] {
		db = db.Where(`lower(m.title) LIKE lower(?) ESCAPE '\'`, "%"+escape.Replace(w)+"%")
	}
	return db
}

// leaf is the part of a list that is asked for.
func leaf(db *gorm.DB, q notice.Sought) *gorm.DB {
	return db.Limit(q.Size).Offset((max(q.Page, 1) - 1) * q.Size)
}

// Sent implements notice.Shelf.
func (s messageStore) Sent(ctx context.Context, tenant domain.ID, q notice.Sought) ([]notice.Standing, int, error) {
	db := titled(s.on(ctx).Table("message AS m").Where("m.tenant_id = ?", string(tenant)), q.Words)
	if q.By != "" {
		db = db.Where("m.by_id = ?", string(q.By))
	}
	if len(q.States) > 0 {
		db = db.Where("m.state IN ?", q.States)
	}
	if q.Surveys {
		db = db.Where("m.survey IS NOT NULL")
	}
	var total int64
	var rows []notice.Message
	err := db.Session(&gorm.Session{}).Count(&total).Error
	if err == nil {
		err = leaf(db.Select("m.*").Order("m.number DESC"), q).Find(&rows).Error
	}
	if err != nil {
		return nil, 0, fault("messages", err)
	}
	out := make([]notice.Standing, len(rows))
	at := map[domain.ID]int{}
	ids := make([]string, len(rows))
	for i, m := range rows {
		out[i].Message, at[m.ID], ids[i] = instantsOf(m), i, string(m.ID)
	}
	return out, int(total), s.tally(ctx, tenant, ids, func(id domain.ID) *notice.Standing { return &out[at[id]] })
}

// tally counts the recipients of messages.
func (s messageStore) tally(ctx context.Context, tenant domain.ID, ids []string, of func(domain.ID) *notice.Standing) error {
	if len(ids) == 0 {
		return nil
	}
	const one = "count(CASE WHEN "
	rows, err := s.on(ctx).Raw("SELECT message_id, count(*), "+one+"delivery = 'sent' THEN 1 END), "+one+"delivery IN ('failed', 'nowhere') THEN 1 END), "+
		one+"opened_at IS NOT NULL OR answered_at IS NOT NULL THEN 1 END), count(answered_at) FROM message_recipient WHERE tenant_id = ? AND message_id IN ? GROUP BY message_id",
		string(tenant), ids).Rows()
	if err != nil {
		return fault("how far messages have come", err)
	}
	defer func() { _ = rows.Close() }() // rows.Err tells what matters
	for rows.Next() {
		var id string
		var n notice.Standing
		if err := rows.Scan(&id, &n.To, &n.Passed, &n.Unreached, &n.Opened, &n.Answered); err != nil {
			return fault("how far messages have come", err)
		}
		x := of(domain.ID(id))
		n.Message = x.Message
		*x = n
	}
	return fault("how far messages have come", rows.Err())
}

// mine are a person's messages that were not recalled.
func (s messageStore) mine(ctx context.Context, tenant, employee domain.ID) *gorm.DB {
	return s.on(ctx).Table("message_recipient AS r").Joins("JOIN message m ON m.id = r.message_id AND m.tenant_id = r.tenant_id AND m.state <> 'recalled'").
		Where("r.tenant_id = ? AND r.employee_id = ?", string(tenant), string(employee))
}

// Box implements notice.Shelf.
func (s messageStore) Box(ctx context.Context, tenant, employee domain.ID, q notice.Sought) ([]notice.Letter, int, error) {
	db := titled(s.mine(ctx, tenant, employee), q.Words)
	if q.Surveys {
		db = db.Where("m.survey IS NOT NULL")
	}
	var total int64
	var rows []notice.Recipient
	err := db.Session(&gorm.Session{}).Count(&total).Error
	if err == nil {
		err = leaf(db.Select("r.*").Order("CASE WHEN r.opened_at IS NULL THEN 0 ELSE 1 END, r.message_id DESC"), q).Find(&rows).Error
	}
	if err != nil {
		return nil, 0, fault("a person's messages", err)
	}
	list, err := s.letters(ctx, tenant, employee, rows)
	return list, int(total), err
}

// Unread implements notice.Shelf.
func (s messageStore) Unread(ctx context.Context, tenant, employee domain.ID) (int, error) {
	var n int64
	err := s.mine(ctx, tenant, employee).Where("r.opened_at IS NULL").Count(&n).Error
	return int(n), fault("a person's messages", err)
}

// Letter implements notice.Shelf.
func (s messageStore) Letter(ctx context.Context, tenant, employee domain.ID, number int) (notice.Letter, error) {
	var rows []notice.Recipient
	err := s.mine(ctx, tenant, employee).Where("m.number = ?", number).Select("r.*").Find(&rows).Error
	if err != nil {
		return notice.Letter{}, fault("a person's message", err)
	}
	list, err := s.letters(ctx, tenant, employee, rows)
	if err == nil && len(list) == 0 {
		err = domain.Errorf(domain.NotFound, "store: message %d was not sent to this person", number)
	}
	if err != nil {
		return notice.Letter{}, err
	}
	return list[0], nil
}
