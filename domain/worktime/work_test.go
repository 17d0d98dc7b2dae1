package worktime

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Every minute of a shift is worked, a break or an outing, and only one of them.
func TestNoMinuteIsCountedTwice(t *testing.T) {
	some := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) interval {
		from := rapid.IntRange(-60, 660).Draw(t, "from")
		return interval{from, from + rapid.IntRange(0, 200).Draw(t, "length")}.clip(interval{0, 600})
	}), 0, 6)
	rapid.Check(t, func(t *rapid.T) {
		breaks, outings := merge(some.Draw(t, "breaks")), merge(some.Draw(t, "outings"))
		f := lengths(figures(interval{0, 600}, breaks, slices.Clone(outings), false))
		var off [600]bool
		for _, i := range append(slices.Clone(breaks), outings...) {
			for m := i.from; m < i.to; m++ {
				off[m] = true
			}
		}
		worked := 0
		for _, o := range off {
			if !o {
				worked++
			}
		}
		if f.Worked != worked || f.Worked+f.Break+f.Outing != 600 || f.Break < 0 || f.Outing < 0 {
			t.Fatalf("%+v, %d minutes are neither break nor outing", f, worked)
		}
		if counted := lengths(figures(interval{0, 600}, breaks, slices.Clone(outings), true)); counted.Worked != 600-length(breaks) {
			t.Fatalf("outings stay working time: %+v", counted)
		}
	})
}

func lengths(work, breaks, outings []interval) Figures {
	return Figures{Worked: length(work), Break: length(breaks), Outing: length(outings)}
}

func TestABreakAroundAnOutingWins(t *testing.T) {
	day, noon := interval{540, 1080}, []interval{{720, 780}}
	for _, tc := range []struct {
		name   string
		outing interval
		want   Figures
	}{
		// https://faq.max-ltd.co.jp/print/faq/263?site_domain=default
		{"inside the break", interval{725, 775}, Figures{Worked: 480, Break: 60}},
		{"the break itself", interval{720, 780}, Figures{Worked: 480, Break: 60}},
		{"sticking out of it", interval{700, 740}, Figures{Worked: 460, Break: 40, Outing: 40}},
		{"around it", interval{700, 800}, Figures{Worked: 440, Outing: 100}},
		// http://support.focus-u.jp/hc/ja/articles/206043572
		{"before it", interval{690, 720}, Figures{Worked: 450, Break: 60, Outing: 30}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := lengths(figures(day, noon, []interval{tc.outing}, false)); got != tc.want {
				t.Errorf("got %+v, want %+v", got, tc.want)
			}
		})
	}
}
