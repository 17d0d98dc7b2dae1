package company

import (
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// anEmployeeCode is the kind of record that is defined by a person's code.
const anEmployeeCode = "code of an employee"

// MostHours is the longest a request may wait before it is handed on: a month.
const MostHours = 31 * 24

// approval reads how requests are decided. Deputies are named by codes; the plan gives them their ids.
func (r *reader) approval(v value) org.Approval {
	var a org.Approval
	v.fields(
		field{"route", false, func(v value) {
			if v.oneOf("managers", string(org.ByAdmins)) == string(org.ByAdmins) {
				a.Route = org.ByAdmins
			}
		}},
		field{"escalate_hours", false, func(v value) { a.EscalateHours = v.number(0, MostHours) }},
		field{"deputies", false, each(func(v value) { a.Deputies = append(a.Deputies, r.deputy(v)) })},
		field{"approvers", false, each(func(v value) { a.Named = append(a.Named, r.approvers(v)) })},
		field{"auto", false, func(v value) { a.Auto = autoRule(v) }},
	)
	return a
}

func (r *reader) deputy(v value) org.Deputy {
	var d org.Deputy
	v.fields(
		field{"for", true, func(v value) { d.For = domain.ID(r.refer(anEmployeeCode, v)) }},
		field{"to", true, func(v value) { d.To = domain.ID(r.refer(anEmployeeCode, v)) }},
		field{"from", false, func(v value) { d.From = v.date() }},
		field{"until", false, func(v value) { d.Until = v.date() }},
	)
	switch {
	case d.For == d.To && d.For != "":
		v.wrong("nobody stands in for himself")
	case d.Until != "" && d.Until < d.From:
		v.wrong("until is before from")
	}
	return d
}

// autoRule reads which requests need nobody.
func autoRule(v value) *org.AutoRule {
	var rule org.AutoRule
	v.fields(
		field{"missing", true, func(v value) {
			rule.Missing = v.list(func(v value) string { return v.oneOf(string(worktime.In), string(worktime.Out)) })
		}},
		field{"within", false, func(v value) { rule.Within = v.number(0, 120) }},
		field{"before", false, func(v value) { rule.Before = v.clock(LastOfDay) }},
	)
	return &rule
}

// approvers reads who decides for a person, or for a department, instead of its managers.
func (r *reader) approvers(v value) org.Named {
	var n org.Named
	v.fields(
		field{"employee", false, func(v value) { n.Employee = domain.ID(r.refer(anEmployeeCode, v)) }},
		field{"department", false, func(v value) { n.Department = domain.ID(r.refer(KindDepartment, v)) }},
		field{"by", true, func(v value) {
			for _, code := range v.list(func(v value) string { return r.refer(anEmployeeCode, v) }) {
				n.By = append(n.By, domain.ID(code))
			}
			if len(n.By) == 0 {
				v.wrong("names nobody")
			}
		}},
	)
	switch {
	case (n.Employee == "") == (n.Department == ""):
		v.wrong("is for an employee or for a department, one of them")
	case slices.Contains(n.By, n.Employee):
		v.wrong("nobody decides about his own requests")
	}
	r.define("approvers of a person", string(n.Employee), v)
	r.define("approvers of a department", string(n.Department), v)
	return n
}

// approvers gives the people and departments of an approval their ids.
func (p *plan) approvers(a org.Approval) org.Approval {
	id := func(kind string) func(domain.ID) domain.ID {
		return func(code domain.ID) domain.ID { return p.id(kind, string(code)) }
	}
	return a.With(id(KindEmployee), id(KindDepartment))
}

// deciders refuses to name somebody who leads nobody. Invalid, Args why and code.
func (p *plan) deciders() error {
	a := p.next.Tenant.Approval
	if same(a.Named, p.old.Tenant.Approval.Named) {
		return nil // who leads nobody any more is passed over, and the page of the routes shows it
	}
	people := p.after().Employees
	for _, n := range a.Named {
		for _, e := range people {
			if slices.Contains(n.By, e.ID) && !e.Leads() {
				refused := domain.Refuse(domain.Invalid, "why", "leads_nobody", "code", e.Code)
				refused.Text = "company.approval.approvers: " + e.Code + " is neither a manager nor an administrator, and cannot decide. Nothing was changed"
				return refused
			}
		}
	}
	return nil
}
