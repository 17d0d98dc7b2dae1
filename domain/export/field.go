package export

import (
	"maps"
	"slices"
)

// kind is how a field is written.
type kind int

const (
	text    kind = iota
	code         // an employee's code
	date         // a calendar date or a month
	minutes      // a length of time
	clock        // a wall clock on the business date, beyond 24:00 when needed
	count        // times something happened
	days         // counts of days
)

func (k kind) number() bool { return k == minutes || k == count || k == days || k == clock }

// person are the fields every line has.
var person = map[string]kind{
	"code": code, "name": text, "family_name": text, "given_name": text, "kana": text, "romaji": text,
	"department_code": text, "department": text, "group_code": text, "group": text,
	"month": date, "from": date, "to": date,
}

// fields are the fields of each grain.
var fields = map[Grain]map[string]kind{
	PerPunch: with(map[string]kind{
		"date": date, "act": text, "kind": text, "mark": text, "at": text, "time": clock, "received_at": text,
		"source": text, "ref": text, "state": text, "hold": text, "id": text, "receipt": text,
	}),
}

func with(more map[string]kind) map[string]kind {
	all := maps.Clone(person)
	maps.Copy(all, more)
	return all
}

// names lists a grain's fields for an error.
func names(g Grain) []string { return slices.Sorted(maps.Keys(fields[g])) }
