package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
)

type masterStore struct{ *Store }

// Masters keeps what a company file describes.
func (s *Store) Masters() company.Store { return masterStore{s} }

// Masters implements company.Store. It reads one moment of the company.
func (s masterStore) Masters(ctx context.Context, code string) (company.Masters, error) {
	return s.read(ctx, code, true)
}

// Settings are the masters of a company without its people, of whom there may be thousands.
func (s *Store) Settings(ctx context.Context, code string) (company.Masters, error) {
	return masterStore{s}.read(ctx, code, false)
}

func (s masterStore) read(ctx context.Context, code string, people bool) (company.Masters, error) {
	var m company.Masters
	err := s.on(ctx).Transaction(func(tx *gorm.DB) error {
		var found []org.Tenant
		if err := tx.Where("code = ?", clean(code)).Find(&found).Error; err != nil || len(found) == 0 {
			return err
		}
		m.Tenant = found[0]
		tables := []struct {
			rows  any
			order string
		}{
			{&m.Departments, "place, code"}, {&m.Sites, "code"}, {&m.Groups, "code"}, {&m.Patterns, "code"}, {&m.Reasons, "code"},
			{&m.Permissions, "code"}, {&m.Channels, "key"}, {&m.Recorders, "code"}, {&m.Employees, "code"}, {&m.Accounts, "linked_at, id"},
		}
		if !people {
			tables = tables[:len(tables)-2]
		}
		for _, table := range tables {
			if err := tx.Where("tenant_id = ?", string(m.Tenant.ID)).Order(table.order).Find(table.rows).Error; err != nil {
				return err
			}
		}
		return nil
	})
	return m, fault("masters", err)
}

// Save implements company.Store.
func (s masterStore) Save(ctx context.Context, m company.Masters) error {
	if err := s.complete(&m); err != nil {
		return err
	}
	err := s.on(ctx).Transaction(func(tx *gorm.DB) error {
		if err := next(tx, &m); err != nil {
			return err
		}
		if m.Tenant.Code != "" {
			if err := put(tx, []org.Tenant{m.Tenant}); err != nil {
				return err
			}
		}
		for _, step := range []func() error{
			func() error { return put(tx, m.Departments) },
			func() error { return put(tx, m.Sites) },
			func() error { return put(tx, m.Groups) },
			func() error { return put(tx, m.Patterns) },
			func() error { return put(tx, m.Reasons) },
			func() error { return put(tx, m.Permissions) },
			func() error { return put(tx, m.Employees) },
			func() error { return filed(tx, m) },
			func() error { return put(tx, m.Channels) },
			func() error { return put(tx, m.Recorders) },
			func() error { return saveDeeds(tx, s.engine, m.Deeds) },
		} {
			if err := step(); err != nil {
				return err
			}
		}
		for _, a := range m.Accounts {
			if err := putAccount(tx, a); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && s.pool != nil {
		// Thousands of people may have come at once; the server would go on as if there were none for a minute.
		err = s.on(ctx).Exec("ANALYZE employee, department, site, permission_group, closing_group, work_pattern, channel, chat_account").Error
	}
	return fault("save the masters", err)
}

// next counts the change of a company's masters. It refuses those that were read before somebody else changed them: a
// version he made would be lost.
func next(tx *gorm.DB, m *company.Masters) error {
	if len(m.Deeds) == 0 {
		return nil
	}
	done := tx.Exec("UPDATE tenant SET revision = revision + 1 WHERE id = ? AND revision = ?", string(m.Tenant.ID), m.Tenant.Revision)
	if done.Error != nil {
		return done.Error
	}
	var known int64 // a company that is new has no row yet
	if err := tx.Model(&org.Tenant{}).Where("id = ?", string(m.Tenant.ID)).Count(&known).Error; err != nil {
		return err
	}
	if done.RowsAffected < known {
		return domain.Errorf(domain.Conflict, "store: the masters were changed meanwhile")
	}
	m.Tenant.Revision++
	return nil
}

// masterPage keeps a statement below the 32,766 values SQLite binds.
const masterPage = 500

// put inserts each row or replaces the one with its id, if that is the same company's.
func put[T any](tx *gorm.DB, rows []T) error {
	if len(rows) == 0 {
		return nil
	}
	stmt := &gorm.Statement{DB: tx}
	if err := stmt.Parse(&rows[0]); err != nil {
		return err
	}
	var columns []string
	for _, f := range stmt.Schema.Fields {
		if f.DBName != "" && f.DBName != "id" && f.DBName != "tenant_id" && f.DBName != "created_at" {
			columns = append(columns, f.DBName)
		}
	}
	conflict := clause.OnConflict{
		Columns:   []clause.Column{{Name: "id"}},
		DoUpdates: newer(clause.AssignmentColumns(columns), stmt.Schema),
	}
	if stmt.Schema.LookUpField("tenant_id") != nil {
		same := stmt.Schema.Table + ".tenant_id = excluded.tenant_id"
		conflict.Where = clause.Where{Exprs: []clause.Expression{clause.Expr{SQL: same}}}
	}
	for ; len(rows) > 0; rows = rows[min(masterPage, len(rows)):] {
		page := rows[:min(masterPage, len(rows))]
		done := tx.Clauses(conflict).Create(&page)
		if done.Error != nil {
			return done.Error
		}
		if int(done.RowsAffected) != len(page) {
			return domain.Errorf(domain.NotFound, "store: a row of %s belongs to another company", stmt.Schema.Table)
		}
	}
	return nil
}

// complete cuts instants and refuses records of another company than the one saved.
func (s masterStore) complete(m *company.Masters) error {
	m.Tenant.CreatedAt = micro(m.Tenant.CreatedAt)
	owners := map[domain.ID]bool{}
	for _, r := range m.Departments {
		owners[r.Tenant] = true
	}
	for _, r := range m.Sites {
		owners[r.Tenant] = true
	}
	for _, r := range m.Groups {
		owners[r.Tenant] = true
	}
	for _, r := range m.Patterns {
		owners[r.Tenant] = true
	}
	for _, r := range m.Reasons {
		owners[r.Tenant] = true
	}
	for _, r := range m.Permissions {
		owners[r.Tenant] = true
	}
	for i := range m.Employees {
		m.Employees[i].UpdatedAt = micro(m.Employees[i].UpdatedAt)
		owners[m.Employees[i].Tenant] = true
	}
	for _, r := range m.Channels {
		owners[r.Tenant] = true
	}
	for _, r := range m.Recorders {
		owners[r.Tenant] = true
	}
	for _, r := range m.Deeds {
		owners[r.Tenant] = true
	}
	for i := range m.Accounts {
		m.Accounts[i].LinkedAt = micro(m.Accounts[i].LinkedAt)
		owners[m.Accounts[i].Tenant] = true
	}
	if len(owners) > 1 || len(owners) == 1 && !owners[m.Tenant.ID] {
		return domain.Errorf(domain.Invalid, "store: masters of several companies cannot be saved as one")
	}
	return nil
}
