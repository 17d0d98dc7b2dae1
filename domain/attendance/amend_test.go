package attendance

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// correct writes a correction of tanaka's day, as workflow does.
func (c *company) correct(m Amendment) (Amended, Written, error) {
	a, err := c.Amender(context.Background(), "umi", "tanaka")
	if err != nil {
		c.t.Fatal(err)
	}
	c.refs++
	var am Amended
	var w Written
	from, to := a.Window(m.Date)
	_, err = c.book.Write(context.Background(), "umi", "tanaka", Ref{}, from, to, func(h History) (e Entry, err error) {
		am, err = a.Amend(h, m, Warrant{ID: domain.ID(fmt.Sprint("r", c.refs)), By: "sato", Door: domain.Slack, Ref: "e"})
		w = am.Entry.Writes(h)
		return am.Entry, err
	})
	return am, w, err
}

// revert takes one back.
func (c *company) revert(date calendar.Date, w Written) error {
	a, err := c.Amender(context.Background(), "umi", "tanaka")
	if err != nil {
		c.t.Fatal(err)
	}
	from, to := a.Window(date)
	_, err = c.book.Write(context.Background(), "umi", "tanaka", Ref{}, from, to, func(h History) (Entry, error) {
		am, err := a.Revert(h, date, w, Warrant{By: "sato", Door: domain.Slack, Ref: "e"})
		return am.Entry, err
	})
	return err
}

// day is how a day reads: "in 9:00 out 18:00", with its minutes.
func (c *company) day(date calendar.Date) string {
	a, err := c.Amender(context.Background(), "umi", "tanaka")
	if err != nil {
		c.t.Fatal(err)
	}
	from, to := a.Window(date)
	h := History{Punches: c.book.of("umi", "tanaka", from, to), Notes: c.book.said("umi", "tanaka", from, to)}
	return readable(a.Day(h, date))
}

func readable(d worktime.Day) string {
	var parts []string
	for _, s := range d.Shifts {
		for _, p := range s.Punches() {
			parts = append(parts, fmt.Sprintf("%s %s", p.Kind, calendar.ClockOn(p.At, d.Date, tokyo)))
		}
	}
	return strings.TrimSpace(fmt.Sprint(strings.Join(parts, " "), " ", d.Problems, " ", d.Worked, " ", d.Note))
}

func add(kind worktime.Kind, when string) Edit { return Edit{Op: Add, Kind: kind, At: at(when)} }

// nth is tanaka's punch number n.
func (c *company) nth(n int) domain.ID { return c.book.punches[n].ID }

