package line

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"

	"github.com/dakoku/dakoku/dialog"
)

// TestRenderWithinLimits makes replies of every size and counts them as LINE does.
func TestRenderWithinLimits(t *testing.T) {
	text := rapid.StringOf(rapid.RuneFrom([]rune("あ🍎e\u0301<\"\n x👨‍👩‍👧")))
	choice := rapid.Custom(func(t *rapid.T) dialog.Choice {
		c := dialog.Choice{Label: text.Draw(t, "label"), Typed: "t" + text.Draw(t, "typed"), Action: dialog.ParseAction(text.Draw(t, "action"))}
		if rapid.Bool().Draw(t, "picker") {
			c.Want = &dialog.Want{Kind: dialog.WantDate}
		}
		return c
	})
	card := rapid.Custom(func(t *rapid.T) dialog.Card {
		return dialog.Card{Title: text.Draw(t, "title"), Lines: rapid.SliceOfN(text, 0, 3).Draw(t, "lines"), Choices: rapid.SliceOfN(choice, 0, 6).Draw(t, "choices")}
	})
	rapid.Check(t, func(t *rapid.T) {
		r := dialog.Reply{
			Tone:    rapid.SampledFrom([]dialog.Tone{dialog.Plain, dialog.Success, dialog.Ask}).Draw(t, "tone"),
			Title:   strings.Repeat(text.Draw(t, "title"), rapid.SampledFrom([]int{1, 1, 1, 1, 1, 300}).Draw(t, "times")),
			Lines:   rapid.SliceOfN(text, 0, 6).Draw(t, "lines"),
			Cards:   rapid.SliceOfN(card, 0, 15).Draw(t, "cards"),
			Choices: rapid.SliceOfN(choice, 0, 16).Draw(t, "choices"),
		}
		for _, last := range []bool{true, false} {
			messages := render(r, last)
			if len(messages) < 1 || len(messages) > maxMessages {
				t.Fatalf("%d messages", len(messages))
			}
			for _, m := range messages {
				if err := lawful(m); err != nil {
					t.Fatalf("%v in %s", err, m)
				}
			}
		}
	})
}

// lawful walks a message and checks every limit that depends on what is said.
func lawful(m raw) error {
	var tree any
	if err := json.Unmarshal(m, &tree); err != nil {
		return err
	}
	return walk(tree)
}

func walk(v any) error {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			if err := walk(x); err != nil {
				return err
			}
		}
	case map[string]any:
		for key, x := range v {
			if err := lawfulText(v["type"], key, x); err != nil {
				return err
			}
			if err := walk(x); err != nil {
				return err
			}
		}
	}
	return nil
}

func lawfulText(kind any, key string, v any) error {
	s, ok := v.(string)
	switch {
	case !ok:
		return nil
	case key == "label" && (s == "" || uniseg.GraphemeClusterCount(s) > 20),
		key == "displayText" && uniseg.GraphemeClusterCount(s) > 300,
		key == "text" && kind == "message" && (s == "" || uniseg.GraphemeClusterCount(s) > 300),
		key == "text" && (strings.TrimSpace(s) == "" || units(s) > 5000),
		key == "altText" && (s == "" || units(s) > 1500),
		key == "data" && (s == "" || units(s) > 300):
		return fmt.Errorf("%v.%s is %q", kind, key, s)
	}
	return nil
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// TestRenderTooLarge shows what becomes of more than LINE takes in a card: all its words, as text.
func TestRenderTooLarge(t *testing.T) {
	r := dialog.Reply{Lang: "ja"}
	for i := range 9 {
		r.Cards = append(r.Cards, dialog.Card{Title: fmt.Sprint(i), Lines: []string{strings.Repeat("申", 2500)}, Choices: choices("承認")})
	}
	all := ""
	for _, m := range render(r, true) {
		if m.GetType() != "text" {
			t.Errorf("a %s message", m.GetType())
		}
		all += string(m)
	}
	if strings.Count(all, "「承認」") != 9 {
		t.Error("a choice got lost")
	}
}

// English words are typed in small letters; that alone is no reason to draw every button twice.
func TestQuickRepliesAloneWhenTheWordIsTheLabel(t *testing.T) {
	for _, tt := range []struct {
		name, label, typed string
		want               int
	}{
		{"Japanese", "取消", "取消", 0},
		{"English", "Undo", "undo", 0},
		{"a word that is not on the button", "18:00 scheduled end", "18:00", 1},
	} {
		r := dialog.Reply{Title: "✓", Choices: []dialog.Choice{{Label: tt.label, Typed: tt.typed, Action: act("undo", "1")}}}
		if got := len(staying(r, true)); got != tt.want {
			t.Errorf("%s: %d buttons stay on the card, want %d", tt.name, got, tt.want)
		}
	}
}
