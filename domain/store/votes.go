package store

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
)

// Letters implements notice.Votes.
func (s messageStore) Letters(ctx context.Context, tenant, employee domain.ID, limit int) ([]notice.Letter, error) {
	var rows []notice.Recipient
	err := s.on(ctx).Where("tenant_id = ? AND employee_id = ?", string(tenant), string(employee)).Order("message_id DESC").Limit(limit).Find(&rows).Error
	if err != nil {
		return nil, fault("a person's messages", err)
	}
	return s.letters(ctx, tenant, employee, rows)
}

// letters are the messages of a person's rows, in their order.
func (s messageStore) letters(ctx context.Context, tenant, employee domain.ID, rows []notice.Recipient) ([]notice.Letter, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = string(r.Message)
	}
	var messages []notice.Message
	err := s.on(ctx).Where("tenant_id = ? AND id IN ? AND state <> 'recalled'", string(tenant), ids).Find(&messages).Error
	if err != nil {
		return nil, fault("a person's messages", err)
	}
	answers, err := list[notice.Answer](ctx, s.Store, "answers", "message_id", "tenant_id = ? AND message_id IN ? AND voter = ?", string(tenant), ids, string(employee))
	if err != nil {
		return nil, err
	}
	var out []notice.Letter
	for _, r := range rows {
		i := slices.IndexFunc(messages, func(m notice.Message) bool { return m.ID == r.Message })
		if i < 0 {
			continue
		}
		l := notice.Letter{Message: instantsOf(messages[i]), To: r}
		if n := slices.IndexFunc(answers, func(a notice.Answer) bool { return a.Message == r.Message }); n >= 0 {
			l.Answer = &answers[n]
		}
		out = append(out, l)
	}
	return out, nil
}

// Recipients implements notice.Votes.
func (s messageStore) Recipients(ctx context.Context, tenant, message domain.ID) ([]notice.Recipient, error) {
	return list[notice.Recipient](ctx, s.Store, "recipients", "employee_id", "tenant_id || '' = ? AND message_id = ?", string(tenant), string(message))
}

// Answers implements notice.Votes.
func (s messageStore) Answers(ctx context.Context, tenant, message domain.ID) ([]notice.Answer, error) {
	return list[notice.Answer](ctx, s.Store, "answers", "voter", "tenant_id || '' = ? AND message_id = ?", string(tenant), string(message))
}

var answerColumns = columns("tenant_id, message_id, voter, department_id, choices document, comment, at instant")

// Vote implements notice.Votes.
func (s messageStore) Vote(ctx context.Context, b notice.Ballot, change func(*notice.Recipient, *notice.Answer) error) (notice.Letter, error) {
	l := notice.Letter{Message: b.Message}
	var refused error
	err := s.on(ctx).Transaction(func(tx *gorm.DB) error {
		where := "tenant_id = ? AND message_id = ? AND employee_id = ?"
		key := []any{string(b.Message.Tenant), string(b.Message.ID), string(b.Employee)}
		// Writing what is there holds the row on both engines: votes of one person come one after the other.
		if err := tx.Exec("UPDATE message_recipient SET delivery = delivery WHERE "+where, key...).Error; err != nil {
			return err
		}
		if err := tx.Where(where, key...).Take(&l.To).Error; err != nil {
			return err
		}
		// Whoever has the row sees what became of the message meanwhile: shredding holds it too.
		var now notice.Message
		if err := tx.Where("id = ?", string(b.Message.ID)).Take(&now).Error; err != nil {
			return err
		}
		if now.State != b.Message.State || now.Step != b.Message.Step {
			return domain.Refuse(domain.Conflict, "why", "moved")
		}
		a := notice.Answer{Tenant: b.Message.Tenant, Message: b.Message.ID, Voter: b.Voter, Department: l.To.Department}
		err := tx.Where("tenant_id = ? AND message_id = ? AND voter = ?", string(a.Tenant), string(a.Message), a.Voter).Take(&a).Error
		if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		if err := s.forgetful(tx, b); err != nil {
			return err
		}
		if !b.Message.Survey.Anonymous {
			l.Was = shown(a)
		}
		if refused = change(&l.To, &a); refused != nil {
			l.Answer = shown(a)
			return nil // an answer that came too late must be forgotten too
		}
		l.Answer = shown(a)
		return s.saveVote(tx, l.To, a)
	})
	if err == nil {
		err = refused
	}
	return l, fault("answer", err)
}

