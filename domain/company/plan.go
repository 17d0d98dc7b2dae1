package company

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// plan is what applying a file will write.
type plan struct {
	old     Masters
	next    Masters
	changes Changes
	tools   Tools
	single  bool                            // single records are changed by hand
	from    calendar.Date                   // since when what has dates is to count; empty: from the beginning
	ids     map[string]map[string]domain.ID // by kind of record and code
	formers map[string]map[string]any       // the records as they were, likewise; made when they are first asked for
}

func newPlan(old Masters, tools Tools) *plan {
	p := &plan{old: old, tools: tools, ids: map[string]map[string]domain.ID{}}
	for _, d := range old.Departments {
		p.know(KindDepartment, d.Code, d.ID)
	}
	for _, s := range old.Sites {
		p.know(KindSite, s.Code, s.ID)
	}
	for _, g := range old.Groups {
		p.know(KindGroup, g.Code, g.ID)
	}
	for _, w := range old.Patterns {
		p.know(KindPattern, w.Code, w.ID)
	}
	for _, c := range old.Reasons {
		p.know(KindReason, c.Code, c.ID)
	}
	for _, g := range old.Permissions {
		p.know(KindPermission, g.Code, g.ID)
	}
	for _, c := range old.Channels {
		p.know(KindChannel, c.Key, c.ID)
	}
	for _, r := range old.Recorders {
		p.know(KindRecorder, r.Code, r.ID)
	}
	for _, e := range old.Employees {
		p.know(KindEmployee, e.Code, e.ID)
	}
	return p
}

func (p *plan) know(kind, code string, id domain.ID) {
	if p.ids[kind] == nil {
		p.ids[kind] = map[string]domain.ID{}
	}
	p.ids[kind][code] = id
}

// id is the id of a record, known or new. An empty code is no record.
func (p *plan) id(kind, code string) domain.ID {
	if code == "" {
		return ""
	}
	id, known := p.ids[kind][code]
	if !known {
		id = p.tools.NewID()
		p.know(kind, code, id)
	}
	return id
}

// plan fills next and changes. Ids are given on first mention, so records may name each other in any order.
func (p *plan) plan(f File) error {
	p.changes.Company = f.Tenant.Code
	p.from = f.Effective
	f.Tenant.Setup = p.old.Tenant.Setup // the console's own
	p.tenant(f.Tenant)
	if err := p.records(f); err != nil {
		return err
	}
	if err := p.deciders(); err != nil {
		return err
	}
	return p.headed()
}

// records plans everything but the company's own settings.
func (p *plan) records(f File) error {
	for _, step := range []func(File) error{
		p.departments, p.sites, p.groups, p.patterns, p.reasons, p.permissions, p.channels, p.recorders, p.employees, p.accounts,
	} {
		if err := step(f); err != nil {
			return err
		}
	}
	return p.moves()
}

func (p *plan) tenant(want org.Tenant) {
	count := Count{Kind: KindCompany}
	want.ID, want.CreatedAt, want.Revision = p.old.Tenant.ID, p.old.Tenant.CreatedAt, p.old.Tenant.Revision
	want.Approval = p.approvers(want.Approval)
	want.Holidays = p.old.Tenant.Holidays // the file has none: they are read from a list of their own
	if want.ID != "" {
		datedTenant.put(&want, &p.old.Tenant, p.from)
		p.untouched(KindCompany, want.Code, same(p.old.Tenant, want), datedTenant.later(p.old.Tenant, p.from))
	}
	switch {
	case want.ID == "":
		want.ID, want.CreatedAt = p.tools.NewID(), p.tools.Now
		count.Added = 1
	case same(p.old.Tenant, want):
		count.Unchanged = 1
	default:
		count.Changed = 1
	}
	p.next.Tenant = want
	p.changes.Counts = append(p.changes.Counts, count)
}

func (p *plan) departments(f File) (err error) {
	var want []org.Department
	for _, d := range f.Departments {
		want = append(want, org.Department{Code: d.Code, Name: d.Name, Parent: p.id(KindDepartment, d.Parent), Place: d.Place, Retired: d.Retired})
	}
	p.next.Departments, err = settle(p, "departments", p.old.Departments, want, func(d org.Department) string { return d.Code },
		func(d, _ *org.Department) error {
			d.ID, d.Tenant = p.id(KindDepartment, d.Code), p.next.Tenant.ID
			return nil
		})
	return err
}

func (p *plan) sites(f File) (err error) {
	p.next.Sites, err = settle(p, "sites", p.old.Sites, f.Sites, func(s org.Site) string { return s.Code },
		func(s, _ *org.Site) error { s.ID, s.Tenant = p.id(KindSite, s.Code), p.next.Tenant.ID; return nil })
	return err
}

func (p *plan) groups(f File) (err error) {
	p.next.Groups, err = settle(p, "closing groups", p.old.Groups, f.Groups, func(g closing.Group) string { return g.Code },
		func(g, old *closing.Group) error {
			g.ID, g.Tenant = p.id(KindGroup, g.Code), p.next.Tenant.ID
			datedGroup.put(g, renamed(old, *g), p.from)
			if old != nil {
				p.untouched(KindGroup, g.Code, same(*old, *g), datedGroup.later(*old, p.from))
			}
			var versions []closing.Group
			for _, v := range g.Versions {
				versions = append(versions, v.Group)
			}
			return follows(KindGroup+" "+g.Code, versions...)
		})
	return err
}

func (p *plan) patterns(f File) (err error) {
	p.next.Patterns, err = settle(p, "work patterns", p.old.Patterns, f.Patterns,
		func(w worktime.Pattern) string { return w.Code },
		func(w, old *worktime.Pattern) error {
			w.ID, w.Tenant = p.id(KindPattern, w.Code), p.next.Tenant.ID
			datedPattern.put(w, old, p.from)
			if old != nil {
				p.untouched(KindPattern, w.Code, same(*old, *w), datedPattern.later(*old, p.from))
			}
			return nil
		})
	return err
}

func (p *plan) reasons(f File) (err error) {
	p.next.Reasons, err = settle(p, "reason codes", p.old.Reasons, f.Reasons,
		func(c worktime.ReasonCode) string { return c.Code },
		func(c, _ *worktime.ReasonCode) error {
			c.ID, c.Tenant = p.id(KindReason, c.Code), p.next.Tenant.ID
			return nil
		})
	return err
}

func (p *plan) permissions(f File) (err error) {
	var want []org.PermissionGroup
	for _, g := range f.Permissions {
		w := org.PermissionGroup{Code: g.Code, Name: g.Name, Can: g.Can, Retired: g.Retired}
		for _, code := range g.Departments {
			w.Departments = append(w.Departments, p.id(KindDepartment, code))
		}
		want = append(want, w)
	}
	p.next.Permissions, err = settle(p, "permission groups", p.old.Permissions, want,
		func(g org.PermissionGroup) string { return g.Code },
		func(g, _ *org.PermissionGroup) error {
			g.ID, g.Tenant = p.id(KindPermission, g.Code), p.next.Tenant.ID
			return nil
		})
	return err
}
