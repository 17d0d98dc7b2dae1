package store

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"
	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/outbox"
)

type messageStore struct{ *Store }

var (
	_ notice.Store = messageStore{}
	_ notice.Votes = messageStore{}
)

// Messages keeps what is said to many, who has it and what they answered.
func (s *Store) Messages() messageStore { return messageStore{s} }

// numberTries is how often a number is looked for again that another one took.
const numberTries = 8

// Create implements notice.Store.
func (s messageStore) Create(ctx context.Context, n notice.New) (notice.Message, error) {
	m := n.Message
	m.Title, m.Body, m.Note = clean(m.Title), clean(m.Body), clean(m.Note)
	m = instantsOf(m)
	for try := 0; ; try++ {
		err := fault("write a message", s.on(ctx).Transaction(func(tx *gorm.DB) error {
			err := tx.Raw("SELECT coalesce(max(number), 0) + 1 FROM message WHERE tenant_id = ?", string(m.Tenant)).Find(&m.Number).Error
			if err == nil {
				err = tx.Create(&m).Error
			}
			if err == nil {
				err = s.taken(tx, m, n)
			}
			if err != nil {
				return err
			}
			return s.stepped(tx, m, about(n.Deed, m.Number))
		}))
		if !errors.Is(err, gorm.ErrDuplicatedKey) || try == numberTries {
			return m, err
		}
		if there, err := s.ByID(ctx, m.Tenant, m.ID); !domain.Is(err, domain.NotFound) {
			return there, err // it was written before, for the same cause
		}
	}
}

var planColumns = columns("tenant_id, message_id, employee_id")

// taken ends the draft a message was, whose files it takes, and notes who was to get it.
func (s messageStore) taken(tx *gorm.DB, m notice.Message, n notice.New) error {
	if n.Draft != nil {
		if err := endDraft(tx, *n.Draft); err != nil {
			return err
		}
		if err := tx.Exec("UPDATE message_file SET holder_id = ? WHERE tenant_id = ? AND holder_id = ?", string(m.ID), string(m.Tenant), string(n.Draft.ID)).Error; err != nil {
			return err
		}
	}
	if len(n.Planned) == 0 {
		return nil
	}
	var rows batch
	for _, id := range n.Planned {
		rows.add(string(m.Tenant), string(m.ID), string(id))
	}
	return tx.Exec(s.engine.insert("message_plan", planColumns), rows.bind()).Error
}

// unplan forgets who was to get a message: it was sent, or will not be.
func unplan(tx *gorm.DB, m notice.Message) error {
	return tx.Exec("DELETE FROM message_plan WHERE tenant_id = ? AND message_id = ?", string(m.Tenant), string(m.ID)).Error
}

func about(deed audit.Row, number int) audit.Row {
	deed.Number = number
	return deed
}

// instantsOf is a message with its times as they can be read back.
func instantsOf(m notice.Message) notice.Message {
	m.At, m.CreatedAt = micro(m.At), micro(m.CreatedAt)
	if m.NextAt != nil {
		at := micro(*m.NextAt)
		m.NextAt = &at
	}
	if m.Survey != nil {
		survey := *m.Survey
		survey.Deadline = micro(survey.Deadline)
		m.Survey = &survey
	}
	return m
}

// stepped writes the deeds of a step and has the next one done.
func (s *Store) stepped(tx *gorm.DB, m notice.Message, deeds ...audit.Row) error {
	deeds, err := s.deeds(m.Tenant, deeds)
	if err == nil {
		err = saveDeeds(tx, s.engine, deeds)
	}
	if err != nil || m.NextAt == nil {
		return err
	}
	raw, err := rawTx(tx)
	if err != nil {
		return err
	}
	_, err = s.jobs.client.InsertManyFastTx(tx.Statement.Context, raw, []river.InsertManyParams{{
		Args: proceedArgs{m.Tenant, m.ID}, InsertOpts: &river.InsertOpts{ScheduledAt: *m.NextAt}}})
	return err
}

// ByID implements notice.Store.
func (s messageStore) ByID(ctx context.Context, tenant, id domain.ID) (notice.Message, error) {
	m, err := take[notice.Message](ctx, s.Store, "message", "tenant_id = ? AND id = ?", string(tenant), string(id))
	return instantsOf(m), err
}

// ByNumber implements notice.Store.
func (s messageStore) ByNumber(ctx context.Context, tenant domain.ID, number int) (notice.Message, error) {
	m, err := take[notice.Message](ctx, s.Store, "message", "tenant_id = ? AND number = ?", string(tenant), number)
	return instantsOf(m), err
}

// List implements notice.Store.
func (s messageStore) List(ctx context.Context, tenant domain.ID, limit int) ([]notice.Message, error) {
	var rows []notice.Message
	err := s.on(ctx).Where("tenant_id = ?", string(tenant)).Order("number DESC").Limit(limit).Find(&rows).Error
	for i := range rows {
		rows[i] = instantsOf(rows[i])
	}
	return rows, fault("messages", err)
}

