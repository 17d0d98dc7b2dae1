package company

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/dakoku/dakoku/domain/calendar"
)

// value is one place in the file: what stands there, where, and the reader that collects what is wrong.
type value struct {
	r    *reader
	node *yaml.Node
	path string
}

// field is a key a mapping may have.
type field struct {
	name string
	need bool
	read func(value)
}

// wrong notes a problem with the value.
func (v value) wrong(format string, a ...any) {
	v.r.problems = append(v.r.problems, Problem{v.r.name, v.node.Line, v.path, fmt.Sprintf(format, a...)})
}

// fields reads a mapping key by key. Unknown, repeated and missing keys are problems.
func (v value) fields(known ...field) {
	if v.node.Kind != yaml.MappingNode {
		v.wrong("must be a mapping of %s", names(known))
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		key := v.child(v.node.Content[i], v.node.Content[i].Value)
		at := slices.IndexFunc(known, func(f field) bool { return f.name == key.node.Value })
		switch {
		case at < 0:
			key.wrong("unknown key (%s)", names(known))
		case seen[known[at].name]:
			key.wrong("is given twice")
		default:
			seen[known[at].name] = true
			if inner := v.child(v.node.Content[i+1], key.node.Value); !inner.null() {
				known[at].read(inner)
			} else if known[at].need {
				inner.wrong("is missing")
			}
		}
	}
	for _, f := range known {
		if f.need && !seen[f.name] {
			v.wrong("%s is missing", f.name)
		}
	}
}

// says tells whether a mapping has one of some words under a key, before it is read.
func (v value) says(key string, words ...string) bool {
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		if v.node.Content[i].Value == key && slices.Contains(words, strings.ToLower(v.node.Content[i+1].Value)) {
			return true
		}
	}
	return false
}

func names(known []field) string {
	list := make([]string, len(known))
	for i, f := range known {
		list[i] = f.name
	}
	return strings.Join(list, ", ")
}

func (v value) child(node *yaml.Node, name string) value {
	if node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	path := name
	if v.path != "" {
		path = v.path + "." + name
	}
	return value{v.r, node, path}
}

func (v value) null() bool { return v.node.Kind == yaml.ScalarNode && v.node.Tag == "!!null" }

// items reads a list.
func (v value) items() []value {
	if v.node.Kind != yaml.SequenceNode {
		v.wrong("must be a list")
		return nil
	}
	list := make([]value, len(v.node.Content))
	for i, node := range v.node.Content {
		list[i] = v.child(node, "")
		list[i].path = fmt.Sprintf("%s[%d]", v.path, i)
	}
	return list
}

// text reads a scalar as it is written; a number is a text too (code: 0901).
func (v value) text() string {
	if v.node.Kind != yaml.ScalarNode {
		v.wrong("must be a text")
		return ""
	}
	if strings.TrimSpace(v.node.Value) == "" {
		v.wrong("is empty")
	}
	if strings.ContainsFunc(v.node.Value, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		v.wrong("contains a control character or a line break")
	}
	return strings.TrimSpace(v.node.Value)
}

// name reads a text that people see, of a length a screen can show.
func (v value) name() string {
	s := v.text()
	if n := len([]rune(s)); n > MaxName {
		v.wrong("has %d characters, at most %d fit", n, MaxName)
	}
	return s
}

// How long the name and the code of a record may be.
const (
	MaxName = 100 // characters
	MaxCode = 40  // bytes
)

// IsCode tells whether a text can name a record: no spaces, commas and slashes, so that it can be typed in a command.
func IsCode(s string) bool { return !strings.ContainsAny(s, " \t\u3000/,") && len(s) <= MaxCode }

// code reads a text that names a record: no spaces, so that it can be typed in a command.
func (v value) code() string {
	s := v.text()
	if !IsCode(s) {
		v.wrong("%q is not a code: at most %d letters without spaces, commas and slashes", s, MaxCode)
	}
	return s
}

// list reads a list of texts.
func (v value) list(each func(value) string) []string {
	var all []string
	for _, item := range v.items() {
		s := each(item)
		if slices.Contains(all, s) {
			item.wrong("%q is listed twice", s)
		}
		all = append(all, s)
	}
	return all
}

// oneOf reads a text that must be one of the list.
func (v value) oneOf(list ...string) string {
	s := v.text()
	if s != "" && !slices.Contains(list, s) {
		v.wrong("%q is not one of %s", s, strings.Join(list, ", "))
	}
	return s
}

// truth reads on or off, true or false, yes or no.
func (v value) truth() bool {
	switch strings.ToLower(v.text()) {
	case "on", "true", "yes":
		return true
	case "off", "false", "no":
		return false
	}
	v.wrong("%q is neither on nor off", v.node.Value)
	return false
}

// number reads a whole number from least to most.
func (v value) number(least, most int) int {
	n, err := strconv.Atoi(v.text())
	if err != nil || n < least || n > most {
		v.wrong("%q is not a whole number from %d to %d", v.node.Value, least, most)
	}
	return n
}

// clock reads a wall clock up to the given one.
func (v value) clock(most calendar.Clock) calendar.Clock {
	c, err := calendar.ParseClock(v.text())
	if err != nil || c > most {
		v.wrong("%q is not a time like \"9:05\" up to %q", v.node.Value, most.String())
		return 0
	}
	return c
}

// date reads a date.
func (v value) date() calendar.Date {
	d, err := calendar.ParseDate(v.text())
	if err != nil {
		v.wrong("%q is not a date like 2026-11-20", v.node.Value)
	}
	return d
}