func TestWhatACorrectionMakesOfADay(t *testing.T) {
	note := "遅延"
	for name, tc := range map[string]struct {
		said  string // kind and time, parted by commas, all of 11/19 or the day named
		edits func(c *company) []Edit
		note  *string
		want  string
	}{
		"the out that was forgotten":        {"in 9:00", func(*company) []Edit { return []Edit{add(worktime.Out, "11/19 18:00")} }, nil, "in 9:00 out 18:00 [] 480"},
		"the in that was forgotten":         {"out 18:00", func(*company) []Edit { return []Edit{add(worktime.In, "11/19 9:00")} }, nil, "in 9:00 out 18:00 [] 480"},
		"one side of a day without punches": {"", func(*company) []Edit { return []Edit{add(worktime.Out, "11/19 18:00")} }, nil, "out 18:00 [missing_in] 0"},
		"a whole day":                       {"", func(*company) []Edit { return []Edit{add(worktime.Out, "11/19 18:00"), add(worktime.In, "11/19 9:00")} }, nil, "in 9:00 out 18:00 [] 480"},
		"a later out":                       {"in 9:00,out 17:00", func(c *company) []Edit { return []Edit{{Op: Move, Punch: c.nth(1), At: at("11/19 18:30")}} }, nil, "in 9:00 out 18:30 [] 510"},
		"an earlier out":                    {"in 9:00,out 19:00", func(c *company) []Edit { return []Edit{{Op: Move, Punch: c.nth(1), At: at("11/19 18:00")}} }, nil, "in 9:00 out 18:00 [] 480"},
		"an out before the one it had replaced": {"in 9:00,out 18:00,out 19:00", func(c *company) []Edit {
			return []Edit{{Op: Move, Punch: c.nth(2), At: at("11/19 17:00")}}
		}, nil, "in 9:00 out 17:00 [] 420"},
		"an added out that is another time of the one there": {"in 9:00,out 19:00", func(*company) []Edit { return []Edit{add(worktime.Out, "11/19 18:00")} }, nil, "in 9:00 out 18:00 [] 480"},
		"an in after the second press":                       {"in 8:00,in 8:30,out 18:00", func(c *company) []Edit { return []Edit{{Op: Move, Punch: c.nth(0), At: at("11/19 9:00")}} }, nil, "in 9:00 out 18:00 [] 480"},
		"both moved": {"in 8:00,out 12:00", func(c *company) []Edit {
			return []Edit{{Op: Move, Punch: c.nth(0), At: at("11/19 13:00")}, {Op: Move, Punch: c.nth(1), At: at("11/19 18:00")}}
		}, nil, "in 13:00 out 18:00 [] 300"},
		"a day in two": {"in 9:00,out 18:00", func(*company) []Edit {
			return []Edit{add(worktime.Out, "11/19 12:00"), add(worktime.In, "11/19 13:00")}
		}, nil, "in 9:00 out 12:00 in 13:00 out 18:00 [] 480"},
		"a break that was not punched": {"in 9:00,out 18:00", func(*company) []Edit {
			return []Edit{add(worktime.BreakStart, "11/19 15:00"), add(worktime.BreakEnd, "11/19 15:30")}
		}, nil, "in 9:00 break_start 15:00 break_end 15:30 out 18:00 [] 510"},
		"the end of a break":               {"in 9:00,break_start 15:00,out 18:00", func(*company) []Edit { return []Edit{add(worktime.BreakEnd, "11/19 15:30")} }, nil, "in 9:00 break_start 15:00 break_end 15:30 out 18:00 [] 510"},
		"a held punch that shall count":    {"break_end 12:30,in 9:00,out 18:00", func(c *company) []Edit { return []Edit{add(worktime.BreakStart, "11/19 12:00")} }, nil, "in 9:00 break_start 12:00 break_end 12:30 out 18:00 [] 510"},
		"a punch that should not be there": {"in 9:00,out 18:00,leave 18:30", func(c *company) []Edit { return []Edit{{Op: Remove, Punch: c.nth(2)}} }, nil, "in 9:00 out 18:00 [] 480"},
		"the out taken away":               {"in 9:00,out 18:00", func(c *company) []Edit { return []Edit{{Op: Remove, Punch: c.nth(1)}} }, nil, "in 9:00 [] 1380"},
		"the last of two outs taken away":  {"in 9:00,out 18:00,out 19:00", func(c *company) []Edit { return []Edit{{Op: Remove, Punch: c.nth(2)}} }, nil, "in 9:00 out 18:00 [] 480"},
		"an out after midnight":            {"in 18:00", func(*company) []Edit { return []Edit{add(worktime.Out, "11/20 3:00")} }, nil, "in 18:00 out 27:00 [] 540"},
		"an out after the boundary":        {"in 22:00", func(*company) []Edit { return []Edit{add(worktime.Out, "11/20 7:00")} }, nil, "in 22:00 out 31:00 [] 540"},
		"a note alone":                     {"in 9:00,out 18:00", func(*company) []Edit { return nil }, &note, "in 9:00 out 18:00 [] 480 遅延"},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCompany(t)
			c.say(tc.said)
			c.now = at("11/20 9:00")
			before := c.day(on("11/19"))
			am, written, err := c.correct(Amendment{Date: on("11/19"), Edits: tc.edits(c), Note: tc.note})
			if err != nil {
				t.Fatal(err, err.(*domain.Error).Args)
			}
			if got := c.day(on("11/19")); got != tc.want || readable(am.After) != got || readable(am.Before) != before {
				t.Errorf("got %q, shown %q; want %q", got, readable(am.After), tc.want)
			}
			if am.Before.Version == am.After.Version {
				t.Error("the version did not move")
			}
			if err := c.revert(on("11/19"), written); err != nil {
				t.Fatal("taken back:", err)
			}
			if got := c.day(on("11/19")); got != before {
				t.Errorf("taken back it is %q, it was %q", got, before)
			}
			if err := c.revert(on("11/19"), written); !domain.Is(err, domain.Conflict) {
				t.Errorf("taken back twice: %v", err)
			}
		})
	}
}

// say punches "in 9:00,out 18:00" of 11/19.
func (c *company) say(said string) {
	for one := range strings.SplitSeq(said, ",") {
		if kind, when, ok := strings.Cut(one, " "); ok {
			c.now = at("11/20 8:00")
			c.late(worktime.Kind(kind), "11/19 "+when)
		}
	}
}

