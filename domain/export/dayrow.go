package export

import (
	"cmp"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain/worktime"
)

// DayRow is a line of a person's business day (日別CSV).
type DayRow struct {
	*Person
	Day     worktime.Day
	Version int              // of the month lock; 0: not locked
	Zone    *time.Location   // the company's
	Punches []worktime.Punch // of the period, where originals of corrected times are found; nil: nothing was corrected
	Request string           // the state of the newest request about the day; empty: there is none
}

var _ Row = (*DayRow)(nil)

// Text implements Row. weekday is mon to sun, problems are parted by spaces.
func (r *DayRow) Text(field string) string {
	switch field {
	case "date":
		return string(r.Day.Date)
	case "weekday":
		return strings.ToLower(r.Day.Date.Weekday().String()[:3])
	case "day_kind":
		return string(r.Day.Kind)
	case "problems":
		list := make([]string, len(r.Day.Problems))
		for i, p := range r.Day.Problems {
			list[i] = string(p)
		}
		return strings.Join(list, " ")
	case "reason_1", "reason_2":
		return r.reason(field)
	case "note":
		return r.Day.Note
	case "request":
		return r.Request
	case "state":
		return state(r.Version)
	}
	return r.Person.Text(field)
}

// reason is the name of a reason of the day with how much of it: "時間有休 2:00".
func (r *DayRow) reason(field string) string {
	n := int(field[len(field)-1] - '1')
	if n >= len(r.Day.Reasons) {
		return ""
	}
	t := r.Day.Reasons[n]
	_, amount, cut := strings.Cut(t.String(), " ")
	name := cmp.Or(t.Name, t.Code)
	if cut && t.Name != "" {
		name += " " + amount
	}
	return name
}

// slots are the breaks and outings a day has columns for, by kind.
var slots = map[string]struct {
	kind worktime.Kind
	nth  int
}{
	"break_start_1": {worktime.BreakStart, 0}, "break_end_1": {worktime.BreakEnd, 0},
	"break_start_2": {worktime.BreakStart, 1}, "break_end_2": {worktime.BreakEnd, 1},
	"leave_1": {worktime.Leave, 0}, "return_1": {worktime.Return, 0},
	"leave_2": {worktime.Leave, 1}, "return_2": {worktime.Return, 1},
}

// Value implements Row. in, out and the slots are wall clocks on the business date.
func (r *DayRow) Value(field string) (int, bool) {
	switch field {
	case "in":
		return r.clock(r.Day.In)
	case "out":
		return r.clock(r.Day.Out)
	case "in_original":
		before, _ := Original(r.Punches, r.Day.In)
		return r.clock(before)
	case "out_original":
		before, _ := Original(r.Punches, r.Day.Out)
		return r.clock(before)
	}
	if slot, ok := slots[field]; ok {
		return r.clock(r.nth(slot.kind, slot.nth))
	}
	return r.Day.Value(field)
}

// nth is the day's punch of a kind inside its shifts, from 0; nil when there are fewer.
func (r *DayRow) nth(kind worktime.Kind, n int) *worktime.Punch {
	for _, s := range r.Day.Shifts {
		for i := range s.Inside {
			if s.Inside[i].Kind != kind {
				continue
			}
			if n == 0 {
				return &s.Inside[i]
			}
			n--
		}
	}
	return nil
}

func (r *DayRow) clock(p *worktime.Punch) (int, bool) {
	if p == nil {
		return 0, false
	}
	return onClock(p.At, r.Day.Date, r.Zone), true
}
