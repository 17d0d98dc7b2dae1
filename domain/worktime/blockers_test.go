package worktime

import (
	"fmt"
	"slices"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
)

func TestWhatBlocksTheClose(t *testing.T) {
	period := closing.Period{Month: "2026-11", From: "2026-11-16", To: "2026-11-19"} // Monday to Thursday
	seen := func(kind Kind, when string) Punch {
		return Punch{ID: "", Kind: kind, At: at(when), Date: on(when[:5]), State: Effective}
	}
	held := func(kind Kind, when string, why Hold) Punch {
		p := seen(kind, when)
		p.State, p.Hold = Held, why
		return p
	}
	full := []Punch{
		seen(In, "11/16 9:00"), seen(Out, "11/16 18:00"), seen(In, "11/17 9:00"), seen(Out, "11/17 18:00"),
		seen(In, "11/18 9:00"), seen(Out, "11/18 18:00"), seen(In, "11/19 9:00"), seen(Out, "11/19 18:00"),
	}
	but := func(drop int, add ...Punch) []Punch {
		return append(slices.Delete(slices.Clone(full), drop, drop+1), add...)
	}
	for _, tc := range []struct {
		name    string
		punches []Punch
		now     string
		locked  int
		want    []Blocker
	}{
		{"nothing", full, "11/30 9:00", 0, nil},
		{"an out is missing", but(1), "11/30 9:00", 0, []Blocker{{"2026-11-16", NoOut}}},
		{"an in is missing", but(2), "11/30 9:00", 0, []Blocker{{"2026-11-17", NoIn}}},
		{"its answer waits", but(1, held(Out, "11/16 19:00", Answered)), "11/30 9:00", 0,
			[]Blocker{{"2026-11-16", NoOut}, {"2026-11-16", Unanswered}}},
		{"an in was pressed twice", append(slices.Clone(full), held(In, "11/16 9:10", Repeated)), "11/30 9:00", 0, nil},
		{"a break that meant something", append(slices.Clone(full), held(BreakEnd, "11/18 12:30", NotOpen)), "11/30 9:00", 0,
			[]Blocker{{"2026-11-18", Undecided}}},
		{"a shift is going on", but(7), "11/19 20:00", 0, []Blocker{{"2026-11-19", GoingOn}}},
		{"a day without a punch", full[:6], "11/30 9:00", 0, []Blocker{{"2026-11-19", NoPunch}}},
		{"a day that has not come", full[:6], "11/18 20:00", 0, nil},
		{"locked", but(1), "11/30 9:00", 1, nil},
		{"a punch after the lock", but(1, held(Out, "11/16 18:00", LockedMonth)), "11/30 9:00", 1, []Blocker{{"2026-11-16", AfterLock}}},
		{"opened again", but(1, held(Out, "11/16 18:00", LockedMonth)), "11/30 9:00", 0,
			[]Blocker{{"2026-11-16", NoOut}, {"2026-11-16", Undecided}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for i := range tc.punches {
				tc.punches[i].ID, tc.punches[i].Seq = domain.ID(fmt.Sprint("p", i)), int64(i+1)
			}
			r := Rules{Zone: tokyo, Boundary: calendar.DefaultBoundary, Pattern: &Pattern{Start: 540, End: 1080, Breaks: []Span{{720, 780}}}}
			a := r.Aggregate(period, tc.punches, at(tc.now))
			a.Locked, a.Digest = tc.locked, "of its snapshot"
			if got := a.Blockers(); !slices.Equal(got, tc.want) {
				t.Errorf("got %v, want %v", got, tc.want)
			}
		})
	}
}

func TestWhoCameAfterTheLockIsNotFrozen(t *testing.T) {
	a := Aggregate{Period: novemberOf(), Locked: 1}
	if got := a.Blockers(); !slices.Equal(got, []Blocker{{"2026-11-01", NotFrozen}}) {
		t.Errorf("got %v", got)
	}
}

func TestADayThatIsSaidToBeAnAbsenceBlocksNothing(t *testing.T) {
	for said, want := range map[string]int{"131": 20, "201": 21, "101": 20} {
		n := 0
		for _, b := range noted(nil, "2026-11-11", said).Blockers() {
			n += one(b.What == NoPunch)
		}
		if n != want-2 {
			t.Errorf("%s: %d days without a punch are to be looked at, not %d", said, n, want-2)
		}
	}
}

func TestADayThatWasAskedAboutWaits(t *testing.T) {
	a := Aggregate{Days: []Day{{Date: "2026-11-19", Problems: []Problem{MissingOut}}, {Date: "2026-11-20"}}}
	want := []Blocker{{"2026-11-19", NoOut}, {"2026-11-19", Unanswered}}
	if got := a.Blockers("2026-11-19", "2026-12-01"); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	a.Locked, a.Digest = 1, "x"
	if got := a.Blockers("2026-11-19"); len(got) != 0 {
		t.Errorf("locked: %v", got)
	}
}
