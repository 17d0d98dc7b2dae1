package company

import (
	"maps"
	"slices"
	"strings"
)

// reader collects what the file says and what is wrong with it.
type reader struct {
	name     string
	file     File
	problems Problems
	defined  map[string]map[string]value // by kind of record and its code: where it is defined
	refs     []ref
	owners   []value
	later    []func() // checks that need the whole file
}

// ref is a mention of another record.
type ref struct {
	kind string
	at   value
	code string
}

// define notes that a record exists; a second one of the same code is a problem.
func (r *reader) define(kind, code string, at value) {
	if code == "" {
		return
	}
	if r.defined[kind] == nil {
		r.defined[kind] = map[string]value{}
	}
	if first, taken := r.defined[kind][code]; taken {
		at.wrong("%q is used twice, first on line %d", code, first.node.Line)
		return
	}
	r.defined[kind][code] = at
}

// refer reads a code and notes that its record must exist.
func (r *reader) refer(kind string, at value) string {
	code := at.text()
	r.refs = append(r.refs, ref{kind, at, code})
	return code
}

// check looks at what can only be seen when the whole file has been read.
func (r *reader) check() {
	for _, ref := range r.refs {
		if _, ok := r.defined[ref.kind][ref.code]; ok || ref.code == "" {
			continue
		}
		known := slices.Sorted(maps.Keys(r.defined[ref.kind]))
		if len(known) == 0 {
			ref.at.wrong("%q is not a %s: the file has none", ref.code, ref.kind)
			continue
		}
		ref.at.wrong("%q is not a %s (%s)", ref.code, ref.kind, short(known))
	}
	for _, check := range r.later {
		check()
	}
}

// short lists at most a dozen names.
func short(list []string) string {
	const most = 12
	if len(list) > most {
		return strings.Join(list[:most], ", ") + ", …"
	}
	return strings.Join(list, ", ")
}

// document reads the whole file.
func (r *reader) document(v value) {
	v.fields(
		field{"effective", false, func(v value) { r.file.Effective = v.date() }},
		field{"company", true, r.company},
		field{"calendar", false, r.calendar},
		field{"departments", false, each(r.department)},
		field{"sites", false, each(r.site)},
		field{"closing_groups", false, each(r.group)},
		field{"work_patterns", false, each(r.pattern)},
		field{"reason_codes", false, r.reasons},
		field{"permission_groups", false, each(r.permission)},
		field{"channels", false, each(r.channel)},
		field{"words", false, r.words},
		field{"recorders", false, each(r.recorder)},
		field{"employees", false, each(r.employee)},
	)
	r.later = append(r.later, r.departmentLoops, r.roles)
}

func each(read func(value)) func(value) {
	return func(v value) {
		for _, item := range v.items() {
			read(item)
		}
	}
}

// into makes a reader of a text field.
func into(target *string, read func(value) string) func(value) {
	return func(v value) { *target = read(v) }
}
