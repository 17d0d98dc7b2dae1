package attendance

import (
	"testing"

	"github.com/dakoku/dakoku/domain"
)

func (c *company) answers(when, ref string) (Reply, error) {
	return c.Answer(c.t.Context(), tanaka(), on("11/19"), Out, at(when), Ref{domain.LINE, ref})
}

func TestAnAnswerWaitsForSomebody(t *testing.T) {
	c := newCompany(t)
	c.says(In, "11/19 9:01")
	c.says(In, "11/20 8:57")
	first, err := c.answers("11/19 18:00", "a1")
	if err != nil || first.Already || first.Punch.State != Held || first.Punch.Hold != Answered || first.Punch.Source != domain.Correction {
		t.Fatalf("first: %+v %v", first, err)
	}
	if got := sketch(first.Day); got != "11/19 9:01-? 0+0 missing_out waiting" {
		t.Errorf("an answer counts: %s", got)
	}
	again, err := c.answers("11/19 18:00", "a1")
	if err != nil || !again.Already || again.Punch.ID != first.Punch.ID {
		t.Errorf("the same event again: %+v %v", again, err)
	}
	equal, err := c.answers("11/19 18:00", "a2")
	if err != nil || !equal.Already || equal.Punch.ID != first.Punch.ID {
		t.Errorf("the same answer again: %+v %v", equal, err)
	}
	other, err := c.answers("11/19 19:42", "a3")
	if err != nil || other.Already || other.Replaced == nil || other.Replaced.ID != first.Punch.ID || other.Replaced.State != Superseded {
		t.Errorf("another answer: %+v %v", other, err)
	}
	today, err := c.Today(t.Context(), "umi", "tanaka", c.now)
	if err != nil || today.Forgotten == nil || today.Forgotten.Waiting == nil || today.Forgotten.Waiting.ID != other.Punch.ID {
		t.Errorf("today: %+v %v", today.Forgotten, err)
	}
	c.now = at("11/20 12:00")
	if u, err := c.Void(t.Context(), tanaka(), other.Punch.ID, Ref{domain.LINE, "u1"}); err != nil || u.Punch.State != Void || len(u.Restored) != 0 {
		t.Errorf("an answer that waits can always be taken back: %+v %v", u, err)
	}
}

func TestAnswersThatCannotBeTrue(t *testing.T) {
	for _, tc := range []struct {
		name, when string
		kind       Kind
		code       domain.Code
		why        any
	}{
		{"before its in", "11/19 9:01", Out, domain.Invalid, "before_in"},
		{"after the next in", "11/20 8:58", Out, domain.Invalid, "too_late"},
		{"still to come", "11/20 9:30", Out, domain.Invalid, "future"},
		{"an in that is there", "11/19 8:00", In, domain.Conflict, nil},
		{"a break", "11/19 12:00", BreakStart, domain.Invalid, "kind"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := newCompany(t)
			c.says(In, "11/19 9:01")
			c.says(In, "11/20 8:57")
			c.now = at("11/20 9:00")
			_, err := c.Answer(t.Context(), tanaka(), on("11/19"), tc.kind, at(tc.when), Ref{domain.LINE, "a"})
			if !domain.Is(err, tc.code) || tc.why != nil && err.(*domain.Error).Args["why"] != tc.why {
				t.Errorf("got %v", err)
			}
			if len(c.book.punches) != 2 {
				t.Error("something was written")
			}
		})
	}
}

func TestAnAnswerAboutADayThatIsComplete(t *testing.T) {
	c := newCompany(t)
	c.says(In, "11/19 9:01")
	c.says(Out, "11/19 18:00")
	c.now = at("11/20 9:00")
	if _, err := c.answers("11/19 18:30", "a1"); !domain.Is(err, domain.Conflict) {
		t.Errorf("got %v", err)
	}
	c.locked["2026-11"] = true
	if _, err := c.answers("11/19 18:30", "a2"); !domain.Is(err, domain.Locked) {
		t.Errorf("locked: got %v", err)
	}
}

func TestAnAnswerAboutAMissingIn(t *testing.T) {
	c := newCompany(t)
	c.says(Out, "11/19 18:00")
	c.now = at("11/20 9:00")
	for when, code := range map[string]domain.Code{"11/19 18:00": domain.Invalid, "11/18 17:59": domain.Invalid, "11/19 9:00": ""} {
		_, err := c.Answer(t.Context(), tanaka(), on("11/19"), In, at(when), Ref{domain.LINE, when})
		if domain.CodeOf(err) != code {
			t.Errorf("%s: got %v", when, err)
		}
	}
}
