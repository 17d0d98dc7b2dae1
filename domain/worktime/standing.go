package worktime

import "time"

// Status is what a person is doing now (在席状況).
type Status string

// The statuses.
const (
	Off     Status = "out"   // 退勤, or not come yet
	Working Status = "in"    // 出勤中
	OnBreak Status = "break" // 休憩中
	Outside Status = "away"  // 外出中
)

// Standing is a person's state at an instant.
type Standing struct {
	Status   Status
	Since    *Punch // the punch that brought it; nil: nothing yet today
	Possible []Kind // what can be punched now, in the order people press it
}

// possible lists what can be punched in each state, in the order people press it. Other kinds are not refused when
// they are typed: they are kept and explained.
var possible = map[Status][]Kind{
	Off:     {In},
	Working: {BreakStart, Leave, Out},
	OnBreak: {BreakEnd, Out},
	Outside: {Return, Out},
}

// Standing is a person's state at an instant, read from the last shift: one that is open and not too old is going on.
func (r Rules) Standing(seq Sequence, now time.Time) Standing {
	st := Standing{Status: Off}
	l := seq.Last()
	if l != nil && l.Out != nil && r.Date(l.Out.At) == r.Date(now) {
		st.Since = l.Out
	}
	if l.Open(now) {
		st.Status, st.Since = Working, l.In
		var away, rest *Punch
		for i := range l.Inside {
			switch p := &l.Inside[i]; p.Kind {
			case BreakStart:
				rest = p
			case BreakEnd:
				rest, st.Since = nil, p
			case Leave:
				away = p
			case Return:
				away, st.Since = nil, p
			}
		}
		if away != nil {
			st.Status, st.Since = Outside, away
		}
		if rest != nil {
			st.Status, st.Since = OnBreak, rest
		}
	}
	st.Possible = possible[st.Status]
	return st
}
