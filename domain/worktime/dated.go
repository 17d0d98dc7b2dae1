package worktime

import (
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// PatternVersion is a work pattern from a business date on (適用開始日). Of Pattern only what hours it has is looked at.
type PatternVersion struct {
	From calendar.Date `json:"from,omitempty"` // empty: from the beginning
	Pattern
}

// On is the pattern as it is on a date, and since when it is so.
func (p Pattern) On(date calendar.Date) (on Pattern, since calendar.Date) {
	on = p
	if i := org.InForce(p.Versions, func(v PatternVersion) calendar.Date { return v.From }, date); i >= 0 {
		on, since = p.Versions[i].Pattern, p.Versions[i].From
		on.ID, on.Tenant, on.Code, on.Name, on.Retired = p.ID, p.Tenant, p.Code, p.Name, p.Retired
	}
	on.Versions = nil
	return on, since
}

// RulesFor gathers the rules of a person over all time: those of the company, of the patterns he works by, and of his
// assignments. patterns has every pattern that one of his assignments names.
func RulesFor(t org.Tenant, e org.Employee, patterns map[domain.ID]Pattern) Rules {
	var all []Rules
	for _, from := range turns(t, e, patterns) {
		var pattern *Pattern
		var since calendar.Date
		who := e.On(from)
		if id := who.WorkPattern; id != "" {
			on, its := patterns[id].On(from)
			pattern, since = &on, its
		}
		r := RulesOf(t.On(from), pattern)
		r.Supervisor = who.Supervisor
		r.From, r.CompanySince, r.PatternSince, r.Hired, r.Left = from, t.Since(from), since, e.Hired, e.Left
		all = append(all, r)
	}
	first := all[0]
	if len(all) > 1 {
		first.Later = all[1:]
	}
	return first
}

// turns are the dates on which something of a person's rules changes, the first of which is the beginning.
func turns(t org.Tenant, e org.Employee, patterns map[domain.ID]Pattern) []calendar.Date {
	dates := []calendar.Date{""}
	for _, v := range t.Versions {
		dates = append(dates, v.From)
	}
	for _, a := range e.Assignments() {
		dates = append(dates, a.From)
		for _, v := range patterns[a.WorkPattern].Versions {
			if e.On(v.From).WorkPattern == a.WorkPattern {
				dates = append(dates, v.From)
			}
		}
	}
	slices.Sort(dates)
	return slices.Compact(dates)
}
