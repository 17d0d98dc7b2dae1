package org

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
)

// Credential is how a person proves who he is, beside the password in Employee (認証情報).
type Credential struct {
	Tenant     domain.ID         `gorm:"column:tenant_id"`
	Employee   domain.ID         `gorm:"column:employee_id;primaryKey"`
	MustChange bool              `gorm:"column:must_change"`               // the password was reissued: it opens nothing but the page that changes it
	ValidUntil *time.Time        `gorm:"column:valid_until"`               // of a reissued password; nil: for good
	Epoch      int               `gorm:"column:epoch"`                     // raised to end every session and device
	Secrets    map[string]string `gorm:"column:secrets;serializer:sealed"` // the second factor's, encrypted at rest
	TOTPStep   int64             `gorm:"column:totp_step"`                 // the last half minute a code was used of: none is used twice
	Recovery   []string          `gorm:"column:recovery;serializer:json"`  // digests of the recovery codes that are left
	// PasscodeOnce: the passcode was reissued, and at a recorder another one is to be chosen with it.
	PasscodeOnce  bool       `gorm:"column:passcode_once"`
	PasscodeUntil *time.Time `gorm:"column:passcode_until"` // of a reissued passcode; nil: for good
}

// TableName is the table of credentials.
func (Credential) TableName() string { return "credential" }

// Stamp changes with the password and with Epoch. Sessions and devices carry the one they were made under and end with
// it, whoever changed the password and by which door.
func (c Credential) Stamp(password string) string {
	sum := sha256.Sum256([]byte(strconv.Itoa(c.Epoch) + "\n" + password))
	return hex.EncodeToString(sum[:12])
}

// Device is a browser that is kept signed in to My recorder (サインインしたままの端末). Its token is kept as a digest and
// is another one each time it is used.
type Device struct {
	ID        domain.ID `gorm:"column:id;primaryKey"`
	Tenant    domain.ID `gorm:"column:tenant_id"`
	Employee  domain.ID `gorm:"column:employee_id"`
	Name      string    `gorm:"column:name"` // what the browser says it is, shortened
	Digest    string    `gorm:"column:digest"`
	Previous  string    `gorm:"column:previous"` // the digest before; two windows of one browser may ask at once
	Stamp     string    `gorm:"column:stamp"`
	MadeAt    time.Time `gorm:"column:made_at"`
	UsedAt    time.Time `gorm:"column:used_at"`
	ExpiresAt time.Time `gorm:"column:expires_at"`
}

// TableName is the table of devices.
func (Device) TableName() string { return "device" }

// Credentials keeps how people prove who they are. Every method takes the tenant; another tenant's record is NotFound.
type Credentials interface {
	// Credential reads one; of somebody who has none it is the zero one with his ids.
	Credential(ctx context.Context, tenant, employee domain.ID) (Credential, error)
	// ChangeCredential locks the person, lets change decide, and keeps the credential and the person's password and passcode in one
	// commit with the deeds that change returns. An error of change is returned as it is and keeps nothing. change may be
	// called again.
	ChangeCredential(ctx context.Context, tenant, employee domain.ID, change func(*Employee, *Credential) ([]audit.Row, error)) error
}

// Devices keeps devices that stay signed in. Deeds are kept in the commit of what they tell.
type Devices interface {
	SaveDevice(ctx context.Context, d Device, deeds ...audit.Row) error
	Device(ctx context.Context, tenant, id domain.ID) (Device, error)
	// DevicesOf lists a person's devices, the last used first.
	DevicesOf(ctx context.Context, tenant, employee domain.ID) ([]Device, error)
	// TurnDevice gives a device its next token if its digest is still d.Previous; Conflict otherwise.
	TurnDevice(ctx context.Context, d Device) error
	// DropDevice forgets one; NotFound when the employee has none of that id.
	DropDevice(ctx context.Context, tenant, employee, id domain.ID, deeds ...audit.Row) error
}
