package company

import (
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// wroteChannel leaves the secrets out.
func wroteChannel(c org.Channel) (m mapping) {
	m.put("key", c.Key)
	m.put("kind", string(c.Kind))
	m.active(c.Active)
	for _, s := range settings[c.Kind] {
		if !s.secret {
			m.put(s.name, c.Options[s.name])
		}
	}
	return m
}

func wroteRecorder(r Recorder) mapping {
	m := titled(r.Code, r.Name)
	m.put("site", r.Site)
	m.put("keyboard", string(r.Keyboard))
	m.put("departments", r.Departments)
	var said mapping
	for _, kind := range worktime.Kinds {
		var text mapping
		text.put("ja", r.Messages[kind].Japanese)
		text.put("en", r.Messages[kind].English)
		said.put(string(kind), text)
	}
	m.put("messages", said)
	m.put("methods", words(r.Ways))
	m.put("rest", r.Rest)
	m.active(r.Active)
	return m
}

// wroteEmployee leaves passwords and passcodes out.
func wroteEmployee(e Employee) mapping {
	m := titled(e.Code, e.Name)
	m.put("kana", e.Kana)
	m.put("romaji", e.Romaji)
	m.put("login", e.Login)
	m.put("language", e.Language)
	m.put("title", string(e.Title))
	m.put("mails", e.Mails)
	m.put("employment", string(e.Employment))
	m.put("pay_form", string(e.PayForm))
	m.put("payroll_code", e.PayrollCode)
	m.put("attendance_code", e.AttendanceCode)
	m.put("department", e.Department)
	m.put("site", e.Site)
	m.put("closing_group", e.Group)
	m.put("work_pattern", e.Pattern)
	m.put("supervisor", e.Supervisor)
	m.put("outside_agreement", e.OutsideAgreement)
	m.put("role", string(e.Role))
	m.put("permission_group", e.Permission)
	m.put("methods", words(e.Methods))
	m.put("chat", records(e.Chat, wroteAccount))
	m.put("cards", e.Cards)
	m.put("hired", wroteDay(e.Hired))
	m.put("left", wroteDay(e.Left))
	m.active(e.Inactive == nil || !*e.Inactive)
	return m
}

func wroteDay(d *calendar.Date) string {
	if d == nil {
		return ""
	}
	return string(*d)
}

func wroteAccount(a Account) (m mapping) {
	m.put("channel", a.Channel)
	m.put("user", a.User)
	m.put("direct", a.Direct)
	return m
}
