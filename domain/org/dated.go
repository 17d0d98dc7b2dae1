package org

import (
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// RuleVersion is a company's rules of punches and hours from a business date on (適用開始日). What else a company has, its
// time zone among it, counts from the moment it is changed.
type RuleVersion struct {
	From     calendar.Date  `json:"from,omitempty"` // empty: from the beginning
	Boundary calendar.Clock `json:"boundary"`
	Rules    Rules          `json:"rules"`
}

// Assignment is where a person works, and by which master, from a business date on (異動).
type Assignment struct {
	From         calendar.Date `json:"from,omitempty"` // empty: from the beginning
	Department   domain.ID     `json:"department,omitempty"`
	Site         domain.ID     `json:"site,omitempty"`
	ClosingGroup domain.ID     `json:"closing_group,omitempty"`
	WorkPattern  domain.ID     `json:"work_pattern,omitempty"`

	Supervisor       bool `json:"supervisor,omitempty"`
	OutsideAgreement bool `json:"outside_agreement,omitempty"`
}

// InForce is the place of the version that counts on a date, of versions oldest first; -1: there are none.
func InForce[T any](versions []T, from func(T) calendar.Date, date calendar.Date) int {
	for i := len(versions) - 1; i > 0; i-- {
		if from(versions[i]) <= date {
			return i
		}
	}
	return min(0, len(versions)-1)
}

// On is the company with the rules of a date.
func (t Tenant) On(date calendar.Date) Tenant {
	if i := InForce(t.Versions, func(v RuleVersion) calendar.Date { return v.From }, date); i >= 0 {
		t.Boundary, t.Rules = t.Versions[i].Boundary, t.Versions[i].Rules
	}
	return t
}

// Since is when the rules of a date began to count; empty: from the beginning.
func (t Tenant) Since(date calendar.Date) calendar.Date {
	if i := InForce(t.Versions, func(v RuleVersion) calendar.Date { return v.From }, date); i >= 0 {
		return t.Versions[i].From
	}
	return ""
}

// DateAt is the business date of an instant by the company's own boundary.
func (t Tenant) DateAt(at time.Time) calendar.Date {
	zone := t.Zone()
	return calendar.BusinessDate(at, zone, t.On(calendar.DateOf(at.In(zone))).Boundary)
}

// On is the person as he is assigned on a date. Who left is active for one more day, on which a last night ends.
func (e Employee) On(date calendar.Date) Employee {
	if i := InForce(e.Versions, func(v Assignment) calendar.Date { return v.From }, date); i >= 0 {
		e.Assign(e.Versions[i])
	}
	e.Active = e.Active && (e.Left == "" || date <= e.Left.Add(1))
	return e
}

// Assign puts the person where an assignment says.
func (e *Employee) Assign(a Assignment) {
	e.Department, e.Site, e.ClosingGroup, e.WorkPattern = a.Department, a.Site, a.ClosingGroup, a.WorkPattern
	e.Supervisor, e.OutsideAgreement = a.Supervisor, a.OutsideAgreement
}

// Assigned is where the person is as his fields say, whatever the date.
func (e Employee) Assigned() Assignment {
	return Assignment{Department: e.Department, Site: e.Site, ClosingGroup: e.ClosingGroup, WorkPattern: e.WorkPattern,
		Supervisor: e.Supervisor, OutsideAgreement: e.OutsideAgreement}
}

// Unbounded tells whether the limits of the overtime agreement (36協定) are not his.
func (e Employee) Unbounded() bool { return e.Supervisor || e.OutsideAgreement }

// Assignments are all the person ever was and will be, oldest first; at least one.
func (e Employee) Assignments() []Assignment {
	if len(e.Versions) > 0 {
		return e.Versions
	}
	return []Assignment{e.Assigned()}
}
