package company

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
)

// LookAt tells what changing some records of a company would do, and does nothing. edit is given the company as it is and
// returns the records that are to be added or changed, as a company file would say them: Effective is since when what has
// versions is to count, and a Tenant without a code leaves the company's own settings alone. NotFound: there is no such
// company. Invalid with Args kind and code: a record names another that does not exist.
func LookAt(ctx context.Context, store Store, code string, tools Tools, edit func(Masters) (File, error)) (Prospect, error) {
	old, err := store.Masters(ctx, code)
	if err != nil {
		return Prospect{}, err
	}
	if old.Tenant.ID == "" {
		return Prospect{}, domain.Errorf(domain.NotFound, "no company %q", code)
	}
	f, err := edit(old)
	if err != nil {
		return Prospect{}, err
	}
	p := newPlan(old, tools)
	if err := p.edit(f); err != nil {
		return Prospect{}, err
	}
	p.details()
	p.next.Deeds = p.deeds()
	return Prospect{Changes: p.changes, Before: old, After: p.after(), save: p.next}, nil
}

func (p *plan) edit(f File) error {
	p.changes.Company, p.from, p.next.Tenant, p.single = p.old.Tenant.Code, f.Effective, p.old.Tenant, true
	if f.Tenant.Code != "" {
		p.tenant(f.Tenant)
	}
	if err := p.records(f); err != nil {
		return err
	}
	if err := p.dangling(); err != nil {
		return err
	}
	if err := p.deciders(); err != nil {
		return err
	}
	return p.guard()
}

// dangling refuses records that name another which is neither there nor among those to be added.
func (p *plan) dangling() error {
	known := newPlan(p.after(), p.tools).ids
	for kind, codes := range p.ids {
		for code := range codes {
			if _, ok := known[kind][code]; !ok {
				return domain.Refuse(domain.Invalid, "why", "unknown_record", "kind", kind, "code", code)
			}
		}
	}
	return nil
}

// Also adds a deed to those of the change: what it was part of. A change that changes nothing has none.
func (p *Prospect) Also(deed audit.Row) {
	if p.Any() {
		p.save.Deeds = append(p.save.Deeds, deed)
	}
}

// Save does what was looked at, in one transaction. Conflict: somebody else has changed the masters since.
func (p Prospect) Save(ctx context.Context, store Store) error {
	if !p.Any() {
		return nil
	}
	return store.Save(ctx, p.save)
}

// Print is a short digest of a record as it is kept: two that say the same have the same. A form carries that of the
// record it shows, so that a change made meanwhile is noticed.
func Print(record any) string {
	raw, err := json.Marshal(stored(record))
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:8])
}

// File is the company as a company file would say it of a date, without its people (People lists them).
func (m Masters) File(on calendar.Date) File {
	codes := newPlan(m, Tools{}).codes()
	f := File{Tenant: m.Tenant.On(on), Sites: m.Sites, Reasons: m.Reasons, Channels: m.Channels}
	f.Tenant.Versions = nil
	code := func(id domain.ID) domain.ID { return domain.ID(codes[id]) }
	f.Tenant.Approval = f.Tenant.Approval.With(code, code)
	for _, d := range m.Departments {
		f.Departments = append(f.Departments, Department{Code: d.Code, Name: d.Name, Parent: codes[d.Parent], Place: d.Place, Retired: d.Retired})
	}
	for _, g := range m.Groups {
		datedGroup.write(&g, datedGroup.on(g, on))
		g.Versions = nil
		f.Groups = append(f.Groups, g)
	}
	for _, w := range m.Patterns {
		w, _ = w.On(on)
		w.Versions = nil
		f.Patterns = append(f.Patterns, w)
	}
	for _, g := range m.Permissions {
		f.Permissions = append(f.Permissions, Permission{Code: g.Code, Name: g.Name, Departments: named(g.Departments, codes), Can: g.Can, Retired: g.Retired})
	}
	for _, r := range m.Recorders {
		f.Recorders = append(f.Recorders, Recorder{Recorder: r, Site: codes[r.Site], Departments: named(r.Departments, codes)})
	}
	return f
}

func named(ids []domain.ID, codes map[domain.ID]string) []string {
	var list []string
	for _, id := range ids {
		list = append(list, codes[id])
	}
	return list
}
