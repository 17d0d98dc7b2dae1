package company

import (
	"go.yaml.in/yaml/v3"

	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// titled begins a record with what every one has.
func titled(code, name string) (m mapping) {
	m.put("code", code)
	m.put("name", name)
	return m
}

func wroteDepartment(d Department) mapping {
	m := titled(d.Code, d.Name)
	m.put("parent", d.Parent)
	m.put("place", d.Place)
	m.active(!d.Retired)
	return m
}

func wroteSite(s org.Site) mapping {
	m := titled(s.Code, s.Name)
	m.put("methods", words(s.Methods))
	m.active(!s.Retired)
	return m
}

func wroteGroup(g closing.Group) mapping {
	m := titled(g.Code, g.Name)
	m.put("day", g.Day)
	m.put("label", string(g.Label))
	m.put("agreement_month", g.Agreement)
	m.put("agreement_day", g.AgreementDay)
	m.active(!g.Retired)
	return m
}

func wrotePattern(p worktime.Pattern) mapping {
	m := titled(p.Code, p.Name)
	m.put("start", p.Start)
	m.put("end", p.End)
	m.put("breaks", wroteSpans(p.Breaks))
	m.put("boundary", p.Boundary)
	if p.Side == worktime.PreviousDay {
		m.put("boundary_side", string(p.Side))
	}
	m.put("flexible", p.Flexible)
	if p.Core != nil {
		m.put("core", wroteSpan(*p.Core))
	}
	m.put("half", p.Half)
	m.put("weekdays", records(p.Weekdays, func(h worktime.WeekdayHours) (m mapping) {
		m.put("days", row(h.Days...))
		m.put("start", h.Start)
		m.put("end", h.End)
		m.put("breaks", wroteSpans(h.Breaks))
		return m
	}))
	m.active(!p.Retired)
	return m
}

func wroteSpans(spans []worktime.Span) *yaml.Node {
	if len(spans) == 0 {
		return nil
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for _, s := range spans {
		list.Content = append(list.Content, wroteSpan(s))
	}
	return list
}

func wroteSpan(s worktime.Span) *yaml.Node { return row(s.From.String(), s.To.String()) }

func wroteReason(c worktime.ReasonCode) mapping {
	m := titled(c.Code, c.Name)
	m.put("english", c.Means.English)
	m.put("short", c.Means.Short)
	m.put("leave", string(c.Means.Off))
	m.put("units", words(c.Means.Units))
	m.put("paid", c.Means.Paid)
	m.put("attended", c.Means.Attended)
	m.put("excuses", words(c.Means.Excuses))
	m.put("fills", words(c.Means.Fills))
	m.put("day", string(c.Means.Day))
	m.put("early_start", c.Means.Early)
	m.put("no_break", c.Means.NoBreak)
	m.active(!c.Means.Inactive)
	return m
}

func wrotePermission(p Permission) mapping {
	m := titled(p.Code, p.Name)
	m.put("departments", row(p.Departments...))
	m.put("can", row(words(p.Can)...))
	m.active(!p.Retired)
	return m
}
