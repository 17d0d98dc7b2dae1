package export

import (
	"maps"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain/worktime"
)

// kind is how a field is written.
type kind int

const (
	text        kind = iota
	code             // an employee's code
	payrollCode      // what the payroll program calls him; where he has none, his code
	date             // a calendar date or a month
	minutes          // a length of time
	clock            // a wall clock on the business date, beyond 24:00 when needed
	count            // times something happened
	days             // counts of days
	halves           // counts of half days, written as days
)

func (k kind) number() bool {
	return k == minutes || k == count || k == days || k == halves || k == clock
}

// person are the fields every line has.
var person = map[string]kind{
	"code": code, "name": text, "family_name": text, "given_name": text, "kana": text, "romaji": text,
	"department_code": text, "department": text, "group_code": text, "group": text,
	"month": date, "from": date, "to": date, "payroll_code": payrollCode,
}

// fields are the fields of each grain.
var fields = map[Grain]map[string]kind{
	PerPunch: with(map[string]kind{
		"date": date, "act": text, "kind": text, "mark": text, "at": text, "time": clock, "received_at": text,
		"source": text, "ref": text, "message": text, "state": text, "hold": text, "id": text, "supersedes": text, "receipt": text,
		"before": text, "corrected_by": text, "correction_reason": text,
	}),
	PerEmployee: with(figures(), counts(), map[string]kind{"state": text, "lock_version": count, "digest": text}),
	PerDay: with(figures(), clocks(), map[string]kind{
		"date": date, "weekday": text, "day_kind": text, "reason_1": text, "reason_2": text, "note": text, "problems": text, "request": text, "state": text,
	}),
}

// figures are the classes of working time.
func figures() map[string]kind {
	all := map[string]kind{}
	for _, name := range worktime.Fields {
		all[name] = minutes
	}
	return all
}

// counts are the days and times of a period.
func counts() map[string]kind {
	all := map[string]kind{}
	for _, name := range worktime.CountFields {
		all[name] = count
		if strings.HasPrefix(name, "days_") {
			all[name] = days
		}
		if worktime.InHalves(name) {
			all[name] = halves
		}
	}
	return all
}

// clocks are the punches of a day.
func clocks() map[string]kind {
	all := map[string]kind{"in": clock, "out": clock, "in_original": clock, "out_original": clock}
	for name := range slots {
		all[name] = clock
	}
	return all
}

// with are the fields of a person and more.
func with(more ...map[string]kind) map[string]kind {
	all := maps.Clone(person)
	for _, m := range more {
		maps.Copy(all, m)
	}
	return all
}

// names lists a grain's fields for an error.
func names(g Grain) []string { return slices.Sorted(maps.Keys(fields[g])) }
