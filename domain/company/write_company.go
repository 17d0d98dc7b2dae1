package company

import (
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

func (f File) wroteCompany() (m mapping) {
	t := f.Tenant
	m.put("code", t.Code)
	m.put("name", t.Name)
	m.put("timezone", t.Timezone)
	m.put("boundary", t.Boundary)
	m.put("workflow", string(t.Workflow))
	m.put("approval", wroteApproval(t.Approval))
	m.put("week_start", t.Rules.WeekStart)
	m.put("greetings", t.Greetings)
	m.put("rounding", wroteRounding(t.Rules.Rounding))
	m.put("auto_break", records(t.Rules.AutoBreak, wroteBreak))
	var rest mapping
	rest.put("hours", t.Rules.Interval.Hours)
	rest.put("tolerance", t.Rules.Interval.Tolerance)
	m.put("interval", rest)
	if t.Rules.OutingCounted {
		m.put("outing_deducted", no())
	}
	m.put("access", wroteAccess(t.Access))
	m.put("reminders", wroteReminders(t.Rules.Reminders))
	return m
}

func wroteApproval(a org.Approval) (m mapping) {
	m.put("route", string(a.Route))
	m.put("escalate_hours", a.EscalateHours)
	m.put("deputies", records(a.Deputies, func(d org.Deputy) (m mapping) {
		m.put("for", string(d.For))
		m.put("to", string(d.To))
		m.put("from", string(d.From))
		m.put("until", string(d.Until))
		return m
	}))
	m.put("approvers", records(a.Named, func(n org.Named) (m mapping) {
		m.put("employee", string(n.Employee))
		m.put("department", string(n.Department))
		m.put("by", words(n.By))
		return m
	}))
	if a.Auto != nil {
		var auto mapping
		auto.put("missing", row(a.Auto.Missing...))
		auto.put("within", a.Auto.Within)
		auto.put("before", unlessMidnight(a.Auto.Before))
		m.put("auto", auto)
	}
	return m
}

// unlessMidnight is a time of which midnight says that there is none.
func unlessMidnight(c calendar.Clock) *calendar.Clock {
	if c == 0 {
		return nil
	}
	return &c
}

func wroteRounding(r org.Rounding) (m mapping) {
	for _, kind := range worktime.Kinds {
		if s, ok := r.Punches[string(kind)]; ok {
			m.put(string(kind), wroteStep("to", s))
		}
	}
	var month mapping
	for _, class := range worktime.RoundingClasses() {
		if s, ok := r.Month[class]; ok {
			month.put(class, wroteStep("rule", s))
		}
	}
	m.put("month", month)
	return m
}

func wroteStep(to string, s org.Step) (m mapping) {
	m.put(to, string(s.To))
	m.put("minutes", s.Minutes)
	m.put("base", unlessMidnight(s.Base))
	m.put("threshold", s.Threshold)
	return m
}

func wroteBreak(b org.AutoBreak) (m mapping) {
	m.put("over", calendar.Clock(b.Over))
	m.put("minutes", b.Minutes)
	if b.Elapsed {
		m.put("of", "elapsed")
	}
	return m
}

func wroteAccess(a org.Access) (m mapping) {
	var networks []string
	for _, n := range a.Networks {
		networks = append(networks, n.String())
	}
	m.put("networks", networks)
	if a.SecondFactor {
		m.put("second_factor", "admins")
	}
	m.put("min_password", a.MinPassword)
	return m
}

func wroteCalendar(c org.CalendarRules) (m mapping) {
	m.put("statutory", c.Statutory)
	m.put("prescribed", c.Prescribed)
	m.put("days", records(c.Days, func(d org.CalendarDay) (m mapping) {
		m.put("date", string(d.Date))
		m.put("kind", d.Kind)
		m.put("name", d.Name)
		return m
	}))
	return m
}

func wroteWords(words org.Words) (m mapping) {
	for _, kind := range wordKinds() {
		m.put(kind, words[kind])
	}
	return m
}
