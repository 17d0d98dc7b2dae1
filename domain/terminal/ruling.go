package terminal

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
)

// Verdict of a person about an event that is held.
const (
	Taken  = "accepted"  // it was asked for as a correction
	Thrown = "dismissed" // it shall not count
)

// Ruling is what somebody decided about an event that is held (保留の処理), once for ever.
type Ruling struct {
	Event   domain.ID `gorm:"column:event_id;primaryKey"`
	Tenant  domain.ID `gorm:"column:tenant_id"`
	Verdict string    `gorm:"column:verdict"`
	By      domain.ID `gorm:"column:by_id"`
	At      time.Time `gorm:"column:at"`
	Why     string    `gorm:"column:why"`
	Number  int       `gorm:"column:number"` // of the request; 0 while it is being asked for
}

// TableName is the table of rulings.
func (Ruling) TableName() string { return "device_ruling" }

// Judged is a held event with what was decided about it.
type Judged struct {
	DeviceEvent
	Ruling *Ruling // nil: nothing yet
}

// Rulings keeps what is decided about held events.
type Rulings interface {
	// Held lists a company's held events of a page, the newest first, and how many there are; open narrows it to those
	// nobody has decided about. Pages count from 1.
	Held(ctx context.Context, tenant domain.ID, open bool, page, size int) ([]Judged, int, error)
	// HeldEvent finds one; NotFound for another tenant's, and for one that is not held.
	HeldEvent(ctx context.Context, tenant, id domain.ID) (Judged, error)
	// Rule writes a decision and its deeds in one commit. Conflict: there is one already.
	Rule(ctx context.Context, r Ruling, deeds ...audit.Row) error
	// Numbered notes the request that an accepted event became, with its deed.
	Numbered(ctx context.Context, tenant, event domain.ID, number int, deed audit.Row) error
	// Unrule takes back an acceptance that became no request.
	Unrule(ctx context.Context, tenant, event domain.ID) error
}
