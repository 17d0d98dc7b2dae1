package dialog

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCount(t *testing.T) {
	for _, test := range []struct {
		name, text              string
		runes, utf16, graphemes int
	}{
		{"empty", "", 0, 0, 0},
		{"Japanese", "退勤", 2, 2, 2},
		{"emoji", "😀", 1, 2, 1},
		{"family", "👨‍👩‍👧", 5, 8, 1},
		{"combining voiced mark", "か\u3099", 2, 2, 1},
		{"flag", "🇯🇵", 2, 4, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := [3]int{Runes.Count(test.text), UTF16.Count(test.text), Graphemes.Count(test.text)}
			if got != [3]int{test.runes, test.utf16, test.graphemes} {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestCut(t *testing.T) {
	for _, test := range []struct {
		name, text string
		limit      Limit
		want       string
	}{
		{"no limit", "出勤簿の提出", Limit{}, "出勤簿の提出"},
		{"fits", "出勤", Limit{2, Graphemes}, "出勤"},
		{"cut", "出勤簿の提出", Limit{4, Graphemes}, "出勤簿…"},
		{"not inside a family", "👨‍👩‍👧👨‍👩‍👧", Limit{10, UTF16}, "👨‍👩‍👧…"},
		{"no blank before the mark", "out of office", Limit{5, Runes}, "out…"},
		{"only the mark", "退勤", Limit{1, Runes}, "…"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.limit.Cut(test.text); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestSplitLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		l := Limit{rapid.IntRange(2, 9).Draw(t, "max"), rapid.SampledFrom([]Unit{Runes, UTF16, Graphemes}).Draw(t, "unit")}
		pieces := l.Split(s)
		if strings.Join(pieces, "") != s {
			t.Fatalf("%q became %q", s, pieces)
		}
		for _, p := range pieces {
			if !l.Fits(p) {
				t.Fatalf("%q is longer than %+v", p, l)
			}
		}
	})
}
