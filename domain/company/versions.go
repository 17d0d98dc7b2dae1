package company

import (
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/worktime"
)

// dated is how records of a kind keep their versions: V is what of a record T has dates.
type dated[T, V any] struct {
	versions func(*T) *[]V
	from     func(*V) *calendar.Date
	read     func(T) V
	write    func(*T, V)
}

var (
	datedTenant = dated[org.Tenant, org.RuleVersion]{
		func(t *org.Tenant) *[]org.RuleVersion { return &t.Versions },
		func(v *org.RuleVersion) *calendar.Date { return &v.From },
		func(t org.Tenant) org.RuleVersion { return org.RuleVersion{Boundary: t.Boundary, Rules: t.Rules} },
		func(t *org.Tenant, v org.RuleVersion) { t.Boundary, t.Rules = v.Boundary, v.Rules },
	}
	datedPattern = dated[worktime.Pattern, worktime.PatternVersion]{
		func(p *worktime.Pattern) *[]worktime.PatternVersion { return &p.Versions },
		func(v *worktime.PatternVersion) *calendar.Date { return &v.From },
		func(p worktime.Pattern) worktime.PatternVersion {
			p.ID, p.Tenant, p.Code, p.Name, p.Versions, p.Retired = "", "", "", "", nil, false
			return worktime.PatternVersion{Pattern: p}
		},
		func(p *worktime.Pattern, v worktime.PatternVersion) {
			v.ID, v.Tenant, v.Code, v.Name, v.Versions, v.Retired = p.ID, p.Tenant, p.Code, p.Name, p.Versions, p.Retired
			*p = v.Pattern
		},
	}
	datedGroup = dated[closing.Group, closing.Version]{
		func(g *closing.Group) *[]closing.Version { return &g.Versions },
		func(v *closing.Version) *calendar.Date { return &v.From },
		func(g closing.Group) closing.Version {
			g.Versions = nil
			return closing.Version{Group: g}
		},
		func(g *closing.Group, v closing.Version) { g.Day, g.Label = v.Day, v.Label },
	}
	datedPerson = dated[org.Employee, org.Assignment]{
		func(e *org.Employee) *[]org.Assignment { return &e.Versions },
		func(v *org.Assignment) *calendar.Date { return &v.From },
		org.Employee.Assigned,
		(*org.Employee).Assign,
	}
)

// of are all the versions of a record, oldest first; at least one.
func (d dated[T, V]) of(record T) []V {
	if all := *d.versions(&record); len(all) > 0 {
		return slices.Clone(all)
	}
	return []V{d.read(record)}
}

// put makes what want says count from a date on, among the versions the record had. The version that begins on that
// date is replaced; those after it stay. Versions that say the same become one. A record that is new has no before.
func (d dated[T, V]) put(want, old *T, from calendar.Date) {
	if old == nil {
		return
	}
	all, next := d.of(*old), d.read(*want)
	*d.from(&next) = from
	switch i := org.InForce(all, func(v V) calendar.Date { return *d.from(&v) }, from); {
	case *d.from(&all[i]) == from:
		all[i] = next
	default:
		all = slices.Insert(all, i+1, next)
	}
	all = slices.CompactFunc(all, func(before, after V) bool {
		*d.from(&after) = *d.from(&before)
		return same(before, after)
	})
	d.write(want, all[0])
	if *d.versions(want) = all; len(all) == 1 {
		*d.versions(want) = nil
	}
}

// later are the dates from which versions count that a change from a date on does not touch.
func (d dated[T, V]) later(record T, from calendar.Date) []calendar.Date {
	var dates []calendar.Date
	for _, v := range d.of(record) {
		if date := *d.from(&v); date > from {
			dates = append(dates, date)
		}
	}
	return dates
}

// undated gives a group what has no dates: its present name, the beginning of its agreement's year and months, and whether
// it is still offered.
func undated(g *closing.Group, now closing.Group) {
	g.Name, g.Agreement, g.AgreementDay, g.Retired = now.Name, now.Agreement, now.AgreementDay, now.Retired
}

// renamed gives every version of a group what has no dates.
func renamed(g *closing.Group, now closing.Group) *closing.Group {
	if g == nil {
		return nil
	}
	other := *g
	other.Versions = slices.Clone(g.Versions)
	undated(&other, now)
	for i := range other.Versions {
		undated(&other.Versions[i].Group, now)
	}
	return &other
}

// follows refuses versions of closing that would leave a period empty or name two alike.
func follows(what string, groups ...closing.Group) error {
	for i := 1; i < len(groups); i++ {
		if !groups[i].Follows(groups[i-1]) {
			return domain.Errorf(domain.Invalid, "%s: closing by its own month and by the month before cannot follow each other from a date on; "+
				"give both the same label, or change it without a date", what)
		}
	}
	return nil
}

// moves checks that everybody's closing groups can follow each other.
func (p *plan) moves() error {
	next := p.after()
	for _, e := range next.Employees {
		if err := moving(e, next.Groups); err != nil {
			return err
		}
	}
	return nil
}

// moving checks that one person's closing groups can follow each other.
func moving(e org.Employee, all []closing.Group) error {
	var groups []closing.Group
	for _, a := range e.Versions {
		group := closing.Calendar(e.Tenant)
		if i := slices.IndexFunc(all, func(g closing.Group) bool { return g.ID == a.ClosingGroup }); i >= 0 {
			group = all[i]
		}
		groups = append(groups, group)
	}
	return follows("employee "+e.Code, groups...)
}

// after is the company as it will be.
func (p *plan) after() Masters {
	m := p.old
	m.Tenant = p.next.Tenant
	m.Departments = over(m.Departments, p.next.Departments, func(r org.Department) domain.ID { return r.ID })
	m.Sites = over(m.Sites, p.next.Sites, func(r org.Site) domain.ID { return r.ID })
	m.Reasons = over(m.Reasons, p.next.Reasons, func(r worktime.ReasonCode) domain.ID { return r.ID })
	m.Permissions = over(m.Permissions, p.next.Permissions, func(r org.PermissionGroup) domain.ID { return r.ID })
	m.Channels = over(m.Channels, p.next.Channels, func(r org.Channel) domain.ID { return r.ID })
	m.Recorders = over(m.Recorders, p.next.Recorders, func(r terminal.Recorder) domain.ID { return r.ID })
	m.Groups = over(m.Groups, p.next.Groups, func(r closing.Group) domain.ID { return r.ID })
	m.Patterns = over(m.Patterns, p.next.Patterns, func(r worktime.Pattern) domain.ID { return r.ID })
	m.Employees = over(m.Employees, p.next.Employees, func(r org.Employee) domain.ID { return r.ID })
	return m
}

// over lays changed records over the old ones.
func over[T any](olds, changed []T, id func(T) domain.ID) []T {
	all, at := slices.Clone(olds), make(map[domain.ID]int, len(olds))
	for i, o := range olds {
		at[id(o)] = i
	}
	for _, c := range changed {
		if i, known := at[id(c)]; known {
			all[i] = c
		} else {
			all = append(all, c)
		}
	}
	return all
}
