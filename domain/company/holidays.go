package company

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// computedSince is the first year the computed holidays are of: the law as it has been since 2016.
const computedSince = 2016

// HolidaysOf is where a list of national holidays differs from the computed ones, from 2016 on.
func HolidaysOf(list []calendar.ListedHoliday) org.Holidays {
	var h org.Holidays
	listed := map[calendar.Date]bool{}
	for _, l := range list {
		if year := l.Date.Year(); year >= computedSince {
			listed[l.Date] = true
			if h.First == 0 || year < h.First {
				h.First = year
			}
			h.Last = max(h.Last, year)
		}
	}
	if h.Last == 0 {
		return h
	}
	for d := calendar.NewDate(h.First, 1, 1); d.Year() <= h.Last; d = d.Add(1) {
		switch {
		case listed[d] && !calendar.National(d):
			h.Added = append(h.Added, d)
		case !listed[d] && calendar.National(d):
			h.Removed = append(h.Removed, d)
		}
	}
	return h
}

// SetHolidays gives a company a list of national holidays; the list it had is forgotten. It tells whether that changed
// anything. NotFound: there is no such company. Conflict: its masters were changed meanwhile.
func SetHolidays(ctx context.Context, store Store, code string, h org.Holidays, tools Tools, dry bool) (changed bool, err error) {
	m, err := store.Masters(ctx, code)
	if err != nil {
		return false, err
	}
	if m.Tenant.ID == "" {
		return false, domain.Errorf(domain.NotFound, "no company %q", code)
	}
	p := newPlan(m, tools)
	p.next.Tenant = m.Tenant
	p.next.Tenant.Holidays = h
	if p.details(); dry || len(p.changes.Details) == 0 {
		return len(p.changes.Details) > 0, nil
	}
	return true, store.Save(ctx, Masters{Tenant: p.next.Tenant, Deeds: p.deeds()})
}
