// Package org is who there is: companies, their people, departments and sites, the chat channels they use
// and which chat account is whose. It knows no punch and no platform's protocol.
package org

import (
	"slices"
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

// Tenant is one company under contract (契約企業) and its settings. Read from the store it is as of today.
type Tenant struct {
	ID        domain.ID      `gorm:"column:id;primaryKey"`
	Code      string         `gorm:"column:code"`
	Name      string         `gorm:"column:name"`
	Timezone  string         `gorm:"column:timezone"`
	Boundary  calendar.Clock `gorm:"column:boundary"` // minutes from midnight
	Workflow  Workflow       `gorm:"column:workflow"`
	Approval  Approval       `gorm:"column:approval;serializer:json"`
	Greetings bool           `gorm:"column:greetings"`
	Words     Words          `gorm:"column:words;serializer:json"`
	Rules     Rules          `gorm:"column:rules;serializer:json"`
	Versions  []RuleVersion  `gorm:"column:versions;serializer:json"` // of Boundary and Rules, all, oldest first; empty: always so
	Holidays  Holidays       `gorm:"column:holidays;serializer:json"`
	Access    Access         `gorm:"column:access;serializer:json"`
	Setup     Setup          `gorm:"column:setup;serializer:json"`
	Revision  int            `gorm:"column:revision"` // how often its masters were changed
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
	WeekStart     string        `json:"week_start,omitempty"`
	Rounding      Rounding      `json:"rounding,omitzero"`
	AutoBreak     []AutoBreak   `json:"auto_break,omitempty"`
	OutingCounted bool          `json:"outing_counted,omitempty"` // true: outings stay working time
	Calendar      CalendarRules `json:"calendar"`
	Interval      Interval      `json:"interval,omitzero"`
	Reminders     Reminders     `json:"reminders,omitzero"`
}

// Interval is the rest a company wants between two days' work (勤務間インターバル); the zero Interval is the usual one.
type Interval struct {
	Hours     int `json:"hours,omitempty"`
	Tolerance int `json:"tolerance,omitempty"` // minutes less of which nobody is told
}

// Rounding says how copies of punches, by kind, and totals of a month, by class, are rounded (丸め). Default: nothing is.
type Rounding struct {
	Punches map[string]Step `json:"punches,omitempty"`
	Month   map[string]Step `json:"month,omitempty"`
}

// RoundTo is the direction of a step.
type RoundTo string

// The directions. Earlier and later are of the clock; for a total they mean less and more.
const (
	Earlier  RoundTo = "earlier"
	Later    RoundTo = "later"
	Nearest  RoundTo = "nearest"
	ToStart  RoundTo = "start"     // an in before the start of the schedule becomes the start
	HalfHour RoundTo = "statutory" // of a month: under 30 minutes down, from 30 up to the hour (昭63.3.14 基発150号)
)

// Step is one rounding rule.
type Step struct {
	To        RoundTo        `json:"to"`
	Minutes   int            `json:"minutes,omitempty"`
	Base      calendar.Clock `json:"base,omitempty"`      // a time the steps are counted from; 0: the full hour
	Threshold int            `json:"threshold,omitempty"` // nearest: minutes from which it goes later; 0: the half
}

// AutoBreak takes Minutes off a stretch of work longer than Over minutes.
type AutoBreak struct {
	Over    int  `json:"over"`
	Minutes int  `json:"minutes"`
	Elapsed bool `json:"elapsed,omitempty"` // Over is measured from in to out instead of on working time
}

// CalendarRules say which days are not worked.
type CalendarRules struct {
	Statutory  []string      `json:"statutory,omitempty"`
	Prescribed []string      `json:"prescribed,omitempty"`
	Days       []CalendarDay `json:"days,omitempty"`
}

// Holidays is where a list of national holidays (国民の祝日) that was read in differs from the computed ones
// (calendar.National). It wins over them; the days of a company's calendar win over both.
type Holidays struct {
	Added   []calendar.Date `json:"added,omitempty"`
	Removed []calendar.Date `json:"removed,omitempty"`
	// First and Last are the years the list told; of others nothing is known but the rule. 0: none was read.
	First int `json:"first,omitempty"`
	Last  int `json:"last,omitempty"`
}

// National tells whether a date is a national holiday.
func (h Holidays) National(date calendar.Date) bool {
	switch {
	case slices.Contains(h.Added, date):
		return true
	case slices.Contains(h.Removed, date):
		return false
	}
	return calendar.National(date)
}

// Between is what it says of the days from..to.
func (h Holidays) Between(from, to calendar.Date) Holidays {
	near := func(list []calendar.Date) (kept []calendar.Date) {
		for _, d := range list {
			if from <= d && d <= to {
				kept = append(kept, d)
			}
		}
		return kept
	}
	return Holidays{Added: near(h.Added), Removed: near(h.Removed)}
}

// CalendarDay is a single named exception of the calendar.
type CalendarDay struct {
	Date calendar.Date `json:"date"`
	Kind string        `json:"kind"` // work, prescribed or statutory
	Name string        `json:"name,omitempty"`
}
