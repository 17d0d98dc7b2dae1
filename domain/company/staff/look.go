package staff

import (
	"context"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
)

// Options are how a list is to be taken.
type Options struct {
	From        calendar.Date // since when departments, groups and patterns count; empty: the company's today
	Lines       Pick          // empty: all
	OnlyGood    bool          // leave wrong lines out instead of doing nothing
	EmptyClears bool          // an empty cell clears, where clearing is possible
}

// Prospect is what a list would do.
type Prospect struct {
	Report
	masters  company.Prospect
	onlyGood bool
}

// Look tells what a list would do, and does nothing. NotFound: there is no such company. Invalid: none of the lines is
// there.
func Look(ctx context.Context, store company.Store, code string, t Table, o Options, tools company.Tools) (Prospect, error) {
	p := Prospect{onlyGood: o.OnlyGood, Report: Report{Table: t.Name, SHA256: t.SHA256, Ignored: t.Ignored, Unkept: t.Unkept}}
	tools.Reason = strings.TrimSpace(tools.Reason + " (" + t.Name + ", sha256 " + t.SHA256 + ")")
	var err error
	p.masters, err = company.LookAt(ctx, store, code, tools, func(m company.Masters) (company.File, error) {
		if p.From = o.From; p.From == "" {
			p.From = m.Tenant.DateAt(tools.Now)
		}
		f := company.File{Effective: p.From}
		b := newBook(m, p.From)
		for _, r := range t.rows {
			b.meet(r)
			if !o.Lines.Has(r.line) {
				continue
			}
			line, person := b.line(r, o.EmptyClears)
			p.Lines = append(p.Lines, line)
			if line.State == New || line.State == Changed {
				f.Employees = append(f.Employees, person)
			}
		}
		if len(p.Lines) == 0 && len(o.Lines) > 0 {
			return f, domain.Errorf(domain.Invalid, "%s has no line %s", t.Name, o.Lines)
		}
		p.Absent = b.missing()
		return f, nil
	})
	p.Notes = p.masters.Notes
	p.masters.Also(audit.Row{ID: tools.NewID(), Tenant: p.masters.Before.Tenant.ID, At: tools.Now, By: tools.Actor.Employee, Door: tools.Actor.Door, Act: audit.Imported,
		Why: tools.Reason, After: audit.State{List: &audit.List{Name: t.Name, SHA256: t.SHA256, New: p.Count(New), Changed: p.Count(Changed),
			Unchanged: p.Count(Unchanged), Wrong: p.Count(Wrong)}}})
	return p, err
}

// Apply does what was looked at, in one transaction. Invalid: lines are wrong and were not to be left out, nothing is
// done. Conflict: the masters were changed since.
func (p Prospect) Apply(ctx context.Context, store company.Store) error {
	if n := p.Count(Wrong); n > 0 && !p.onlyGood {
		return domain.Errorf(domain.Invalid, "%d of the lines are wrong; nobody was changed", n)
	}
	return p.masters.Save(ctx, store)
}
