package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/workflow"
)

type workflowStore struct{ *Store }

// Workflow keeps requests.
func (s *Store) Workflow() workflow.Store { return workflowStore{s} }

// firstNumber is the number before a company's first request.
const firstNumber = 1000

// Change implements workflow.Store. Whoever holds the end of a company's chain is alone with its ledger and its requests.
func (s workflowStore) Change(ctx context.Context, q workflow.Query, decide func(context.Context, workflow.Ground) (workflow.Commit, error)) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	w := writeOf(q)
	err := s.on(ctx).Transaction(func(tx *gorm.DB) error {
		l, err := s.openLedger(tx, []write{w})
		if err != nil {
			return err
		}
		grounds, err := s.grounds(tx, []workflow.Query{q}, l)
		if err != nil {
			return err
		}
		g := grounds[0]
		g.Sight, g.Tenant = s.sightIn(tx, q.Tenant), &org.Tenant{}
		if err := tx.Where("id = ?", string(q.Tenant)).Take(g.Tenant).Error; err != nil {
			return err
		}
		c, err := decide(ctx, g)
		if err != nil || c.Request == nil {
			return err
		}
		if err := s.enter(l, w, &c.Entry); err != nil {
			return err
		}
		if err := l.save(tx, s.engine); err != nil {
			return err
		}
		return s.saveRequest(tx, q, g.Request, *c.Request)
	})
	return fault("request", err)
}

func writeOf(q workflow.Query) write {
	return write{who: personKey{q.Tenant, q.Employee}, from: q.From, to: q.To}
}

// saveRequest writes a request, new or as its next revision.
func (s workflowStore) saveRequest(tx *gorm.DB, q workflow.Query, before *workflow.Request, r workflow.Request) error {
	if r.Tenant != q.Tenant || r.Employee != q.Employee {
		return domain.Errorf(domain.Invalid, "store: a change of the requests of %s wrote one of %s", q.Employee, r.Employee)
	}
	r = written(r)
	if before == nil {
		return tx.Create(&r).Error
	}
	done := tx.Model(&workflow.Request{}).Where("tenant_id = ? AND id = ? AND revision = ?", string(r.Tenant), string(r.ID), before.Revision).
		Select("*").Omit("id", "tenant_id", "number", "created_at").Updates(&r)
	if done.Error == nil && done.RowsAffected != 1 {
		return domain.Errorf(domain.Conflict, "store: request %d was changed meanwhile", r.Number)
	}
	return done.Error
}

// written is a request as it can be read back.
func written(r workflow.Request) workflow.Request {
	r.Ref, r.LastRef, r.Comment = clean(r.Ref), clean(r.LastRef), clean(r.Comment)
	r.CreatedAt, r.UpdatedAt = micro(r.CreatedAt), micro(r.UpdatedAt)
	if r.Note != nil {
		note := clean(*r.Note)
		r.Note = &note
	}
	for _, at := range []**time.Time{&r.Escalates, &r.DecidedAt} {
		if *at != nil {
			cut := micro(**at)
			*at = &cut
		}
	}
	return r
}

// instants is a request with its times in UTC, whatever zone the driver read them in.
func instants(r workflow.Request) workflow.Request { return written(r) }

// ByNumber implements workflow.Store.
func (s workflowStore) ByNumber(ctx context.Context, tenant domain.ID, number int) (workflow.Request, error) {
	r, err := take[workflow.Request](ctx, s.Store, "request", "tenant_id = ? AND number = ?", string(tenant), number)
	return instants(r), err
}

// Of implements workflow.Store.
func (s workflowStore) Of(ctx context.Context, tenant, employee domain.ID, limit int) ([]workflow.Request, error) {
	var rows []workflow.Request
	err := s.on(ctx).Where("tenant_id = ? AND (employee_id = ? OR by_id = ?)", string(tenant), string(employee), string(employee)).
		Order("number DESC").Limit(limit).Find(&rows).Error
	return allInstants(rows), fault("requests", err)
}

// Pending implements workflow.Store.
func (s workflowStore) Pending(ctx context.Context, tenant, employee domain.ID) ([]workflow.Request, error) {
	where, args := "tenant_id = ? AND state = 'pending'", []any{string(tenant)}
	if employee != "" {
		where, args = where+" AND employee_id = ?", append(args, string(employee))
	}
	rows, err := list[workflow.Request](ctx, s.Store, "requests", "number", where, args...)
	return allInstants(rows), err
}

// Overdue implements workflow.Store.
func (s workflowStore) Overdue(ctx context.Context, at time.Time, limit int) ([]workflow.Request, error) {
	var rows []workflow.Request
	err := s.on(ctx).Where("escalates_at IS NOT NULL AND escalates_at <= ?", micro(at)).Order("escalates_at, id").Limit(limit).Find(&rows).Error
	return allInstants(rows), fault("requests", err)
}

func allInstants(rows []workflow.Request) []workflow.Request {
	for i := range rows {
		rows[i] = instants(rows[i])
	}
	return rows
}

// requestPage is how many requests are held in memory while they stream by.
const requestPage = 500

// Each implements workflow.Store.
func (s workflowStore) Each(ctx context.Context, tenant domain.ID, from, to calendar.Date, each func(workflow.Request) error) error {
	last := 0
	for {
		find := s.on(ctx).Where("tenant_id = ? AND number > ?", string(tenant), last)
		if from != "" {
			find = find.Where("business_date >= ?", string(from))
		}
		if to != "" {
			find = find.Where("business_date <= ?", string(to))
		}
		var rows []workflow.Request
		if err := find.Order("number").Limit(requestPage).Find(&rows).Error; err != nil {
			return fault("requests", err)
		}
		for _, r := range allInstants(rows) {
			if err := each(r); err != nil {
				return err
			}
			last = r.Number
		}
		if len(rows) < requestPage {
			return nil
		}
	}
}

// sightIn reads people and groups inside a commit.
func (s *Store) sightIn(tx *gorm.DB, tenant domain.ID) *org.Sight {
	in := peopleIn{tx, s, tenant}
	return &org.Sight{People: in, Departments: in}
}
