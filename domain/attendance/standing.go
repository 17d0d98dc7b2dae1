package attendance

import "time"

// possible lists what can be punched in each state, in the order people press it. Other kinds are not refused when
// they are typed: they are kept and explained.
var possible = map[Status][]Kind{
	Off:     {In},
	Working: {BreakStart, Leave, Out},
	OnBreak: {BreakEnd, Out},
	Outside: {Return, Out},
}

// standing is a person's state at an instant, read from the last shift: one that is open and not too old is going on.
func (r Rules) standing(seq sequence, now time.Time) Standing {
	st := Standing{Status: Off}
	l := seq.last()
	if l != nil && l.Out != nil && r.date(l.Out.At) == r.date(now) {
		st.Since = l.Out
	}
	if l.open(now) {
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
