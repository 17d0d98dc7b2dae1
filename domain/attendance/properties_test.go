package attendance

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/worktime"
)

// event is one thing tanaka said, as a platform may deliver it.
type event struct {
	ref  string
	kind worktime.Kind
	at   time.Time
}

var days5 = rapid.Custom(func(t *rapid.T) event {
	return event{
		kind: rapid.SampledFrom(worktime.Kinds).Draw(t, "kind"),
		at:   at("11/16 0:00").Add(time.Duration(rapid.IntRange(0, 5*24*3600).Draw(t, "second")) * time.Second),
	}
})

// named gives every event its own ref and repeats some of them.
func named(t *rapid.T, events []event) []event {
	for i := range events {
		events[i].ref = fmt.Sprint("e", i)
	}
	for _, i := range rapid.SliceOfN(rapid.IntRange(0, max(0, len(events)-1)), 0, 5).Draw(t, "redelivered") {
		if len(events) > 0 {
			events = append(events, events[i])
		}
	}
	return events
}

func (c *company) hear(t *rapid.T, events []event) {
	for _, e := range events {
		_, err := c.Punch(c.t.Context(), tanaka(), Command{Kind: e.kind, At: e.at, Ref: Ref{domain.LINE, e.ref}, Message: e.ref})
		if err != nil {
			t.Fatalf("%v: %v", e, err)
		}
	}
}

// No sequence of punches, in any order and however often, loses one, doubles one or turns one into another kind.
func TestNothingIsLostDoubledOrToggled(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := newCompany(t)
		c.now = at("11/21 6:00")
		events := named(rt, rapid.SliceOfN(days5, 1, 25).Draw(rt, "events"))
		c.hear(rt, events)
		for _, e := range events {
			found := 0
			for _, p := range c.book.punches {
				if p.SourceRef == e.ref {
					found++
					if p.Kind != e.kind || !p.At.Equal(e.at) {
						rt.Fatalf("%s at %s became %s at %s", e.kind, e.at, p.Kind, p.At)
					}
				}
			}
			for _, w := range c.book.witnesses {
				if w.SourceRef == e.ref {
					found++
					if p := worktime.ByID(c.book.punches, w.Punch); p.Kind != e.kind || p.At.Sub(e.at).Abs() > RepeatWindow {
						rt.Fatalf("%s at %s witnesses %s at %s", e.kind, e.at, p.Kind, p.At)
					}
				}
			}
			if found != 1 {
				rt.Fatalf("event %s is %d punches and witnesses", e.ref, found)
			}
		}
		c.sound(rt)
	})
}

// sound checks what must hold of any ledger: the chain, one path of changes for each punch, and states that are
// exactly what the rules say about the set of punches.
func (c *company) sound(t *rapid.T) {
	report, err := c.Verify(c.t.Context(), "umi")
	if err != nil || report.Broken != nil || report.Count != int64(len(c.book.punches)) {
		t.Fatalf("chain: %+v %v", report, err)
	}
	rules := worktime.Rules{Zone: tokyo, Boundary: c.tenant.Boundary, Pattern: &c.pattern}
	seq := rules.Read(c.book.punches)
	for _, p := range c.book.punches {
		if v, read := seq.Verdicts[p.ID]; read && v.State(p) != p.State {
			t.Fatalf("%s %s is %s, the rules say %s", p.Kind, p.At, p.State, v.State(p))
		}
	}
	for i, s := range seq.Shifts {
		if s.In != nil && s.Out != nil && s.Out.At.Sub(s.In.At) > worktime.MaxShift {
			t.Fatalf("a shift of %s", s.Out.At.Sub(s.In.At))
		}
		if i > 0 && s.In != nil && seq.Shifts[i-1].Out != nil && s.In.At.Before(seq.Shifts[i-1].Out.At) {
			t.Fatalf("shifts overlap at %s", s.In.At)
		}
	}
}

