package reminder

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// Silence is a person's wish not to be asked about forgotten punches (お知らせ停止). What waits for his decision, what keeps
// a month from being closed and the limits of overtime are told all the same: others depend on them, or the law does.
type Silence struct {
	Tenant   domain.ID `gorm:"column:tenant_id;primaryKey"`
	Employee domain.ID `gorm:"column:employee_id;primaryKey"`
	Since    time.Time `gorm:"column:since_at"`
}

// TableName is the table of wishes.
func (Silence) TableName() string { return "silence" }

// Wishes keeps who does not want to be asked.
type Wishes interface {
	// Silent lists the company's people who do not; named ones only, if any are named.
	Silent(ctx context.Context, tenant domain.ID, employees ...domain.ID) ([]Silence, error)
	// SetSilent notes or forgets the wish. What is so already stays as it is.
	SetSilent(ctx context.Context, s Silence, on bool) error
}

// Silence notes that a person does not want to be asked about forgotten punches, or wants to again.
func (s *Service) Silence(ctx context.Context, actor domain.Actor, on bool) error {
	return s.Wishes.SetSilent(ctx, Silence{Tenant: actor.Tenant, Employee: actor.Employee, Since: s.Now()}, on)
}

// Silent tells whether a person does not want to be asked about forgotten punches.
func (s *Service) Silent(ctx context.Context, tenant, employee domain.ID) (bool, error) {
	list, err := s.Wishes.Silent(ctx, tenant, employee)
	return len(list) > 0, err
}

// hush learns who of the company does not want to be asked.
func (l *look) hush(ctx context.Context) error {
	list, err := l.Wishes.Silent(ctx, l.tenant.ID)
	l.silent = make(map[domain.ID]bool, len(list))
	for _, s := range list {
		l.silent[s.Employee] = true
	}
	return err
}
