package masters

import (
	"maps"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// roundings are how copies of punches and totals of a month are rounded (丸め).
func roundings() section {
	var fields []desk.Field[org.Tenant]
	punches := func(r *org.Rounding) *map[string]org.Step { return &r.Punches }
	months := func(r *org.Rounding) *map[string]org.Step { return &r.Month }
	for _, kind := range worktime.Kinds {
		to := []org.RoundTo{"", org.Earlier, org.Later, org.Nearest}
		if kind == worktime.In {
			to = append(to, org.ToStart)
		}
		s := step{string(kind), punches}
		one := []desk.Field[org.Tenant]{s.to("masters.rounding.to", to...), s.minutes(), s.threshold(), s.base()}
		one[0].Group, one[0].Input.Folded = "group_"+string(kind), true
		fields = append(fields, one...)
	}
	for _, class := range classes {
		s := step{"month_" + class, months}
		one := []desk.Field[org.Tenant]{s.to("masters.rounding.total", "", org.HalfHour, org.Earlier, org.Later, org.Nearest), s.minutes()}
		one[0].Group, one[0].Input.Folded = "group_month_"+class, true
		fields = append(fields, one...)
	}
	return rules{
		name: "rounding", dated: true, form: desk.Form[org.Tenant]{Key: "masters.rounding", Fields: fields}, check: steps,
		extra: func(v *shell.Visit, _ company.Masters, f *Form) {
			f.Notes = []string{v.T("masters.rounding.note"), v.T("masters.rounding.month_note")}
			f.Links = []ui.Link{{Path: lintPath, Label: v.T("masters.rounding.lint")}}
		},
		said: func(v *shell.Visit, t org.Tenant) string {
			if n := len(t.Rules.Rounding.Punches) + len(t.Rules.Rounding.Month); n > 0 {
				return v.T("masters.rounding.some", "count", n)
			}
			return v.T("masters.rounding.none")
		},
	}
}

// classes are worktime.RoundingClasses in the order people think of them.
var classes = []string{"overtime", "holiday", "night", "worked", "outing", "late"}

// lintPath is where rounding is tried on the months of before.
const lintPath = desk.Records + "/lint"

// step is one rule of rounding and the map it stands in.
type step struct {
	name string
	of   func(*org.Rounding) *map[string]org.Step
}

// key is its name in the map.
func (s step) key() string {
	if len(s.name) > 6 && s.name[:6] == "month_" {
		return s.name[6:]
	}
	return s.name
}

func (s step) get(t org.Tenant) org.Step { return (*s.of(&t.Rules.Rounding))[s.key()] }

// set changes the rule in a copy of the map, which others hold too. A rule without a direction is none.
func (s step) set(t *org.Tenant, change func(*org.Step)) {
	at := s.of(&t.Rules.Rounding)
	all := maps.Clone(*at)
	if all == nil {
		all = map[string]org.Step{}
	}
	rule := all[s.key()]
	change(&rule)
	if all[s.key()] = rule; rule == (org.Step{}) {
		delete(all, s.key())
	}
	*at = all
}

func (s step) to(words string, options ...org.RoundTo) desk.Field[org.Tenant] {
	return desk.Field[org.Tenant]{Name: s.name + "_to", Options: desk.Words(words, options...),
		Get: func(t org.Tenant) []string { return desk.Lines([]string{string(s.get(t).To)}) },
		Set: func(t *org.Tenant, values []string) error {
			s.set(t, func(rule *org.Step) { rule.To = org.RoundTo(desk.First(values)) })
			return nil
		}}
}

// number is a part of a rule that is a number; without a direction it is none.
func (s step) number(part string, at func(*org.Step) *int) desk.Field[org.Tenant] {
	return desk.Field[org.Tenant]{Name: s.name + "_" + part, Input: ui.Field{Mode: "numeric", Max: 3},
		Get: func(t org.Tenant) []string {
			rule := s.get(t)
			if *at(&rule) == 0 {
				return nil
			}
			return []string{strconv.Itoa(*at(&rule))}
		},
		Set: func(t *org.Tenant, values []string) error {
			text, n := desk.Digits(desk.First(values)), 0
			var err error
			if text != "" {
				if n, err = strconv.Atoi(text); err != nil || n < 1 || n > 60 {
					return domain.Refuse(domain.Invalid, "why", "number", "least", 1, "most", 60)
				}
			}
			s.set(t, func(rule *org.Step) {
				if *at(rule) = n; rule.To == "" {
					*at(rule) = 0
				}
			})
			return nil
		}}
}

func (s step) minutes() desk.Field[org.Tenant] {
	return s.number("minutes", func(r *org.Step) *int { return &r.Minutes })
}

func (s step) threshold() desk.Field[org.Tenant] {
	return s.number("threshold", func(r *org.Step) *int { return &r.Threshold })
}

func (s step) base() desk.Field[org.Tenant] {
	return desk.Field[org.Tenant]{Name: s.name + "_base", Input: ui.Field{Max: 5},
		Get: func(t org.Tenant) []string {
			if s.get(t).Base == 0 {
				return nil
			}
			return []string{s.get(t).Base.String()}
		},
		Set: func(t *org.Tenant, values []string) error {
			var base calendar.Clock
			if text := desk.First(values); text != "" {
				var err error
				if base, err = desk.Clock(text, company.LastOfDay); err != nil {
					return err
				}
			}
			s.set(t, func(rule *org.Step) {
				if rule.Base = base; rule.To == "" {
					rule.Base = 0
				}
			})
			return nil
		}}
}

// steps are checked as the company file checks them.
func steps(_ company.File, t org.Tenant) error {
	for kind, rule := range t.Rules.Rounding.Punches {
		if why := rule.Wrong(kind == string(worktime.In)); why != "" {
			return domain.Refuse(domain.Invalid, "field", kind+"_minutes", "why", why)
		}
	}
	for class, rule := range t.Rules.Rounding.Month {
		if why := rule.WrongOfMonth(); why != "" {
			return domain.Refuse(domain.Invalid, "field", "month_"+class+"_minutes", "why", why)
		}
	}
	return nil
}
