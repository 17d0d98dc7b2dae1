package company

import (
	"maps"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/worktime"
)

// details compares what is to be written with what is there.
func (p *plan) details() {
	if p.old.Tenant.ID == "" { // everything of a new company is new
		p.changes.Details = []Detail{{Kind: KindCompany, Code: p.next.Tenant.Code}}
		return
	}
	t := teller{p, p.codes()}
	tell(t, KindCompany, one(p.old.Tenant), p.changed(), datedTenant.dates, func(r org.Tenant, d calendar.Date) (org.Tenant, string, domain.ID) {
		return r.On(d), r.Code, r.ID
	})
	tell(t, KindDepartment, p.old.Departments, p.next.Departments, nil, func(r org.Department, _ calendar.Date) (org.Department, string, domain.ID) {
		return r, r.Code, r.ID
	})
	tell(t, KindSite, p.old.Sites, p.next.Sites, nil, func(r org.Site, _ calendar.Date) (org.Site, string, domain.ID) { return r, r.Code, r.ID })
	tell(t, KindGroup, p.old.Groups, p.next.Groups, datedGroup.dates, func(r closing.Group, d calendar.Date) (closing.Group, string, domain.ID) {
		datedGroup.write(&r, datedGroup.on(r, d))
		return r, r.Code, r.ID
	})
	tell(t, KindPattern, p.old.Patterns, p.next.Patterns, datedPattern.dates, func(r worktime.Pattern, d calendar.Date) (worktime.Pattern, string, domain.ID) {
		r, _ = r.On(d)
		return r, r.Code, r.ID
	})
	tell(t, KindReason, p.old.Reasons, p.next.Reasons, nil, func(r worktime.ReasonCode, _ calendar.Date) (worktime.ReasonCode, string, domain.ID) {
		return r, r.Code, r.ID
	})
	tell(t, KindPermission, p.old.Permissions, p.next.Permissions, nil, func(r org.PermissionGroup, _ calendar.Date) (org.PermissionGroup, string, domain.ID) {
		return r, r.Code, r.ID
	})
	tell(t, KindChannel, p.old.Channels, p.next.Channels, nil, func(r org.Channel, _ calendar.Date) (org.Channel, string, domain.ID) { return r, r.Key, r.ID })
	tell(t, KindRecorder, p.old.Recorders, p.next.Recorders, nil, func(r terminal.Recorder, _ calendar.Date) (terminal.Recorder, string, domain.ID) {
		return r, r.Code, r.ID
	})
	tell(t, KindEmployee, p.old.Employees, p.next.Employees, datedPerson.dates, func(r org.Employee, d calendar.Date) (org.Employee, string, domain.ID) {
		datedPerson.write(&r, datedPerson.on(r, d))
		return r, r.Code, r.ID
	})
}

func one[T any](record T) []T { return []T{record} }

// changed is the company's own record if it changes.
func (p *plan) changed() []org.Tenant {
	if same(p.old.Tenant, p.next.Tenant) {
		return nil
	}
	return one(p.next.Tenant)
}

// codes are the codes of records by their ids.
func (p *plan) codes() map[domain.ID]string {
	codes := map[domain.ID]string{}
	for _, kind := range p.ids {
		for code, id := range kind {
			codes[id] = code
		}
	}
	return codes
}

// dates are those from which a record has a version; the first is the beginning.
func (d dated[T, V]) dates(record T) []calendar.Date {
	var list []calendar.Date
	for _, v := range d.of(record) {
		list = append(list, *d.from(&v))
	}
	return list
}

// on is the version that counts on a date.
func (d dated[T, V]) on(record T, date calendar.Date) V {
	all := d.of(record)
	return all[org.InForce(all, func(v V) calendar.Date { return *d.from(&v) }, date)]
}

// teller notes what changes in records, which it names by their codes.
type teller struct {
	*plan
	codes map[domain.ID]string
}

// tell notes what changes in the records of one kind, date by date: what each is on a date, before and after. dates is
// nil where a kind has no versions.
func tell[T any](t teller, kind string, olds, changed []T, dates func(T) []calendar.Date, on func(T, calendar.Date) (T, string, domain.ID)) {
	before := map[domain.ID]T{}
	for _, o := range olds {
		_, _, id := on(o, "")
		before[id] = o
	}
	for _, c := range changed {
		_, code, id := on(c, "")
		old, known := before[id]
		if !known {
			t.changes.Details = append(t.changes.Details, Detail{Kind: kind, Code: code})
			continue
		}
		when := []calendar.Date{""}
		if dates != nil {
			when = slices.Concat(dates(old), dates(c))
			slices.Sort(when)
		}
		last := map[string][2]string{}
		for _, date := range slices.Compact(when) {
			was, _, _ := on(old, date)
			is, _, _ := on(c, date)
			now := differing(facts(was, t.codes), facts(is, t.codes))
			for _, field := range slices.Sorted(maps.Keys(now)) {
				if last[field] != now[field] {
					t.changes.Details = append(t.changes.Details, Detail{kind, code, field, date, now[field][0], now[field][1]}.discreet())
				}
			}
			last = now
		}
	}
}

// differing are the fields of two records that are not the same, with both.
func differing(was, is map[string]string) map[string][2]string {
	list := map[string][2]string{}
	for _, fields := range []map[string]string{was, is} {
		for field := range fields {
			if was[field] != is[field] {
				list[field] = [2]string{was[field], is[field]}
			}
		}
	}
	return list
}