// shown is the answer, or nil where there is none yet.
func shown(a notice.Answer) *notice.Answer {
	if len(a.Choices) == 0 {
		return nil
	}
	return &a
}

func (s *Store) saveVote(tx *gorm.DB, r notice.Recipient, a notice.Answer) error {
	choices, err := json.Marshal(a.Choices)
	if err != nil {
		return err
	}
	var rows batch
	rows.add(string(a.Tenant), string(a.Message), a.Voter, string(a.Department), string(choices), a.Comment, maybe(a.At))
	err = tx.Exec(s.engine.insert("message_answer", answerColumns)+` ON CONFLICT (message_id, voter) DO UPDATE
		SET choices = excluded.choices, comment = excluded.comment, at = excluded.at`, rows.bind()).Error
	if err != nil || r.AnsweredAt == nil {
		return err
	}
	return tx.Exec("UPDATE message_recipient SET answered_at = ? WHERE message_id = ? AND employee_id = ?", micro(*r.AnsweredAt),
		string(r.Message), string(r.Employee)).Error
}

// forgetful marks the event of an anonymous answer: it holds who chose what.
func (s *Store) forgetful(tx *gorm.DB, b notice.Ballot) error {
	if !b.Message.Survey.Anonymous {
		return nil
	}
	return hush(tx, b.Channel, b.Names)
}

func hush(tx *gorm.DB, channel domain.ID, events []string) error {
	if len(events) == 0 {
		return nil
	}
	names := make([]string, len(events))
	for i, n := range events {
		names[i] = clean(n)
	}
	for _, column := range []string{"event_id", "message <> '' AND message"} { // an index each
		err := tx.Exec("UPDATE inbox SET forget = TRUE WHERE channel_id = ? AND "+column+" IN ?", string(channel), names).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// Hush implements notice.Votes.
func (s messageStore) Hush(ctx context.Context, channel domain.ID, names []string) error {
	return fault("forget an event", hush(s.on(ctx), channel, names))
}

// Shred implements notice.Votes. The rows are written anew in the order of names that chance gave them: neither a name, a
// time nor their place in the table is of any answer's making.
func (s messageStore) Shred(ctx context.Context, before, after notice.Message) error {
	return fault("shred a survey", s.on(ctx).Transaction(func(tx *gorm.DB) error {
		if err := step(tx, before, after); err != nil {
			return err
		}
		// Of everybody, also of those who have not answered: it holds off those who are about to.
		err := tx.Exec("UPDATE message_recipient SET delivery = delivery WHERE message_id = ?", string(before.ID)).Error
		if err == nil {
			err = tx.Exec("UPDATE message_recipient SET answered_at = ? WHERE message_id = ? AND answered_at IS NOT NULL",
				micro(before.Survey.Deadline), string(before.ID)).Error
		}
		if err != nil {
			return err
		}
		var answers []notice.Answer
		if err := tx.Where("tenant_id = ? AND message_id = ?", string(before.Tenant), string(before.ID)).Find(&answers).Error; err != nil {
			return err
		}
		for i := range answers {
			answers[i].Voter = rand.Text()
		}
		slices.SortFunc(answers, func(a, b notice.Answer) int { return strings.Compare(a.Voter, b.Voter) })
		if err := tx.Exec("DELETE FROM message_answer WHERE message_id = ?", string(before.ID)).Error; err != nil {
			return err
		}
		var rows batch
		for _, a := range answers {
			choices, err := json.Marshal(a.Choices)
			if err != nil {
				return err
			}
			rows.add(string(a.Tenant), string(a.Message), a.Voter, string(a.Department), string(choices), a.Comment, nil)
		}
		if len(rows) == 0 {
			return nil
		}
		return tx.Exec(s.engine.insert("message_answer", answerColumns), rows.bind()).Error
	}))
}
