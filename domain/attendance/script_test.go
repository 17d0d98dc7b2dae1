package attendance

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// A script is what tanaka does, a line each, with what came of it behind the colon. The test replays the lines and
// compares the whole text, so a case shows every answer on the way and the days at the end.
//
//	in 11/20 8:58: recorded 11/20, now in
//	out 11/20 18:02 heard 11/21 9:00: …     the event arrives later than it happened
//	undo #1 11/20 8:59: …                   takes back the first punch
//	lock 2026-11: locked
//	= 11/20 8:58-18:02 484+4 missing_in     a day: its shifts, minutes worked and beyond eight hours, problems
func (c *company) replay(script string) string {
	var out []string
	for line := range strings.Lines(script) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "=") {
			continue
		}
		line, _, _ = strings.Cut(line, ": ")
		out = append(out, line+": "+c.step(strings.Fields(line)))
	}
	for _, d := range c.days() {
		out = append(out, "= "+sketch(d))
	}
	return strings.Join(out, "\n")
}

func (c *company) step(f []string) string {
	switch f[0] {
	case "lock":
		c.locked[calendar.Month(f[1])] = true
		return "locked"
	case "undo":
		c.now = at(f[2] + " " + f[3])
		var n int
		_, _ = fmt.Sscanf(f[1], "#%d", &n)
		c.refs++
		u, err := c.Void(c.t.Context(), tanaka(), c.book.punches[n-1].ID, Ref{domain.LINE, fmt.Sprint("e", c.refs)})
		if err != nil {
			return string(domain.CodeOf(err))
		}
		return fmt.Sprintf("restored %d, now %s", len(u.Restored), u.Status)
	}
	when := f[1] + " " + f[2]
	c.now = at(when)
	if len(f) > 3 {
		c.now = at(f[4] + " " + f[5])
	}
	r := c.late(worktime.Kind(f[0]), when)
	s := string(r.Outcome)
	if r.Punch.Hold != worktime.NotHeld {
		s += " " + string(r.Punch.Hold)
	}
	if r.Punch.State == worktime.Superseded {
		s += " superseded"
	}
	s += " " + short(r.Punch.Date)
	if r.Replaced != nil {
		s += fmt.Sprintf(" instead of %s", calendar.ClockOn(r.Replaced.At, r.Punch.Date, tokyo))
	}
	if r.Forgotten != nil {
		s += " forgotten " + short(r.Forgotten.Date)
	}
	return s + ", now " + string(r.Status)
}

// days are all of tanaka's days as of the clock.
func (c *company) days() []worktime.Day {
	var list []worktime.Day
	for _, m := range []calendar.Month{"2026-10", "2026-11", "2026-12"} {
		month, err := c.Month(c.t.Context(), "umi", "tanaka", m, c.now)
		if err != nil {
			c.t.Fatal(err)
		}
		for _, d := range month.Days {
			if len(d.Shifts)+len(d.Held) > 0 {
				list = append(list, d)
			}
		}
	}
	return list
}

func sketch(d worktime.Day) string {
	s := short(d.Date)
	for _, shift := range d.Shifts {
		s += " " + clock(shift.In, d.Date) + "-" + clock(shift.Out, d.Date)
	}
	s += fmt.Sprintf(" %d+%d", d.Worked, d.OT)
	if d.Break > 0 {
		s += fmt.Sprintf(" break %d", d.Break)
	}
	if d.Outing > 0 {
		s += fmt.Sprintf(" outing %d", d.Outing)
	}
	for _, p := range d.Problems {
		s += " " + string(p)
	}
	return s
}

func short(d calendar.Date) string { return fmt.Sprintf("%d/%d", d.Month(), d.Day()) }

func clock(p *worktime.Punch, d calendar.Date) string {
	if p == nil {
		return "?"
	}
	return calendar.ClockOn(p.At, d, tokyo).String()
}

type scripted struct{ name, script string }

func run(t *testing.T, cases []scripted, prepare func(*company)) {
	t.Helper()
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			c := newCompany(t)
			if prepare != nil {
				prepare(c)
			}
			want := strings.TrimSpace(strings.ReplaceAll(tc.script, "\t", ""))
			if got := c.replay(want); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}
