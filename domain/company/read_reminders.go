package company

import (
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// Bounds of what a company may say about reminders, in minutes and days.
const (
	LongestWait  = 24 * 60   // of a missing punch
	MostOvertime = 200 * 60  // of a step
	MostDays     = 15        // before the end of a period
	lastMinute   = 24*60 - 1 // of a day
	offWord      = "off"     // switches one reminder off, or all of them
)

// reminders reads what a company says about asking and warning: off, or a mapping.
func reminders(v value) (r org.Reminders) {
	if v.off() {
		return org.Reminders{Off: true}
	}
	wait := func(to *org.Wait, most int) func(value) { return func(v value) { *to = v.wait(most) } }
	v.fields(
		field{"active", false, func(v value) { r.Off = !v.truth() }},
		field{"missing_in", false, wait(&r.MissingIn, LongestWait)},
		field{"missing_out", false, wait(&r.MissingOut, LongestWait)},
		field{"missing_break", false, wait(&r.MissingBreak, LongestWait)},
		field{"still_in", false, wait(&r.StillIn, LongestWait)},
		field{"approvals", false, wait(&r.Morning, lastMinute)},
		field{"closing", false, func(v value) {
			r.Closing = v.steps(func(v value) org.Wait { return org.Wait(v.number(0, MostDays)) })
		}},
		field{"overtime", false, func(v value) {
			r.Overtime = v.steps(func(v value) org.Wait { return v.hours(MostOvertime) })
			for i := 1; i < len(r.Overtime); i++ {
				if r.Overtime[i] <= r.Overtime[i-1] {
					v.wrong("each step must be more than the one before")
				}
			}
		}},
		field{"quiet", false, func(v value) { r.Quiet = quiet(v) }},
	)
	return r
}

// quiet reads off, or two times: ["21:00", "7:00"].
func quiet(v value) *org.Quiet {
	if v.off() {
		return &org.Quiet{}
	}
	times := v.items()
	if len(times) != 2 {
		v.wrong("must be two times: from, to")
		return nil
	}
	q := &org.Quiet{From: times[0].clock(lastMinute), To: times[1].clock(lastMinute)}
	if q.From == q.To {
		v.wrong("begins and ends at the same time; write off for none")
	}
	return q
}

// off tells whether the value switches something off.
func (v value) off() bool {
	switch strings.ToLower(v.node.Value) {
	case offWord, "false", "no":
		return true
	}
	return false
}

// wait reads hours and minutes, at least one minute, or off.
func (v value) wait(most int) org.Wait {
	if v.off() {
		return org.Never
	}
	return v.hours(most)
}

// hours reads "0:15" or "45:00" up to so many minutes.
func (v value) hours(most int) org.Wait {
	h, m, ok := strings.Cut(v.text(), ":")
	hours, err := strconv.ParseUint(h, 10, 16)
	minutes, wrong := strconv.ParseUint(m, 10, 8)
	n := int(hours)*60 + int(minutes)
	if !ok || err != nil || wrong != nil || minutes > 59 || len(m) != 2 || n < 1 || n > most {
		v.wrong("%q is not a time like \"0:15\" from \"0:01\" to %q", v.node.Value, calendar.Clock(most).String())
		return 0
	}
	return org.Wait(n)
}

// steps reads a list, or off. An empty list is off too.
func (v value) steps(each func(value) org.Wait) []org.Wait {
	if v.off() {
		return []org.Wait{org.Never}
	}
	all := []org.Wait{}
	for _, item := range v.items() {
		all = append(all, each(item))
	}
	if len(all) == 0 {
		return []org.Wait{org.Never}
	}
	return all
}
