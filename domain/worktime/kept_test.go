package worktime

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dakoku/dakoku/domain/closing"
)

// thinned prints a month, and as much of its punches as is kept.
func thinned(t *rapid.T, a Aggregate) string {
	thin := func(p Punch) Punch {
		return Punch{Kind: p.Kind, At: p.At.Truncate(time.Second).UTC(), Hold: p.Hold, State: p.State}
	}
	one := func(p *Punch) *Punch {
		if p == nil {
			return nil
		}
		t := thin(*p)
		return &t
	}
	days := slices.Clone(a.Days)
	for i := range days {
		d := &days[i]
		d.Version = ""
		d.In, d.Out = one(d.In), one(d.Out)
		d.Shifts = slices.Clone(d.Shifts)
		for n, s := range d.Shifts {
			inside := []Punch(nil)
			for _, p := range s.Inside {
				inside = append(inside, thin(p))
			}
			d.Shifts[n] = Shift{s.Date, one(s.In), one(s.Out), inside}
		}
		held := []Punch(nil)
		for _, p := range d.Held {
			t := thin(p)
			t.Date = p.Date
			held = append(held, t)
		}
		d.Held = held
	}
	a.Days = days
	raw, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// What is kept says at any later time what counting the record would say, whenever it was made; and it is the same.
func TestWhatIsKeptSaysWhatCountingWouldSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules, diary := someRules.Draw(t, "rules"), someDiary.Draw(t, "diary")
		if rules.Pattern != nil && rapid.IntRange(0, 3).Draw(t, "flexible") == 0 {
			pattern := *rules.Pattern
			pattern.Flexible = true
			rules.Pattern = &pattern
		}
		period := closing.Group{Day: rapid.SampledFrom([]int{20, 31}).Draw(t, "closes"), Label: closing.ByClosing}.Period("2026-11")
		instant := rapid.Custom(func(t *rapid.T) time.Time {
			return period.From.Add(-3).At(rapid.IntRange(0, 60*24*60).Draw(t, "minute"), tokyo)
		})
		from, to := Window(period)
		punches := slices.DeleteFunc(slices.Clone(diary), func(p Punch) bool { return p.Date < from || to < p.Date })
		row := func(now time.Time) (Kept, Aggregate) {
			r, a, err := rules.Keep(period, punches, now)
			if err != nil {
				t.Fatal(err)
			}
			return r, a
		}
		made, now := instant.Draw(t, "made"), instant.Draw(t, "now")
		kept, _ := row(made)
		again, counted := row(now)
		if again != kept {
			t.Fatalf("made at %s it is %+v, at %s %+v", made, kept, now, again)
		}
		want := thinned(t, rules.Aggregate(period, punches, now))
		if got := thinned(t, counted); got != want {
			t.Fatalf("counted at %s:\n%s\nwant\n%s", now, got, want)
		}
		if now.UnixMicro() <= kept.LiveUntil {
			return
		}
		read, err := kept.Read(period, false, rules.Date(now))
		if got := thinned(t, read); err != nil || got != want {
			t.Fatalf("read at %s, %v:\n%s\nwant\n%s", now, err, got, want)
		}
	})
}