func TestWhatACorrectionCannotBe(t *testing.T) {
	for name, tc := range map[string]struct {
		said  string
		edits func(c *company) []Edit
		why   string
	}{
		"nothing":                         {"in 9:00", func(*company) []Edit { return nil }, "nothing"},
		"the time it has":                 {"in 9:00", func(c *company) []Edit { return []Edit{{Op: Move, Punch: c.nth(0), At: at("11/19 9:00")}} }, "nothing"},
		"what is there":                   {"in 9:00,out 18:00", func(*company) []Edit { return []Edit{add(worktime.Out, "11/19 18:00")} }, "nothing"},
		"tomorrow":                        {"in 9:00", func(*company) []Edit { return []Edit{add(worktime.Out, "11/20 10:00")} }, "future"},
		"an out before the in":            {"in 9:00", func(*company) []Edit { return []Edit{add(worktime.Out, "11/19 8:00")} }, "order"},
		"an in after the out":             {"out 18:00", func(*company) []Edit { return []Edit{add(worktime.In, "11/19 19:00")} }, "order"},
		"an in moved beyond its out":      {"in 9:00,out 18:00", func(c *company) []Edit { return []Edit{{Op: Move, Punch: c.nth(0), At: at("11/19 19:00")}} }, "order"},
		"a break after work":              {"in 9:00,out 18:00", func(*company) []Edit { return []Edit{add(worktime.BreakStart, "11/19 19:00")} }, "order"},
		"the end of no break":             {"in 9:00,out 18:00", func(*company) []Edit { return []Edit{add(worktime.BreakEnd, "11/19 15:00")} }, "order"},
		"half of a break":                 {"in 9:00,break_start 12:00,break_end 13:00,out 18:00", func(c *company) []Edit { return []Edit{{Op: Remove, Punch: c.nth(1)}} }, "order"},
		"an in of another day":            {"", func(*company) []Edit { return []Edit{add(worktime.In, "11/18 9:00")} }, "other_day"},
		"an in before the boundary":       {"", func(*company) []Edit { return []Edit{add(worktime.In, "11/19 4:00")} }, "other_day"},
		"an out a day later":              {"in 6:00", func(*company) []Edit { return []Edit{add(worktime.Out, "11/20 7:00")} }, "too_late"},
		"a punch that is none of his":     {"in 9:00", func(*company) []Edit { return []Edit{{Op: Move, Punch: "another", At: at("11/19 10:00")}} }, "no_punch"},
		"the same out twice":              {"in 9:00,out 18:00", func(*company) []Edit { return []Edit{add(worktime.In, "11/19 12:00"), add(worktime.In, "11/19 13:00")} }, "order"},
		"an in in the middle of the work": {"in 9:00,out 18:00", func(*company) []Edit { return []Edit{add(worktime.In, "11/19 19:00"), add(worktime.Out, "11/19 8:00")} }, "order"},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCompany(t)
			c.say(tc.said)
			c.now = at("11/20 9:00")
			n, before := len(c.book.punches), c.day(on("11/19"))
			_, _, err := c.correct(Amendment{Date: on("11/19"), Edits: tc.edits(c)})
			if !domain.Is(err, domain.Invalid) || err.(*domain.Error).Args["why"] != tc.why {
				t.Errorf("got %v, the day %s", err, c.day(on("11/19")))
				if e, ok := err.(*domain.Error); ok {
					t.Error(e.Args)
				}
			}
			if len(c.book.punches) != n || c.day(on("11/19")) != before {
				t.Errorf("something was written: %s", c.day(on("11/19")))
			}
		})
	}
}

