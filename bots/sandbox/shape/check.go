package shape

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Problem is something a table does not allow. Place is a JSON pointer into what was checked.
type Problem struct {
	Place string
	Text  string
}

// Check looks at a decoded value, which must be an object of the kind. The problems are in the order of their places.
func (t *Table) Check(kind string, v any) []Problem {
	c := &check{table: t}
	c.value(v, typ{name: "kind", ref: kind}, "")
	return c.found
}

type check struct {
	table *Table
	found []Problem
}

func (c *check) bad(at, format string, a ...any) {
	c.found = append(c.found, Problem{at, fmt.Sprintf(format, a...)})
}

func (c *check) value(v any, ty typ, at string) {
	switch ty.name {
	case "any":
	case "u16", "chars", "runes", "enum", "re":
		c.text(v, ty, at)
	case "bool":
		if _, ok := v.(bool); !ok {
			c.bad(at, "must be true or false")
		}
	case "int", "num":
		c.number(v, ty, at)
	case "list":
		c.list(v, ty, at)
	case "union":
		c.union(v, ty, at)
	default:
		c.object(v, ty.ref, at)
	}
}

func (c *check) text(v any, ty typ, at string) {
	s, ok := v.(string)
	if !ok {
		c.bad(at, "must be a string")
		return
	}
	switch ty.name {
	case "enum":
		if !slices.Contains(ty.enum, s) {
			c.bad(at, "must be one of: %s", strings.Join(ty.enum, ", "))
		}
	case "re":
		if !c.table.patterns[ty.ref].MatchString(s) {
			c.bad(at, "must look like %s", ty.ref)
		}
		c.length(Count(s, "u16"), ty, at, "characters")
	default:
		c.length(Count(s, ty.name), ty, at, "characters")
	}
}

func (c *check) length(n int, ty typ, at, unit string) {
	if n < ty.low {
		c.bad(at, "must have at least %d %s (has %d)", ty.low, unit, n)
	}
	if ty.top >= 0 && n > ty.top {
		c.bad(at, "must have at most %d %s (has %d)", ty.top, unit, n)
	}
}

func (c *check) number(v any, ty typ, at string) {
	n, ok := v.(float64)
	if !ok || ty.name == "int" && n != float64(int64(n)) {
		c.bad(at, "must be a number")
		return
	}
	if int(n) < ty.low && ty.name == "int" {
		c.bad(at, "must be at least %d", ty.low)
	}
	if ty.top >= 0 && int(n) > ty.top {
		c.bad(at, "must be at most %d", ty.top)
	}
}

func (c *check) list(v any, ty typ, at string) {
	l, ok := v.([]any)
	if !ok {
		c.bad(at, "must be a list")
		return
	}
	c.length(len(l), ty, at, "items")
	for i, e := range l {
		c.value(e, *ty.elem, at+"/"+strconv.Itoa(i))
	}
}

func (c *check) union(v any, ty typ, at string) {
	o, ok := v.(map[string]any)
	if !ok {
		c.bad(at, "must be an object")
		return
	}
	name, _ := o["type"].(string)
	if c.table.kinds[ty.ref+"."+name] == nil {
		c.bad(at+"/type", "no %s has the type %q", ty.ref, name)
		return
	}
	c.object(v, ty.ref+"."+name, at)
}

func (c *check) object(v any, name, at string) {
	o, ok := v.(map[string]any)
	if !ok {
		c.bad(at, "must be an object")
		return
	}
	k := c.table.kinds[name]
	if k == nil {
		panic("shape: no kind " + name)
	}
	for _, n := range k.order {
		m := k.members[n]
		v, has := o[n]
		switch {
		case !has && m.need:
			c.bad(at+"/"+n, "is required")
		case !has || v == nil && m.null:
		case v == nil:
			c.bad(at+"/"+n, "must not be null")
		default:
			c.value(v, m.typ, at+"/"+n)
		}
	}
	_, union := k.members["type"]
	for _, n := range sorted(o) {
		if _, known := k.members[n]; !known && (union || n != "type") {
			c.bad(at+"/"+escape(n), "is unknown here")
		}
	}
	for _, r := range c.table.rules[name] {
		r(o, func(below, format string, a ...any) { c.bad(at+below, format, a...) })
	}
}

func sorted(m map[string]any) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// escape writes a member's name into a JSON pointer (RFC 6901 §3).
func escape(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "~", "~0"), "/", "~1")
}
