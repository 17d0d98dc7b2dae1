package company

import (
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

// approvers gives deputies their ids.
func (p *plan) approvers(a org.Approval) org.Approval {
	var deputies []org.Deputy
	for _, d := range a.Deputies {
		d.For, d.To = p.id(KindEmployee, string(d.For)), p.id(KindEmployee, string(d.To))
		deputies = append(deputies, d)
	}
	a.Deputies = deputies
	return a
}
