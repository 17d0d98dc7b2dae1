package auth

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
)

// Tenants finds companies.
type Tenants interface {
	Tenant(ctx context.Context, id domain.ID) (org.Tenant, error)
	TenantByCode(ctx context.Context, code string) (org.Tenant, error)
}

// People finds who signs in.
type People interface {
	Employee(ctx context.Context, tenant, id domain.ID) (org.Employee, error)
	EmployeeByLogin(ctx context.Context, tenant domain.ID, login string) (org.Employee, error)
}

// Meter counts tries, for all replicas together.
type Meter interface {
	// Take spends one of burst tries at key; one comes back every so often. ok false: none was left. free says when
	// the next may be.
	Take(ctx context.Context, key string, burst int, every time.Duration) (free time.Time, ok bool, err error)
	// Give returns a try that turned out not to count.
	Give(ctx context.Context, key string, every time.Duration) error
	// Forget returns all tries.
	Forget(ctx context.Context, key string) error
}

// Credentials keeps what people prove who they are with; the store does.
type Credentials interface {
	org.Credentials
	// ChangeAndTell is ChangeCredential that owes what is told of the change in the same commit.
	ChangeAndTell(ctx context.Context, tenant, employee domain.ID, change func(*org.Employee, *org.Credential) ([]audit.Row, []outbox.Item, error)) error
}

// Service tells whether somebody is who he says, and changes what he proves it with. All fields are needed.
type Service struct {
	Tenants     Tenants
	People      People
	Credentials Credentials
	Devices     org.Devices
	SignIns     org.SignIns
	Meter       Meter
	Now         domain.Clock
	NewID       domain.NewID
	Cost        Cost // of new passwords
}

// Identity is somebody known, with what he proves it with.
type Identity struct {
	Tenant     org.Tenant
	Person     org.Employee
	Credential org.Credential
}

// Stamp is what sessions and devices made now carry.
func (i Identity) Stamp() string { return i.Credential.Stamp(i.Person.Password) }

// identity reads somebody as he is now. NotFound: he is not in the books, or has left.
func (s *Service) identity(ctx context.Context, tenant, employee domain.ID) (i Identity, err error) {
	if i.Tenant, err = s.Tenants.Tenant(ctx, tenant); err != nil {
		return i, err
	}
	if i.Person, err = s.People.Employee(ctx, tenant, employee); err != nil {
		return i, err
	}
	if !i.Person.Active {
		return i, domain.Errorf(domain.NotFound, "auth: %s has left", employee)
	}
	i.Credential, err = s.Credentials.Credential(ctx, tenant, employee)
	return i, err
}
