// Package org is who there is: companies, their people, departments and sites, the chat channels they use
// and which chat account is whose. It knows no punch and no platform's protocol.
package org

import (
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Workflow says who may change a record (ワークフロー).
type Workflow string

// The settings of Workflow.
const (
	WorkflowOn     Workflow = "on"
	WorkflowOff    Workflow = "off"
	WorkflowAdmins Workflow = "admins"
)

// Tenant is one company under contract (契約企業) and its settings.
type Tenant struct {
	ID        domain.ID      `gorm:"column:id;primaryKey"`
	Code      string         `gorm:"column:code"`
	Name      string         `gorm:"column:name"`
	Timezone  string         `gorm:"column:timezone"`
	Boundary  calendar.Clock `gorm:"column:boundary"` // minutes from midnight
	Workflow  Workflow       `gorm:"column:workflow"`
	Greetings bool           `gorm:"column:greetings"`
	Words     Words          `gorm:"column:words;serializer:json"`
	Rules     Rules          `gorm:"column:rules;serializer:json"`
	CreatedAt time.Time      `gorm:"column:created_at"`
}

// TableName is the table of tenants.
func (Tenant) TableName() string { return "tenant" }

// Zone is the tenant's time zone; a name that is not known falls back to Asia/Tokyo (the company file refuses one).
func (t Tenant) Zone() *time.Location { return zone(t.Timezone) }

// Words are the chat words a company added to the built-in ones, by punch kind (打刻ワード).
type Words map[string][]string

// Rules are the settings of the company file that later calculations read; kept as they were given.
type Rules struct {
	WeekStart     string         `json:"week_start,omitempty"`
	Rounding      map[string]any `json:"rounding,omitempty"`
	AutoBreak     []AutoBreak    `json:"auto_break,omitempty"`
	OutingCounted bool           `json:"outing_counted,omitempty"` // true: outings stay working time
	Calendar      CalendarRules  `json:"calendar"`
}

// AutoBreak takes Minutes off a day that is longer than Over minutes.
type AutoBreak struct {
	Over    int `json:"over"`
	Minutes int `json:"minutes"`
}

// CalendarRules say which days are not worked.
type CalendarRules struct {
	Statutory  []string      `json:"statutory,omitempty"`
	Prescribed []string      `json:"prescribed,omitempty"`
	Days       []CalendarDay `json:"days,omitempty"`
}

// CalendarDay is a single named exception of the calendar.
type CalendarDay struct {
	Date calendar.Date `json:"date"`
	Kind string        `json:"kind"` // work, prescribed or statutory
	Name string        `json:"name,omitempty"`
}
