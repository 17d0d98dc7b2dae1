package company

import (
	"io"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/dakoku/dakoku/domain/calendar"
)

// Whole is the company as a company file would say it of a date: applied to the company it is of, it changes nothing. What
// is secret is not in it: passwords, passcodes, and the secrets of channels.
func (m Masters) Whole(on calendar.Date) File {
	f := m.File(on)
	f.Effective, f.Employees = on, m.People(on)
	return f
}

// Write writes the file so that Parse reads it, without what is secret. comment stands above it; each line of it becomes a
// line of comment.
func (f File) Write(w io.Writer, comment string) error {
	for line := range strings.Lines(comment) {
		if _, err := io.WriteString(w, "# "+strings.TrimRight(line, "\n")+"\n"); err != nil {
			return err
		}
	}
	var m mapping
	m.put("effective", string(f.Effective))
	m.put("company", f.wroteCompany())
	m.put("calendar", wroteCalendar(f.Tenant.Rules.Calendar))
	m.put("departments", records(f.Departments, wroteDepartment))
	m.put("sites", records(f.Sites, wroteSite))
	m.put("closing_groups", records(f.Groups, wroteGroup))
	m.put("work_patterns", records(f.Patterns, wrotePattern))
	m.put("reason_codes", records(f.Reasons, wroteReason))
	m.put("permission_groups", records(f.Permissions, wrotePermission))
	m.put("channels", records(f.Channels, wroteChannel))
	m.put("words", wroteWords(f.Tenant.Words))
	m.put("recorders", records(f.Recorders, wroteRecorder))
	m.put("employees", records(f.Employees, wroteEmployee))
	out := yaml.NewEncoder(w)
	out.SetIndent(2)
	if err := out.Encode(node(m)); err != nil {
		return err
	}
	return out.Close()
}

// mapping is a mapping as it is written: its keys in their order, without those that have nothing to say.
type mapping struct{ content []*yaml.Node }

func (m *mapping) put(key string, value any) {
	if n := node(value); n != nil {
		m.content = append(m.content, node(key), n)
	}
}

// active says that a record is not offered any more; that it is goes without saying.
func (m *mapping) active(is bool) {
	if !is {
		m.content = append(m.content, node("active"), no())
	}
}

func no() *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: "false"} }

// records are a list of mappings.
func records[T any](all []T, write func(T) mapping) []mapping {
	var list []mapping
	for _, r := range all {
		list = append(list, write(r))
	}
	return list
}

// node is a value as YAML has it; nil: it is empty, and not written.
func node(value any) *yaml.Node {
	switch v := value.(type) {
	case *yaml.Node:
		return v
	case string:
		if v != "" {
			return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: v}
		}
	case int:
		if v != 0 {
			return number(v)
		}
	case bool:
		if v {
			return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: "true"}
		}
	case calendar.Clock:
		return node(v.String())
	case *calendar.Clock:
		if v != nil {
			return node(v.String())
		}
	case []string:
		if len(v) > 0 {
			return row(v...)
		}
	case mapping:
		if len(v.content) > 0 {
			return &yaml.Node{Kind: yaml.MappingNode, Content: v.content}
		}
	case []mapping:
		if len(v) > 0 {
			list := &yaml.Node{Kind: yaml.SequenceNode}
			for _, m := range v {
				list.Content = append(list.Content, node(m))
			}
			return list
		}
	}
	return nil
}

func number(n int) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: strconv.Itoa(n)}
}

// row is a list of texts in one line, also where it is empty.
func row(texts ...string) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for _, s := range texts {
		list.Content = append(list.Content, node(s))
	}
	return list
}
