package company

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// named are the fields every master has; the code is its name in the file.
func (r *reader) named(kind string, code, name *string) []field {
	return []field{
		{"code", true, func(v value) { *code = v.code(); r.define(kind, *code, v) }},
		{"name", true, into(name, value.name)},
	}
}

func (r *reader) department(v value) {
	var d Department
	v.fields(append(r.named(KindDepartment, &d.Code, &d.Name),
		field{"parent", false, func(v value) { d.Parent = r.refer(KindDepartment, v) }},
		field{"place", false, func(v value) { d.Place = v.number(0, MostPlaces) }},
		active(&d.Retired))...)
	r.file.Departments = append(r.file.Departments, d)
}

// MostPlaces is more than a department has below it.
const MostPlaces = 9999

// active reads whether a record is still offered.
func active(retired *bool) field {
	return field{"active", false, func(v value) { *retired = !v.truth() }}
}

// departmentLoops refuses a department that is its own ancestor.
func (r *reader) departmentLoops() {
	parents := map[string]string{}
	for _, d := range r.file.Departments {
		parents[d.Code] = d.Parent
	}
	for _, d := range r.file.Departments {
		above := d.Parent
		for range parents {
			if above == d.Code && above != "" {
				r.defined[KindDepartment][d.Code].wrong("the department %q is above itself", d.Code)
				break
			}
			above = parents[above]
		}
	}
}

func (r *reader) site(v value) {
	var s org.Site
	v.fields(append(r.named(KindSite, &s.Code, &s.Name),
		field{"methods", false, func(v value) { s.Methods = methods(v) }},
		active(&s.Retired))...)
	r.file.Sites = append(r.file.Sites, s)
}

// punchDoors are the methods a person or a site may be limited to.
var punchDoors = []string{
	string(domain.LINE), string(domain.Chatwork), string(domain.Slack), string(domain.Me), string(domain.Web),
	string(domain.Card), string(domain.Beacon),
}

func methods(v value) []domain.Door {
	var doors []domain.Door
	for _, name := range v.list(func(v value) string { return v.oneOf(punchDoors...) }) {
		doors = append(doors, domain.Door(name))
	}
	return doors
}

func (r *reader) group(v value) {
	g := closing.Group{Label: closing.ByClosing}
	v.fields(append(r.named(KindGroup, &g.Code, &g.Name),
		field{"day", true, func(v value) { g.Day = v.number(1, 31) }},
		field{"label", false, func(v value) {
			g.Label = closing.Label(v.oneOf(string(closing.ByClosing), string(closing.ByStart)))
		}},
		field{"agreement_month", false, func(v value) { g.Agreement = v.number(1, 12) }},
		field{"agreement_day", false, func(v value) { g.AgreementDay = v.number(1, closing.LastBeginning) }},
		active(&g.Retired))...)
	r.file.Groups = append(r.file.Groups, g)
}

// LatestEnd is the last time a pattern may end on its business date.
const LatestEnd calendar.Clock = 47*60 + 59

func (r *reader) pattern(v value) {
	var p worktime.Pattern
	known := len(r.problems)
	v.fields(append(append(r.named(KindPattern, &p.Code, &p.Name),
		field{"start", true, func(v value) { p.Start = v.clock(LatestEnd) }},
		field{"end", true, func(v value) { p.End = v.clock(LatestEnd) }},
		field{"breaks", false, func(v value) { p.Breaks = spans(v) }},
		active(&p.Retired),
		field{"boundary", false, func(v value) { c := v.clock(LastOfDay); p.Boundary = &c }}), patternMore(&p)...)...)
	if len(r.problems) == known {
		for _, err := range p.Check() {
			v.wrong("%s", err)
		}
	}
	r.file.Patterns = append(r.file.Patterns, p)
}

func spans(v value) []worktime.Span {
	var all []worktime.Span
	for _, item := range v.items() {
		ends := item.items()
		if len(ends) != 2 {
			item.wrong("must be two times, [\"12:00\", \"13:00\"]")
			continue
		}
		all = append(all, worktime.Span{From: ends[0].clock(LatestEnd), To: ends[1].clock(LatestEnd)})
	}
	return all
}

func rights() (names []string) {
	for _, r := range org.Rights {
		names = append(names, string(r))
	}
	return names
}

func (r *reader) permission(v value) {
	var p Permission
	v.fields(append(r.named(KindPermission, &p.Code, &p.Name),
		field{"departments", true, func(v value) {
			p.Departments = v.list(func(v value) string { return r.refer(KindDepartment, v) })
		}},
		field{"can", true, func(v value) {
			for _, right := range v.list(func(v value) string {
				return v.oneOf(rights()...)
			}) {
				p.Can = append(p.Can, org.Right(right))
			}
		}},
		active(&p.Retired))...)
	r.file.Permissions = append(r.file.Permissions, p)
}
