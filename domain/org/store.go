package org

import (
	"context"

	"github.com/dakoku/dakoku/domain"
)

// Tenants finds companies.
type Tenants interface {
	Tenant(ctx context.Context, id domain.ID) (Tenant, error)
	TenantByCode(ctx context.Context, code string) (Tenant, error)
}

// People finds the people of a company. Another tenant's is NotFound.
type People interface {
	Employee(ctx context.Context, tenant, id domain.ID) (Employee, error)
}

// Departments finds a company's tree of departments.
type Departments interface {
	// Departments lists every department of the tenant, by place, then by code.
	Departments(ctx context.Context, tenant domain.ID) ([]Department, error)
}

// Channels finds chat connections.
type Channels interface {
	// ChannelByKey finds an active channel by the key in its webhook's path, over all tenants.
	ChannelByKey(ctx context.Context, kind domain.Door, key string) (Channel, error)
	Channel(ctx context.Context, tenant, id domain.ID) (Channel, error)
	// AllChannels lists every active channel of every tenant.
	AllChannels(ctx context.Context) ([]Channel, error)
	Installs(ctx context.Context, tenant, channel domain.ID) ([]Install, error)
	SaveInstall(ctx context.Context, install Install) error
	RemoveInstall(ctx context.Context, tenant, channel domain.ID, workspace string) error
}

// Accounts finds and changes who is who in chat.
type Accounts interface {
	// Account finds who a channel's user is; NotFound when he is not linked.
	Account(ctx context.Context, tenant, channel domain.ID, user string) (ChatAccount, error)
	// AccountsOf lists an employee's linked chat accounts, newest first.
	AccountsOf(ctx context.Context, tenant, employee domain.ID) ([]ChatAccount, error)
	// Link ties the account to the employee, uses up the code and writes it down, in one commit. Linking again replaces
	// the employee's former account on that channel. Conflict: the code was used meanwhile.
	Link(ctx context.Context, account ChatAccount, code domain.ID) error
	// Unlink ends a link, and writes down by whom. One that is not there has ended already.
	Unlink(ctx context.Context, tenant, channel domain.ID, user string, by domain.Actor) error
	SetReachable(ctx context.Context, tenant, channel domain.ID, user string, reachable bool) error
}

// Codes keeps link codes.
type Codes interface {
	// SaveCode adds a code and drops the employee's older unused ones, in one commit.
	SaveCode(ctx context.Context, code LinkCode) error
	// CodeByDigest finds an unused code, expired or not; NotFound when there is none.
	CodeByDigest(ctx context.Context, tenant domain.ID, digest string) (LinkCode, error)
	// Tries reads the count; one without wrong tries (and no error) when there is none yet.
	Tries(ctx context.Context, channel domain.ID, user string) (LinkTries, error)
	// SaveTries stores the count if Wrong is still before; Conflict otherwise.
	SaveTries(ctx context.Context, tries LinkTries, before int) error
}
