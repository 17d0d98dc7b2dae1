package worktime

import "github.com/dakoku/dakoku/domain"

// ReasonCode is a phrase from the company's master that explains a day (事由); at most two a day.
type ReasonCode struct {
	ID     domain.ID `gorm:"column:id;primaryKey"`
	Tenant domain.ID `gorm:"column:tenant_id"`
	Code   string    `gorm:"column:code"`
	Name   string    `gorm:"column:name"`
	Means  Meaning   `gorm:"column:meaning;serializer:json"`
}

// TableName is the table of reason codes.
func (ReasonCode) TableName() string { return "reason_code" }
