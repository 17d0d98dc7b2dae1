package attendance

import (
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Change is one change of a punch's State, kept for ever (監査).
type Change struct {
	ID     domain.ID           `gorm:"column:id;primaryKey"`
	Tenant domain.ID           `gorm:"column:tenant_id"`
	Punch  domain.ID           `gorm:"column:punch_id"`
	From   worktime.PunchState `gorm:"column:from_state"`
	To     worktime.PunchState `gorm:"column:to_state"`
	By     domain.ID           `gorm:"column:by_id"` // empty: followed from another punch
	Door   domain.Door         `gorm:"column:door"`
	Ref    string              `gorm:"column:ref"` // the event that asked for it
	At     time.Time           `gorm:"column:at"`
}

// TableName is the table of changes; rows are only ever added.
func (Change) TableName() string { return "punch_change" }

// Witness is another door that saw the same punch: evidence, not a second punch (立会記録).
type Witness struct {
	ID         domain.ID   `gorm:"column:id;primaryKey"`
	Tenant     domain.ID   `gorm:"column:tenant_id"`
	Punch      domain.ID   `gorm:"column:punch_id"`
	Source     domain.Door `gorm:"column:source"`
	SourceRef  string      `gorm:"column:source_ref"` // unique with Tenant and Source
	At         time.Time   `gorm:"column:at"`
	ReceivedAt time.Time   `gorm:"column:received_at"`
}

// TableName is the table of witnesses.
func (Witness) TableName() string { return "punch_witness" }
