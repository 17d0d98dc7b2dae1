package org

// halfHour is the only unit of the statutory rule for a month's totals.
const halfHour = 30

// Wrong tells what of a rule for punches does not go together; empty: nothing. in: it is the rule of clock-ins.
func (s Step) Wrong(in bool) (why string) {
	switch {
	case s.To == ToStart && (!in || s.Minutes != 0):
		return "start"
	case s.To != ToStart && s.Minutes == 0:
		return "minutes"
	case s.Threshold != 0 && (s.To != Nearest || s.Threshold > s.Minutes):
		return "threshold"
	}
	return ""
}

// WrongOfMonth tells what of a rule for a month's totals does not go together; empty: nothing.
func (s Step) WrongOfMonth() (why string) {
	switch {
	case s.Minutes == 0:
		return "minutes"
	case s.To == HalfHour && s.Minutes != halfHour:
		return "half_hour"
	}
	return ""
}
