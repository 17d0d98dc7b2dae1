package dialog

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// buttons splits choices into those that are pressed and the lines that say how the others are typed.
func (f *fitting) buttons(choices []Choice, most int) (pressed []Choice, typed []string) {
	n := min(len(choices), max(most, 0))
	for _, c := range choices[:n] {
		c.Label = f.caps.Label.Cut(c.Label)
		if c.Want != nil && !f.caps.picks(c.Want.Kind) {
			c.Want = nil // pressing it asks; the answer is typed
		}
		pressed = append(pressed, c)
	}
	return pressed, f.hints(choices[n:])
}

// linked splits links into buttons and lines. A button that cannot say its whole label has a line that does.
func (f *fitting) linked(links []Link) (buttons []Link, written []string) {
	for i, l := range links {
		if i >= f.caps.Links {
			written = append(written, l.Label, l.URL)
			continue
		}
		short := f.caps.Label.Cut(l.Label)
		if short != l.Label {
			written = append(written, l.Label)
		}
		buttons = append(buttons, Link{Label: short, URL: l.URL})
	}
	return buttons, written
}

// cards are the reply's cards as a channel with cards shows them, as far as they can be cards: up to the first whose
// text is too long for one.
func (f *fitting) cards() []Card {
	if f.caps.Cards <= 0 {
		return nil
	}
	var out []Card
	for _, card := range f.reply.Cards {
		pressed, typed := f.buttons(card.Choices, f.caps.CardChoices)
		lines := append(append([]string(nil), card.Lines...), typed...)
		if !f.caps.Text.Fits(strings.Join(append([]string{card.Title}, lines...), "\n")) {
			break
		}
		out = append(out, Card{Title: card.Title, Lines: lines, Choices: pressed})
	}
	return out
}

// wanted keeps the wish for a value where there is a picker for it. Elsewhere the person is shown what to type: the hint
// of whoever asks, who knows the person's language, or at least the value that would be picked first.
func (f *fitting) wanted(w *Want, typed []string) (*Want, []string) {
	if w == nil || f.caps.picks(w.Kind) {
		return w, typed
	}
	if hint := f.example(w); hint != "" {
		typed = append(append([]string(nil), typed...), hint)
	}
	return nil, typed
}

func (f *fitting) example(w *Want) string {
	switch {
	case w.Hint != "":
		return w.Hint
	case w.Initial != "":
		return quote(f.reply.Lang, strings.Replace(w.Initial, "T", " ", 1))
	}
	return ""
}

func (c Caps) picks(k WantKind) bool {
	if k == WantTime {
		return c.TimePicker
	}
	return c.DatePicker
}

// hints are the lines that say how choices are typed. Choices that are typed as they are called share a line; one that
// is typed by another form ("1" for "18:00 定時") has a line of its own, which begins with that form.
func (f *fitting) hints(choices []Choice) []string {
	var out, examples []string
	shared := -1 // the line that can take more
	for _, c := range choices {
		typed := c.Typed
		if typed == "" {
			typed = c.Label
		}
		if says(typed, c.Label) {
			word := quote(f.reply.Lang, typed)
			if joined := f.join(out, shared, word); joined != "" {
				out[shared] = joined
			} else {
				out, shared = append(out, word), len(out)
			}
		} else {
			out, shared = append(out, numbered(f.reply.Lang, typed)+" "+c.Label), -1
		}
		// Typing the choice asks for the value, and that question has its own example; one is shown here only on purpose.
		if c.Want != nil && c.Want.Hint != "" && !slices.Contains(examples, c.Want.Hint) {
			examples = append(examples, c.Want.Hint)
		}
	}
	return append(out, examples...)
}

// join adds a word to the shared line, or answers "" when there is none or the word would have to be divided.
func (f *fitting) join(lines []string, at int, word string) string {
	if at < 0 {
		return ""
	}
	gap := ""
	if f.reply.Lang != "ja" {
		gap = " "
	}
	if joined := lines[at] + gap + word; f.caps.Text.Fits(joined) {
		return joined
	}
	return ""
}

// says tells whether the typed form already says what the label says: 「承認 1031」 needs no 「承認」 beside it.
func says(typed, label string) bool {
	return strings.Contains(folded(typed), folded(label))
}

func folded(s string) string { return strings.ToLower(norm.NFKC.String(s)) }

// numbered is a typed form at the head of a line. A number needs no quotes.
func numbered(lang, typed string) string {
	for _, r := range typed {
		if !unicode.IsDigit(r) {
			return quote(lang, typed)
		}
	}
	return typed
}

// quote marks what to type, by the punctuation of the person's language.
func quote(lang, s string) string {
	if lang == "ja" {
		return "「" + s + "」"
	}
	return `"` + s + `"`
}
