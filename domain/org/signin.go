package org

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
)

// SignIn is one time somebody signed in with a password, or tried to (サインイン). A session belongs to one and ends with it.
type SignIn struct {
	ID       domain.ID  `gorm:"column:id;primaryKey"`
	Tenant   domain.ID  `gorm:"column:tenant_id"`
	Employee domain.ID  `gorm:"column:employee_id"`
	Failed   string     `gorm:"column:failed"`  // why it came to nothing: password, code, address, expired, inactive; empty: it did not
	Name     string     `gorm:"column:name"`    // what the browser says it is, shortened
	Address  string     `gorm:"column:address"` // from where; of IPv6 the network
	Stamp    string     `gorm:"column:stamp"`   // see Credential.Stamp
	At       time.Time  `gorm:"column:at"`
	SeenAt   time.Time  `gorm:"column:seen_at"`  // the last page, to the minute
	EndedAt  *time.Time `gorm:"column:ended_at"` // at a sign-out, here or from elsewhere; nil: not ended that way
}

// TableName is the table of sign-ins.
func (SignIn) TableName() string { return "sign_in" }

// SignIns keeps sign-ins. Every method takes the tenant; another tenant's record is NotFound. Deeds are kept in the commit
// of what they tell.
type SignIns interface {
	SaveSignIn(ctx context.Context, s SignIn, deeds ...audit.Row) error
	// SignIn finds one that has not been ended; NotFound otherwise.
	SignIn(ctx context.Context, tenant, id domain.ID) (SignIn, error)
	// OpenSignIns lists a person's that have not been ended, were made under the stamp, and were used since: the last used first.
	OpenSignIns(ctx context.Context, tenant, employee domain.ID, stamp string, since time.Time) ([]SignIn, error)
	// SignInsOf lists a person's last ones, the newest first, those that failed too.
	SignInsOf(ctx context.Context, tenant, employee domain.ID, most int) ([]SignIn, error)
	// SignedInFrom tells whether somebody has signed in from an address since.
	SignedInFrom(ctx context.Context, tenant, employee domain.ID, address string, since time.Time) (bool, error)
	// SeeSignIn keeps when one was last used and the stamp it goes on under; NotFound when it has been ended.
	SeeSignIn(ctx context.Context, tenant, id domain.ID, stamp string, at time.Time) error
	// EndSignIn ends one; NotFound when the employee has none of that id that goes on.
	EndSignIn(ctx context.Context, tenant, employee, id domain.ID, deeds ...audit.Row) error
}