// step moves a message on, if it is still where it was.
func step(tx *gorm.DB, before, after notice.Message) error {
	after = instantsOf(after)
	done := tx.Model(&notice.Message{}).Where("tenant_id = ? AND id = ? AND revision = ?", string(before.Tenant), string(before.ID), before.Revision).
		Select("state", "step", "next_at", "mark", "note", "total", "changes", "revision").Updates(&after)
	if done.Error == nil && done.RowsAffected != 1 {
		return domain.Errorf(domain.Conflict, "store: message %d has come further meanwhile", before.Number)
	}
	return done.Error
}

var recipientColumns = columns("tenant_id, message_id, employee_id, department_id, delivery, channel_id")

// Spread implements notice.Store.
func (s messageStore) Spread(ctx context.Context, before notice.Message, p notice.Page) error {
	return fault("send a message", s.on(ctx).Transaction(func(tx *gorm.DB) error {
		if err := step(tx, before, p.Next); err != nil {
			return err
		}
		var rows batch
		for _, r := range p.Recipients {
			if r.Tenant != before.Tenant || r.Message != before.ID {
				return domain.Errorf(domain.Invalid, "store: a recipient of another message")
			}
			rows.add(string(r.Tenant), string(r.Message), string(r.Employee), string(r.Department), string(r.Delivery), string(r.Channel))
		}
		if len(rows) > 0 { // no ON CONFLICT: somebody who has a row already takes the page back
			if err := tx.Exec(s.engine.insert("message_recipient", recipientColumns), rows.bind()).Error; err != nil {
				return err
			}
		}
		if err := s.owe(tx, p.Owed); err != nil || p.Next.Step == before.Step {
			return err
		}
		if err := unplan(tx, before); err != nil {
			return err
		}
		return s.stepped(tx, p.Next)
	}))
}

// Advance implements notice.Store.
func (s messageStore) Advance(ctx context.Context, before, after notice.Message, owed []outbox.Item, deeds ...audit.Row) error {
	return fault("move a message on", s.on(ctx).Transaction(func(tx *gorm.DB) error {
		if err := step(tx, before, after); err != nil {
			return err
		}
		if err := s.owe(tx, owed); err != nil {
			return err
		}
		if after.Step == before.Step {
			after.NextAt = nil // it has its job already
		}
		return s.stepped(tx, after, deeds...)
	}))
}

// Stop implements notice.Store. A row that is being sent at this moment may still arrive.
func (s messageStore) Stop(ctx context.Context, before, after notice.Message, deed audit.Row) error {
	return fault("stop a message", s.on(ctx).Transaction(func(tx *gorm.DB) error {
		if err := step(tx, before, after); err != nil {
			return err
		}
		err := tx.Exec("UPDATE outbox SET state = 'dead', note = 'recalled' WHERE about_id = ? AND about_id <> '' AND tenant_id = ? AND state IN ('owed', 'kept')",
			string(before.ID), string(before.Tenant)).Error
		if err == nil {
			err = tx.Exec("UPDATE message_recipient SET delivery = ? WHERE message_id = ? AND delivery IN ?", string(notice.Stopped),
				string(before.ID), []string{string(notice.Queued), string(notice.Waits)}).Error
		}
		if err == nil {
			err = unplan(tx, before)
		}
		if err != nil {
			return err
		}
		return s.stepped(tx, after, deed)
	}))
}

var handedColumns = columns("message_id, employee_id, delivery, channel_id")

// handed notes at the recipients what became of their rows.
func (s *Store) handed(tx *gorm.DB, moved []outbox.Result, settled []retry) error {
	elsewhere := map[domain.ID]domain.ID{}
	for _, r := range moved {
		elsewhere[r.ID] = r.Moved.Channel
	}
	deliveries := map[outbox.State]notice.Delivery{outbox.Sent: notice.Passed, outbox.Kept: notice.Waits, outbox.Dead: notice.Failed}
	var rows batch
	for _, r := range settled {
		delivery := deliveries[r.State]
		if channel, is := elsewhere[r.ID]; is {
			delivery, r.Channel = notice.Queued, channel
		}
		if r.About != "" && delivery != "" {
			rows.add(string(r.About), string(r.Employee), string(delivery), string(r.Channel))
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return tx.Exec(`UPDATE message_recipient SET delivery = d.delivery, channel_id = d.channel_id FROM `+s.engine.rows(handedColumns)+` AS d
		WHERE message_recipient.message_id = d.message_id AND message_recipient.employee_id = d.employee_id`, rows.bind()).Error
}

// Forget empties the texts of events that may not outlast their turns, once these have run.
func (s *Store) Forget(ctx context.Context) error {
	return fault("forget answers", s.on(ctx).Exec("UPDATE inbox SET body = ?, forget = FALSE WHERE forget AND state <> 'new'", []byte{}).Error)
}

// Opened implements notice.Votes.
func (s messageStore) Opened(ctx context.Context, tenant, employee domain.ID, messages []domain.ID, at time.Time) error {
	ids := make([]string, len(messages))
	for i, id := range messages {
		ids[i] = string(id)
	}
	return fault("note what was read", s.on(ctx).Exec(`UPDATE message_recipient SET opened_at = ? WHERE tenant_id = ? AND employee_id = ?
		AND message_id IN ? AND opened_at IS NULL`, micro(at), string(tenant), string(employee), ids).Error)
}
