package company

import (
	"strconv"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

func wroteReminders(r org.Reminders) (m mapping) {
	m.active(!r.Off)
	m.put("missing_in", wroteWait(r.MissingIn))
	m.put("missing_out", wroteWait(r.MissingOut))
	m.put("missing_break", wroteWait(r.MissingBreak))
	m.put("still_in", wroteWait(r.StillIn))
	m.put("approvals", wroteWait(r.Morning))
	m.put("closing", wroteSteps(r.Closing, func(w org.Wait) string { return strconv.Itoa(int(w)) }))
	m.put("overtime", wroteSteps(r.Overtime, wroteWait))
	switch q := r.Quiet; {
	case q == nil:
	case q.From == q.To:
		m.put("quiet", offWord)
	default:
		m.put("quiet", row(q.From.String(), q.To.String()))
	}
	return m
}

func wroteWait(w org.Wait) string {
	switch w {
	case 0:
		return ""
	case org.Never:
		return offWord
	}
	return calendar.Clock(w).String()
}

func wroteSteps(all []org.Wait, each func(org.Wait) string) any {
	var list []string
	for _, w := range all {
		if w == org.Never {
			return offWord
		}
		list = append(list, each(w))
	}
	return list
}
