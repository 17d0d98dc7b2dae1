package org

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// Pulse is what is known of a channel's webhooks (受信状況).
type Pulse struct {
	Channel   domain.ID  `gorm:"column:channel_id;primaryKey"`
	Tenant    domain.ID  `gorm:"column:tenant_id"`
	HeardAt   *time.Time `gorm:"column:heard_at"`   // the last minute in which one came that was signed; nil: never
	RefusedAt *time.Time `gorm:"column:refused_at"` // likewise of those that were not
	Refused   int        `gorm:"column:refused"`    // how many were not, since a signed one came
}

// TableName is the table of pulses.
func (Pulse) TableName() string { return "channel_pulse" }

// Sender is a chat account that wrote and is nobody's (未登録の送信者). What it wrote is not kept with it.
type Sender struct {
	Channel domain.ID `gorm:"column:channel_id;primaryKey"`
	User    string    `gorm:"column:user_ref;primaryKey"`
	Tenant  domain.ID `gorm:"column:tenant_id"`
	FirstAt time.Time `gorm:"column:first_at"`
	LastAt  time.Time `gorm:"column:last_at"`
}

// TableName is the table of senders.
func (Sender) TableName() string { return "chat_sender" }

// Desk is what an administrator reads and does about a company's channels. Every method takes the tenant.
type Desk interface {
	// EveryChannel lists a company's channels, also those that are switched off, by key.
	EveryChannel(ctx context.Context, tenant domain.ID) ([]Channel, error)
	// PulseOf is what is known of a channel's webhooks; an empty one if none ever came.
	PulseOf(ctx context.Context, tenant, channel domain.ID) (Pulse, error)
	// Senders lists accounts that wrote and are linked to nobody, the last to write first, and how many there are.
	Senders(ctx context.Context, tenant domain.ID, page, size int) ([]Sender, int, error)
	// Assign ties an account to an employee without a code, in one commit with its deed. Conflict: it is somebody else's.
	Assign(ctx context.Context, account ChatAccount, by domain.Actor) error
	// Part ends a link, in one commit with its deed; NotFound: there is none.
	Part(ctx context.Context, tenant, channel domain.ID, user string, by domain.Actor) error
}
