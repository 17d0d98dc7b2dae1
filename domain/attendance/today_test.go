package attendance

import (
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

func TestToday(t *testing.T) {
	c := newCompany(t)
	today := func(when string) Today {
		t.Helper()
		c.now = at(when)
		got, err := c.Today(t.Context(), "umi", "tanaka", c.now)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := today("11/20 8:00"); got.Status != worktime.Off || got.Since != nil || got.Date != on("11/20") || len(got.Possible) != 1 {
		t.Errorf("before work: %+v", got)
	}
	c.says(worktime.In, "11/20 22:00")
	if got := today("11/21 8:30"); got.Date != on("11/20") || !got.Open || got.Worked != 630 || got.OT != 150 || got.Out != nil {
		t.Errorf("a night past the boundary is still of the day it began: %+v", got)
	}
	c.says(worktime.BreakStart, "11/21 8:30")
	if got := today("11/21 8:50"); got.Status != worktime.OnBreak || !got.Since.At.Equal(at("11/21 8:30")) || got.Worked != 630 || got.Break != 20 {
		t.Errorf("on a break: %+v", got)
	}
	if got := today("11/21 22:00"); got.Status != worktime.OnBreak || got.Forgotten != nil {
		t.Errorf("exactly MaxShift is not too long: %+v", got)
	}
	c.says(worktime.Out, "11/21 9:00")
	if got := today("11/21 12:00"); got.Status != worktime.Off || got.Since == nil {
		t.Errorf("he left this morning: %+v", got.Standing)
	}
	if got := today("11/22 9:00"); got.Status != worktime.Off || got.Since != nil {
		t.Errorf("what was yesterday is no state of today: %+v", got.Standing)
	}
	c.says(worktime.In, "11/22 22:00")
	if got := today("11/23 22:01"); got.Status != worktime.Off || got.Date != on("11/23") || got.Forgotten == nil || got.Forgotten.Date != on("11/22") {
		t.Errorf("a day later the shift is forgotten: %+v", got)
	}
}

func TestMonth(t *testing.T) {
	c := newCompany(t)
	for _, day := range []string{"11/18", "11/19"} {
		c.says(worktime.In, day+" 8:58")
		c.says(worktime.Out, day+" 18:02")
	}
	c.says(worktime.In, "11/20 9:00")
	c.says(worktime.In, "11/24 9:00")
	m, err := c.Month(t.Context(), "umi", "tanaka", "", at("11/24 11:00"))
	if err != nil {
		t.Fatal(err)
	}
	if m.Period.Month != "2026-11" || m.Totals.DaysWorked != 4 || m.Totals.Worked != 484*2+120 || m.Totals.OT != 8 || m.Totals.Break != 120 {
		t.Errorf("sums: %+v", m)
	}
	if missing := m.Missing(); len(missing) != 1 || missing[0] != on("11/20") || m.Locked != 0 {
		t.Errorf("missing: %v", missing)
	}
}

func TestTwoStandingsAtOnce(t *testing.T) {
	c := newCompany(t)
	c.says(worktime.In, "11/20 9:00")
	c.says(worktime.BreakStart, "11/20 12:00")
	c.says(worktime.Leave, "11/20 12:10")
	if r := c.says(worktime.BreakEnd, "11/20 12:20"); r.Status != worktime.Outside || !r.Since.At.Equal(at("11/20 12:10")) || r.Possible[0] != worktime.Return {
		t.Errorf("got %+v", r.Standing)
	}
}

func TestWhoIsIn(t *testing.T) {
	c := newCompany(t)
	c.now = at("11/20 12:30")
	for i, e := range []struct {
		kind worktime.Kind
		when string
	}{{worktime.Out, "11/20 11:00"}, {worktime.In, "11/20 9:00"}, {worktime.BreakStart, "11/20 12:00"}, {worktime.Leave, "11/20 12:10"}, {worktime.In, "11/19 12:29"}, {worktime.In, "11/19 12:30"}} {
		id := domain.ID('a' + rune(i))
		c.sees = append(c.sees, org.Employee{ID: id, Tenant: "umi", Code: string(id), Active: true})
		c.book.punches = append(c.book.punches, worktime.Punch{
			ID: "p" + id, Tenant: "umi", Employee: id, Kind: e.kind, At: at(e.when), Date: on("11/20"), State: worktime.Effective,
		})
	}
	c.sees = append(c.sees, org.Employee{ID: "left", Code: "z"})
	board, err := c.WhoIsIn(t.Context(), tanaka())
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, p := range board {
		got += p.Employee.Code + "=" + string(p.Status) + " "
	}
	if want := "b=in f=in c=break d=away a=out e=out "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	c.sights = domain.Refuse(domain.Forbidden, "why", "own_only")
	if _, err := c.WhoIsIn(t.Context(), tanaka()); !domain.Is(err, domain.Forbidden) {
		t.Errorf("got %v", err)
	}
}

func TestOutingsThatStayWorkingTime(t *testing.T) {
	c := newCompany(t)
	c.tenant.Rules.OutingCounted = true
	c.says(worktime.In, "11/20 9:00")
	c.says(worktime.Leave, "11/20 11:30")
	c.says(worktime.Return, "11/20 14:00")
	if r := c.says(worktime.Out, "11/20 18:00"); r.Day.Worked != 480 || r.Day.Outing != 150 || r.Day.Break != 60 {
		t.Errorf("got %+v", r.Day.Figures)
	}
}

func TestABoundaryOfThePattern(t *testing.T) {
	c := newCompany(t)
	nine := c.pattern.Start
	c.pattern.Boundary, c.pattern.Start, c.pattern.End = &nine, 22*60, 31*60
	if r := c.says(worktime.In, "11/20 8:50"); r.Punch.Date != on("11/19") {
		t.Errorf("8:50 is of %s", r.Punch.Date)
	}
	if r := c.says(worktime.Out, "11/20 9:10"); r.Day.Worked != 20 {
		t.Errorf("got %+v", r.Day)
	}
}

func TestASummerTimeZone(t *testing.T) {
	c := newCompany(t)
	c.tenant.Timezone = "America/New_York"
	c.pattern.Breaks = nil
	begin := time.Date(2026, 11, 1, 3, 30, 0, 0, time.UTC) // 31 October 23:30, summer time ends at 2:00
	c.now = begin
	r, err := c.Punch(t.Context(), tanaka(), Command{Kind: worktime.In, At: begin, Ref: Ref{domain.LINE, "a"}})
	if err != nil || r.Punch.Date != "2026-10-31" {
		t.Fatal(r.Punch.Date, err)
	}
	c.now = begin.Add(8 * time.Hour)
	r, err = c.Punch(t.Context(), tanaka(), Command{Kind: worktime.Out, At: c.now, Ref: Ref{domain.LINE, "b"}})
	if err != nil || r.Day.Worked != 480 {
		t.Errorf("an hour that comes twice is worked twice: %+v %v", r.Day.Figures, err)
	}
}

func TestProposalsForAForgottenOut(t *testing.T) {
	for _, tc := range []struct {
		name, back, next string
		want             string
	}{
		{"the schedule's end", "11/19 12:50", "11/20 9:00", "punch 12:50 schedule 18:00 "},
		{"none before the last punch", "11/19 19:00", "11/20 9:00", "punch 19:00 "},
		{"none after the next in", "11/19 12:50", "11/20 5:00", "punch 12:50 "},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := newCompany(t)
			if tc.name == "none after the next in" {
				c.pattern.End = 30 * 60
			}
			c.says(worktime.In, "11/19 9:00")
			c.says(worktime.BreakStart, "11/19 12:10")
			c.says(worktime.BreakEnd, tc.back)
			r := c.says(worktime.In, tc.next)
			got := ""
			for _, p := range r.Forgotten.Proposals {
				got += string(p.Evidence) + " " + calendar.ClockOn(p.At, r.Forgotten.Date, tokyo).String() + " "
			}
			if got != tc.want || !r.Forgotten.Latest.Equal(at(tc.next)) {
				t.Errorf("got %s, until %s", got, r.Forgotten.Latest)
			}
		})
	}
}