// The order of arrival leaves no trace in anybody's days.
func TestOrderOfArrivalChangesNoFigures(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		events := rapid.SliceOfNDistinct(days5, 1, 20, func(e event) int64 { return e.at.Unix() / 120 }).Draw(rt, "events")
		// Twins are joined to whichever came first, by design; apart from them the set decides.
		slices.SortFunc(events, func(a, b event) int { return a.at.Compare(b.at) })
		events = slices.CompactFunc(events, func(a, b event) bool { return b.at.Sub(a.at) <= RepeatWindow })
		for i := range events {
			events[i].ref = fmt.Sprint("e", i)
		}
		read := func(order []event) string {
			c := newCompany(t)
			c.now = at("11/21 6:00")
			c.hear(rt, order)
			c.sound(rt)
			var out []string
			for _, d := range c.days() {
				d.Problems = slices.DeleteFunc(d.Problems, func(p worktime.Problem) bool { return p == worktime.HeldPunch })
				out = append(out, sketch(d))
			}
			return strings.Join(out, "\n")
		}
		shuffled := rapid.Permutation(slices.Clone(events)).Draw(rt, "arrival")
		if a, b := read(events), read(shuffled); a != b {
			rt.Fatalf("in order:\n%s\nas it arrived:\n%s", a, b)
		}
	})
}

// Taking back the newest punch restores exactly what was there before it.
func TestUndoRestoresWhatWas(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := newCompany(t)
		c.now = at("11/21 6:00")
		c.hear(rt, named(rt, rapid.SliceOfN(days5, 0, 12).Draw(rt, "events")))
		before := slices.Clone(c.book.punches)
		last := days5.Draw(rt, "last")
		last.ref = "last"
		c.hear(rt, []event{last})
		if len(c.book.punches) == len(before) {
			return // a witness
		}
		id := c.book.punches[len(before)].ID
		if _, err := c.Void(t.Context(), tanaka(), id, Ref{domain.LINE, "undo"}); err != nil {
			rt.Fatal(err)
		}
		for i, p := range before {
			if now := c.book.punches[i]; now.State != p.State {
				rt.Fatalf("%s %s was %s and is %s", p.Kind, p.At, p.State, now.State)
			}
		}
		c.sound(rt)
	})
}

// Once a month is locked, nothing that happens later changes a state or a figure in it, and nothing later counts in it.
func TestLockedMeansLocked(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := newCompany(t)
		c.now = at("11/3 6:00")
		turn := rapid.Custom(func(t *rapid.T) event {
			e := days5.Draw(t, "event")
			e.at = e.at.Add(at("10/29 0:00").Sub(at("11/16 0:00"))) // around the end of October
			return e
		})
		c.hear(rt, named(rt, rapid.SliceOfN(turn, 0, 12).Draw(rt, "before")))
		shut, days := slices.Clone(c.book.punches), c.october(rt)
		c.locked["2026-10"] = true
		later := rapid.SliceOfN(turn, 1, 12).Draw(rt, "after")
		for i := range later {
			later[i].ref = fmt.Sprint("l", i)
		}
		c.hear(rt, later)
		for _, p := range c.book.punches {
			if rapid.Bool().Draw(rt, "undo") {
				_, err := c.Void(t.Context(), tanaka(), p.ID, Ref{domain.LINE, "undo" + string(p.ID)})
				if err != nil && !domain.Is(err, domain.Locked) || err == nil && p.Date <= "2026-10-31" && p.State != worktime.Void {
					rt.Fatalf("undo of %s: %v", p.Date, err)
				}
			}
		}
		for i, p := range c.book.punches {
			switch {
			case p.Date > "2026-10-31":
			case i < len(shut) && p.State != shut[i].State:
				rt.Fatalf("%s %s was %s and is %s", p.Kind, p.At, shut[i].State, p.State)
			case i >= len(shut) && p.State != worktime.Held:
				rt.Fatalf("%s %s is %s", p.Kind, p.At, p.State)
			}
		}
		if now := c.october(rt); now != days {
			rt.Fatalf("October was\n%s\nand is\n%s", days, now)
		}
	})
}

// october is what was worked in October; punches held later are shown, but no part of it.
func (c *company) october(t *rapid.T) string {
	m, err := c.Month(c.t.Context(), "umi", "tanaka", "2026-10", c.now)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range m.Days {
		d.Problems = slices.DeleteFunc(d.Problems, func(p worktime.Problem) bool { return p == worktime.HeldPunch })
		if len(d.Shifts) > 0 {
			out = append(out, sketch(d))
		}
	}
	return strings.Join(out, "\n")
}
