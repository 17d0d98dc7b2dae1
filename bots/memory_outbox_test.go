package bots

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

type memOutbox struct{ *process }

func (p memOutbox) Add(_ context.Context, items []outbox.Item) error {
	return p.step("outbox.Add", func() {
		for _, i := range items {
			p.rows = append(p.rows, &i)
		}
	})
}

func (p memOutbox) Head(_ context.Context, conversation string, now time.Time, limit int) (out []outbox.Item, err error) {
	err = p.step("outbox.Head", func() {
		for _, r := range p.rows {
			if r.Conversation == conversation && r.State == outbox.Owed && len(out) < limit {
				out = append(out, *r)
			}
		}
		if len(out) > 0 && out[0].NextAt.After(now) {
			out = nil
		}
	})
	return out, err
}

func (p memOutbox) Riding(_ context.Context, channel, employee domain.ID, limit int) (out []outbox.Item, err error) {
	err = p.step("outbox.Riding", func() {
		for _, r := range p.rows {
			if r.Channel == channel && r.Employee == employee && r.State == outbox.Kept && len(out) < limit {
				out = append(out, *r)
			}
		}
	})
	return out, err
}

func (p memOutbox) Leftovers(_ context.Context, before time.Time, _ int) (answers, others []string, err error) {
	err = p.step("outbox.Leftovers", func() {
		seen := map[string]bool{}
		for _, r := range p.rows {
			if r.State == outbox.Owed && !seen[r.Conversation] {
				seen[r.Conversation] = true
				switch {
				case !r.NextAt.Before(before):
				case r.Kind == outbox.Reply:
					answers = append(answers, r.Conversation)
				default:
					others = append(others, r.Conversation)
				}
			}
		}
	})
	return answers, others, err
}

func (p memOutbox) Settle(_ context.Context, results []outbox.Result) error {
	return p.step("outbox.Settle", func() {
		for _, res := range results {
			for _, r := range p.rows {
				if r.ID == res.ID && (r.State == outbox.Owed || r.State == outbox.Kept) {
					r.State, r.Note, r.NextAt, r.Remote = res.State, res.Note, res.Next, res.Remote
					r.Attempts++
					if res.Moved != nil {
						moved := *res.Moved
						p.rows = append(p.rows, &moved)
					}
				}
			}
		}
	})
}

func (p memOutbox) Asked(_ context.Context, conversation string, since time.Time) (asked bool, err error) {
	err = p.step("outbox.Asked", func() {
		for _, r := range p.rows {
			if r.Conversation == conversation && !r.CreatedAt.Before(since) {
				asked = r.Asks
			}
		}
	})
	return asked, err
}

func (p memOutbox) Prune(context.Context, time.Time) (int64, error) { return 0, nil }