// Whatever people punch and whatever is corrected: what is shown is what is written, each added time counts exactly once,
// and taking the newest correction back gives the day there was.
func TestAnyCorrectionIsWhatItShowedAndCanBeTakenBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c := newCompany(t)
		date := on("11/18")
		when := func() time.Time {
			return at("11/18 6:00").Add(time.Duration(rapid.IntRange(0, 23*4).Draw(r, "quarter")) * 15 * time.Minute)
		}
		c.now = at("11/20 9:00")
		for range rapid.IntRange(1, 25).Draw(r, "steps") {
			kind := rapid.SampledFrom(worktime.Kinds).Draw(r, "kind")
			if len(c.book.punches) == 0 || rapid.Bool().Draw(r, "punch") {
				c.refs++
				if _, err := c.Punch(t.Context(), tanaka(), Command{Kind: kind, At: when(), Ref: Ref{domain.LINE, fmt.Sprint("e", c.refs)}}); err != nil {
					r.Fatal(err)
				}
				continue
			}
			var edits []Edit
			for range rapid.IntRange(1, 3).Draw(r, "edits") {
				e := Edit{Op: rapid.SampledFrom([]Op{Add, Move, Remove}).Draw(r, "op"), Kind: kind, At: when()}
				if e.Op != Add {
					e.Punch = c.nth(rapid.IntRange(0, len(c.book.punches)-1).Draw(r, "which"))
				}
				edits = append(edits, e)
			}
			before := c.day(date)
			am, written, err := c.correct(Amendment{Date: date, Edits: edits})
			if err != nil {
				if c.day(date) != before {
					r.Fatalf("refused, and yet it is %s", c.day(date))
				}
				continue
			}
			after := c.day(date)
			if readable(am.After) != after || readable(am.Before) != before {
				r.Fatalf("shown %s → %s, written %s → %s", readable(am.Before), readable(am.After), before, after)
			}
			for _, e := range am.Edits {
				times := 0
				for _, p := range c.book.punches {
					if p.State == worktime.Effective && p.Kind == e.Kind && p.At.Equal(e.At) {
						times++
					}
				}
				if e.Op != Remove && times != 1 {
					r.Fatalf("%s %s counts %d times: %s", e.Kind, e.At, times, after)
				}
			}
			if rapid.Bool().Draw(r, "revert") {
				if err := c.revert(date, written); err != nil {
					r.Fatal(err)
				}
				if got := c.day(date); got != before {
					r.Fatalf("taken back it is %s, it was %s", got, before)
				}
			}
		}
	})
}

// Before there were requests an answer about a forgotten punch was kept as a held one. Its day waits until a correction of
// that side says when it was.
func TestAnOldAnswerIsSettledByACorrection(t *testing.T) {
	for _, when := range []string{"11/19 19:00", "11/19 18:00"} {
		c := newCompany(t)
		c.say("in 9:00")
		old := worktime.Punch{ID: "old", Tenant: "umi", Employee: "tanaka", Kind: worktime.Out, At: at("11/19 19:00"), Date: on("11/19"), Source: domain.Correction,
			SourceRef: "line/a", Hold: worktime.Answered, State: worktime.Held}
		Seal(&old, 2, c.book.punches[0].Hash)
		c.book.punches = append(c.book.punches, old)
		c.now = at("11/20 9:00")
		if got := c.day(on("11/19")); !strings.Contains(got, "waiting") {
			t.Errorf("it does not wait: %s", got)
		}
		_, written, err := c.correct(Amendment{Date: on("11/19"), Edits: []Edit{add(worktime.Out, when)}})
		if got := c.day(on("11/19")); err != nil || !strings.Contains(got, "[]") || !strings.Contains(got, "out "+when[6:]) {
			t.Errorf("%s: %s, %v", when, got, err)
		}
		if err := c.revert(on("11/19"), written); err != nil || !strings.Contains(c.day(on("11/19")), "waiting") {
			t.Errorf("%s taken back: %s, %v", when, c.day(on("11/19")), err)
		}
	}
}

func TestWhatWasDecidedIsNotForThePersonToTakeBack(t *testing.T) {
	c := newCompany(t)
	c.say("in 9:00,out 18:00")
	if _, _, err := c.correct(Amendment{Date: on("11/19"), Edits: []Edit{{Op: Move, Punch: c.nth(1), At: at("11/19 19:00")}}}); err != nil {
		t.Fatal(err)
	}
	before := c.day(on("11/19"))
	for n := range 3 {
		_, err := c.Void(t.Context(), tanaka(), c.nth(n), Ref{domain.LINE, "u"})
		if n > 0 && !domain.Is(err, domain.Forbidden) {
			t.Errorf("punch %d: %v", n, err)
		}
		if n == 0 && err != nil {
			t.Error("his own in:", err)
		}
		if n > 0 && !strings.HasPrefix(before, "in 9:00 out 19:00") {
			t.Error(before)
		}
	}
	if said, err := c.Newest(t.Context(), tanaka()); err != nil || said.Punch.ID != c.nth(1) {
		t.Errorf("the newest he said is %+v, %v", said.Punch, err)
	}
}
