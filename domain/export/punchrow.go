package export

import (
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// PunchRow is a line of a list of punches (打刻CSV).
type PunchRow struct {
	*Person
	Punch worktime.Punch
	Zone  *time.Location // the company's
	// Correction is set of a punch that a correction wrote, Corrected of one whose place such a punch took.
	Correction *Correction
	Corrected  bool
}

var _ Row = (*PunchRow)(nil)

// Text implements Row.
func (r *PunchRow) Text(field string) string {
	p := &r.Punch
	switch field {
	case "date":
		return string(p.Date)
	case "act":
		return act(p.Kind, p.Mark)
	case "kind":
		return string(p.Kind)
	case "mark":
		return string(p.Mark)
	case "at":
		return p.At.In(r.Zone).Format(time.RFC3339)
	case "received_at":
		return p.ReceivedAt.In(r.Zone).Format(time.RFC3339)
	case "source":
		return string(p.Source)
	case "ref":
		return p.SourceRef
	case "message":
		return p.Message
	case "state":
		if r.Corrected && p.State == worktime.Superseded {
			return "corrected"
		}
		return string(p.State)
	case "hold":
		return string(p.Hold)
	case "id":
		return string(p.ID)
	case "supersedes":
		return string(p.Supersedes)
	case "receipt":
		return p.Receipt
	case "before", "corrected_by", "correction_reason":
		return r.correction(field)
	}
	return r.Person.Text(field)
}

// correction is empty of a punch that nobody corrected.
func (r *PunchRow) correction(field string) string {
	c := r.Correction
	switch {
	case c == nil:
		return ""
	case field == "corrected_by":
		return c.By
	case field == "correction_reason":
		return c.Reason
	case c.Before.IsZero():
		return ""
	}
	return c.Before.In(r.Zone).Format(time.RFC3339)
}

// Value implements Row: time is the wall clock on the business date, 25:30 for half past one of the next day.
func (r *PunchRow) Value(field string) (int, bool) {
	if field != "time" || r.Punch.Date == "" {
		return 0, false
	}
	return onClock(r.Punch.At, r.Punch.Date, r.Zone), true
}

// onClock is an instant on the wall clock of a business date, in minutes.
func onClock(at time.Time, date calendar.Date, zone *time.Location) int {
	local := at.In(zone)
	n := local.Hour()*hour + local.Minute()
	if today := calendar.DateOf(local); today != date {
		n += today.Sub(date) * 24 * hour
	}
	return n
}

// act is a kind with its mark: going straight to a client is an act of its own in every list people read (直行, 直帰).
func act(k worktime.Kind, m worktime.Mark) string {
	if m == worktime.NoMark {
		return string(k)
	}
	return string(m) + "_" + string(k)
}
