package dialog

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// channels are capabilities as they occur, and stranger ones.
func channels(t *rapid.T) Caps {
	unit := rapid.SampledFrom([]Unit{Runes, UTF16, Graphemes})
	return Caps{
		Choices:     rapid.SampledFrom([]int{0, 0, 2, 13}).Draw(t, "choices"),
		Links:       rapid.SampledFrom([]int{0, 1, 5}).Draw(t, "link buttons"),
		CardChoices: rapid.SampledFrom([]int{0, 2, 4}).Draw(t, "card choices"),
		Cards:       rapid.SampledFrom([]int{0, 1, 3, 12}).Draw(t, "cards"),
		Fields:      rapid.Bool().Draw(t, "fields"),
		DatePicker:  rapid.Bool().Draw(t, "date picker"),
		TimePicker:  rapid.Bool().Draw(t, "time picker"),
		Label:       Limit{rapid.SampledFrom([]int{0, 4, 20}).Draw(t, "label"), unit.Draw(t, "label unit")},
		Text:        Limit{rapid.SampledFrom([]int{0, 60, 100, 5000}).Draw(t, "text"), unit.Draw(t, "text unit")},
		Messages:    rapid.SampledFrom([]int{0, 1, 5}).Draw(t, "messages"),
	}
}

// words draws texts with characters that count differently in every unit.
func words(t *rapid.T, name string, most int) string {
	parts := rapid.SliceOfN(rapid.SampledFrom([]string{"退勤", "a", " ", "👨‍👩‍👧", "が", "😀", "8:04", "e\u0301"}), 1, most).Draw(t, name)
	return strings.Join(parts, "")
}

// mark makes a text that can be found again whatever else is said.
func mark(kind string, n int) string { return fmt.Sprintf("%s%d;", kind, n) }

func replies(t *rapid.T) Reply {
	n := 0
	choices := func(name string) []Choice {
		var out []Choice
		for range rapid.IntRange(0, 5).Draw(t, name) {
			n++
			c := Choice{Label: words(t, "label", 6), Typed: mark("t", n), Action: Action{Name: mark("a", n)}}
			if rapid.Bool().Draw(t, "plain") {
				c.Label = c.Typed
			}
			if rapid.Bool().Draw(t, "picks") {
				c.Want = &Want{Kind: WantTime, Initial: "18:00"}
			}
			out = append(out, c)
		}
		return out
	}
	lines := func(name string) []string {
		var out []string
		for range rapid.IntRange(0, 3).Draw(t, name) {
			n++
			out = append(out, mark("l", n)+words(t, "line", 30))
		}
		return out
	}
	r := Reply{Lang: rapid.SampledFrom([]string{"ja", "en"}).Draw(t, "lang"), Title: mark("h", 0), Brief: words(t, "brief", 9)}
	r.Lines, r.Choices, r.Private = lines("lines"), choices("choices"), rapid.Bool().Draw(t, "private")
	for range rapid.IntRange(0, 3).Draw(t, "fields") {
		n++
		r.Fields = append(r.Fields, Field{mark("f", n), mark("v", n)})
	}
	for range rapid.IntRange(0, 5).Draw(t, "cards") {
		n++
		r.Cards = append(r.Cards, Card{mark("c", n), lines("card lines"), choices("card choices")})
	}
	for range rapid.IntRange(0, 5).Draw(t, "links") {
		n++
		r.Links = append(r.Links, Link{mark("l", n), fmt.Sprintf("https://x.test/%d", n)})
	}
	if rapid.Bool().Draw(t, "wants") {
		kind := rapid.SampledFrom([]WantKind{WantDate, WantTime, WantDateTime}).Draw(t, "kind")
		r.Want = &Want{Kind: kind, Hint: mark("w", 0)}
	}
	return r
}

// marks lists what must be found again. Lines may go when there is more text than all messages can take.
func marks(r Reply, c Caps) []string {
	out := []string{r.Title}
	roomy := c.Text.Max == 0 || c.Text.Max == 5000
	text := func(lines []string) {
		for _, s := range lines {
			if roomy {
				out = append(out, s[:strings.Index(s, ";")+1])
			}
		}
	}
	typed := func(choices []Choice) {
		for _, x := range choices {
			out = append(out, x.Typed)
		}
	}
	text(r.Lines)
	for _, f := range r.Fields {
		if roomy {
			out = append(out, f.Label, f.Value)
		}
	}
	for _, card := range r.Cards {
		out = append(out, card.Title)
		text(card.Lines)
		typed(card.Choices)
	}
	typed(r.Choices)
	for _, l := range r.Links {
		out = append(out, l.Label, l.URL)
	}
	return out
}

// everything is all a channel is given, buttons with the words that stand for them.
func everything(replies []Reply) string {
	var b strings.Builder
	b.WriteString(PlainText(replies))
	for _, r := range replies {
		all := r.Choices
		for _, card := range r.Cards {
			all = append(all[:len(all):len(all)], card.Choices...)
		}
		for _, c := range all {
			b.WriteString("\n" + c.Typed)
		}
		for _, l := range r.Links {
			b.WriteString("\n" + l.URL)
		}
	}
	return b.String()
}

func TestFitLosesNoMeaning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, c := replies(t), channels(t)
		if c.Text.Max > 0 && c.Text.Max < 5000 {
			c.Text.Max, c.Messages = 600, 5 // room for what must stay, not for every line
			for range 100 {
				r.Lines = append(r.Lines, words(t, "line", 30))
			}
		}
		got := everything(Fit(r, c))
		for _, m := range marks(r, c) {
			if !strings.Contains(got, m) {
				t.Fatalf("%q is lost in\n%s", m, got)
			}
		}
	})
}

func TestFitKeepsLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, c := replies(t), channels(t)
		got := Fit(r, c)
		if len(got) == 0 || len(got) > max(c.Messages, 1) {
			t.Fatalf("%d messages", len(got))
		}
		for _, m := range got {
			text := PlainText([]Reply{{Title: m.Title, Lines: m.Lines, Fields: m.Fields}})
			if !c.Text.Fits(text) || !c.Text.Fits(m.Brief) {
				t.Fatalf("too long: %q", text)
			}
			if len(m.Cards) > c.Cards || len(m.Choices) > c.Choices || len(m.Fields) > 0 && !c.Fields {
				t.Fatalf("more than the channel shows: %+v", m)
			}
			for _, card := range m.Cards {
				if len(card.Choices) > c.CardChoices || !c.Text.Fits(strings.Join(append([]string{card.Title}, card.Lines...), "\n")) {
					t.Fatalf("card too large: %+v", card)
				}
			}
			for _, x := range m.Choices {
				if !c.Label.Fits(x.Label) || x.Want != nil && !c.TimePicker {
					t.Fatalf("button too large: %+v", x)
				}
			}
			if m.Want != nil && !c.picks(m.Want.Kind) {
				t.Fatalf("no picker for %+v", m.Want)
			}
		}
	})
}

func TestFitIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, c := replies(t), channels(t)
		once := Fit(r, c)
		var twice []Reply
		for _, m := range once {
			twice = append(twice, Fit(m, c)...)
		}
		if !reflect.DeepEqual(once, twice) {
			t.Fatalf("once\n%+v\ntwice\n%+v", once, twice)
		}
	})
}

func TestFitLeavesItsArgumentAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, c := replies(t), channels(t)
		before := fmt.Sprintf("%+v", r)
		Fit(r, c)
		if after := fmt.Sprintf("%+v", r); after != before {
			t.Fatalf("changed from\n%s\nto\n%s", before, after)
		}
	})
}
