package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/workflow"
)

// Read implements workflow.Store. What a page of requests rests on is gathered: as many statements as for one.
func (s workflowStore) Read(ctx context.Context, queries []workflow.Query) (all []workflow.Ground, err error) {
	if len(queries) == 0 {
		return nil, nil
	}
	asks := make([]write, len(queries))
	for i, q := range queries {
		if asks[i] = writeOf(q); q.Tenant != queries[0].Tenant {
			return nil, domain.Errorf(domain.Invalid, "store: requests of two companies were asked for at once")
		}
	}
	err = s.on(ctx).Transaction(func(tx *gorm.DB) error {
		l := newLedger()
		if err := l.read(tx, s.engine, asks); err != nil {
			return err
		}
		all, err = s.grounds(tx, queries, l)
		return err
	})
	return all, fault("requests", err)
}

// grounds reads the requests that changes in one company are about, on the days that were read for them.
func (s workflowStore) grounds(tx *gorm.DB, queries []workflow.Query, l *ledger) ([]workflow.Ground, error) {
	tenant := string(queries[0].Tenant)
	var numbers []int
	var refs, people []string
	for _, q := range queries {
		people = append(people, string(q.Employee))
		if q.Number != 0 {
			numbers = append(numbers, q.Number)
		} else if q.Ref != "" {
			refs = append(refs, clean(q.Ref))
		}
	}
	var found, pending []workflow.Request
	if err := tx.Where("tenant_id = ? AND (number IN ? OR ref IN ?)", tenant, numbers, refs).Find(&found).Error; err != nil {
		return nil, err
	}
	if err := tx.Where("tenant_id = ? AND employee_id IN ? AND state = ?", tenant, people, string(workflow.Pending)).Order("number").Find(&pending).Error; err != nil {
		return nil, err
	}
	found, pending = allInstants(found), allInstants(pending)
	last := firstNumber
	if err := tx.Raw("SELECT coalesce(max(number), ?) FROM request WHERE tenant_id = ?", firstNumber, tenant).Find(&last).Error; err != nil {
		return nil, err
	}
	all := make([]workflow.Ground, len(queries))
	for i, q := range queries {
		all[i] = workflow.Ground{History: l.history(writeOf(q)), Next: last + 1}
		if at := slices.IndexFunc(found, func(r workflow.Request) bool { return asked(q, r) }); at >= 0 {
			r := found[at]
			all[i].Request = &r
		}
		for _, r := range pending {
			if r.Employee == q.Employee && within(r.Date, q.From, q.To) {
				all[i].Pending = append(all[i].Pending, r)
			}
		}
	}
	return all, nil
}

func within(d, from, to calendar.Date) bool { return from <= d && d <= to }

// asked tells whether a request is the one of a query.
func asked(q workflow.Query, r workflow.Request) bool {
	if q.Number != 0 {
		return r.Number == q.Number
	}
	return q.Ref != "" && r.Ref == clean(q.Ref)
}
