package shape

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Table is a set of kinds of objects. Text looks like this, a kind by its name and its members indented:
//
//	message.text
//	  text!       u16 1-5000
//	  quickReply  quickReply
//	  emojis      list emoji 0-20
//	  size        enum sm|md|lg
//	  url         re https
//	  units~      any
//
// "!" is required, "~" may be null. Types: u16, chars, runes (with a length), bool, int (with a range), num, any,
// "enum a|b", "re NAME" (a named pattern, with a length), "list TYPE" (with a count), the name of a kind, or "@name":
// the kind "name.<type>" by the object's own member "type". Kinds are closed: an unknown member is a problem.
type Table struct {
	kinds    map[string]*kind
	patterns map[string]*regexp.Regexp
	rules    map[string][]Rule
}

// Rule looks at a whole object of a kind, for what a table cannot say. It reports below where the object is.
type Rule func(o map[string]any, report func(below, format string, a ...any))

type kind struct {
	members map[string]member
	order   []string
}

type member struct {
	need, null bool
	typ        typ
}

type typ struct {
	name     string // u16 … list, kind, union
	ref      string // of a kind, union or pattern
	enum     []string
	elem     *typ
	low, top int // top < 0: no limit
}

// Parse reads a table. It panics on a mistake in it: a table is part of the program.
func Parse(text string, patterns map[string]string) *Table {
	t := &Table{kinds: map[string]*kind{}, patterns: map[string]*regexp.Regexp{}, rules: map[string][]Rule{}}
	for name, p := range patterns {
		t.patterns[name] = regexp.MustCompile(p)
	}
	var now *kind
	for n, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
		case line[0] != ' ' && line[0] != '\t':
			now = &kind{members: map[string]member{}}
			for _, base := range words[1:] { // the members of kinds named after it
				for _, name := range t.kinds[base].order {
					now.add(name, t.kinds[base].members[name])
				}
			}
			t.kinds[words[0]] = now
		default:
			name := strings.TrimRight(words[0], "!~")
			m := member{need: strings.Contains(words[0], "!"), null: strings.Contains(words[0], "~")}
			m.typ = t.parseType(words[1:], n+1)
			now.add(name, m)
		}
	}
	return t
}

func (k *kind) add(name string, m member) {
	if _, again := k.members[name]; !again {
		k.order = append(k.order, name)
	}
	k.members[name] = m
}

func (t *Table) parseType(words []string, line int) typ {
	ty := typ{name: words[0], top: -1}
	rest := words[1:]
	switch ty.name {
	case "u16", "chars", "runes", "int", "num", "bool", "any":
	case "enum":
		ty.enum, rest = strings.Split(rest[0], "|"), rest[1:]
	case "re":
		ty.ref, rest = rest[0], rest[1:]
		if t.patterns[ty.ref] == nil {
			panic(fmt.Sprintf("shape: line %d: no pattern %q", line, ty.ref))
		}
	case "list":
		words := 1
		if rest[0] == "re" || rest[0] == "enum" {
			words = 2
		}
		elem := t.parseType(rest[:words], line)
		ty.elem, rest = &elem, rest[words:]
	default:
		if ref, ok := strings.CutPrefix(ty.name, "@"); ok {
			ty.name, ty.ref = "union", ref
		} else {
			ty.name, ty.ref = "kind", ty.name
		}
	}
	if len(rest) > 0 {
		low, top, ok := strings.Cut(rest[0], "-")
		var e1, e2 error
		ty.low, e1 = strconv.Atoi(low)
		if ty.top = -1; top != "" {
			ty.top, e2 = strconv.Atoi(top)
		}
		if !ok || e1 != nil || e2 != nil {
			panic(fmt.Sprintf("shape: line %d: no range %q", line, rest[0]))
		}
	}
	return ty
}

// Rule adds a rule for the objects of some kinds.
func (t *Table) Rule(r Rule, kinds ...string) *Table {
	for _, k := range kinds {
		if t.kinds[k] == nil {
			panic(fmt.Sprintf("shape: a rule for the unknown kind %q", k))
		}
		t.rules[k] = append(t.rules[k], r)
	}
	return t
}
