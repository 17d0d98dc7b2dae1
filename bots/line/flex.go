package line

import (
	"strings"

	"github.com/dakoku/dakoku/dialog"
)

// Colours: dark text on LINE's white bubble, and one accent by tone. Tone is never told by colour alone; the title says it.
const (
	inkDark   = "#1F2937"
	inkSoft   = "#4B5563"
	toneGood  = "#15803D"
	toneAsk   = "#6D28D9"
	toneWrong = "#B91C1C"
	tonePlain = "#6B7280"
)

func accent(t dialog.Tone) string {
	switch t {
	case dialog.Success:
		return toneGood
	case dialog.Ask:
		return toneAsk
	case dialog.Problem:
		return toneWrong
	}
	return tonePlain
}

// flexible tells whether a reply is worth a card: a receipt, labelled values, things to decide on, links, buttons that must stay.
func flexible(r dialog.Reply, last bool) bool {
	return r.Tone == dialog.Success || len(r.Fields) > 0 || len(r.Cards) > 0 || len(r.Links) > 0 || len(staying(r, last)) > 0
}

// staying are the choices that need a button on the card itself. Quick replies vanish with the next message and never
// show on a PC: a question waits longer than that, and "1" is not guessed. last tells whether the message is the one
// whose quick replies are seen; another has only its card.
func staying(r dialog.Reply, last bool) []dialog.Choice {
	if !last {
		return r.Choices
	}
	var out []dialog.Choice
	for _, c := range r.Choices {
		if c.Action.Question != "" || !typesLabel(c) {
			out = append(out, c)
		}
	}
	return out
}

// card draws a reply. It answers false when LINE would find it too large.
func card(r dialog.Reply, last bool) (flexMessage, bool) {
	head := bubble{Type: "bubble", Size: "kilo", Body: body(r.Tone, r.Title, r.Lines, r.Fields)}
	head.Footer = buttons(staying(r, last), r.Links...)
	msg := flexMessage{Type: "flex", Alt: altLimit.Cut(alt(r))}
	if last {
		msg.Quick = quick(r)
	}
	bubbles := []bubble{head}
	for _, c := range r.Cards {
		bubbles = append(bubbles, bubble{
			Type: "bubble", Size: "kilo", Body: body(dialog.Plain, c.Title, c.Lines, nil), Footer: buttons(c.Choices),
		})
	}
	if len(bubbles) > maxBubbles {
		return msg, false
	}
	for _, b := range bubbles {
		if len(encode(b)) > maxBubbleSize {
			return msg, false
		}
	}
	if len(bubbles) == 1 {
		msg.Contents = encode(head)
		return msg, true
	}
	msg.Contents = encode(carousel{Type: "carousel", Contents: bubbles})
	return msg, len(msg.Contents) <= maxFlexSize
}

// body is a bar in the tone's colour, the fact, the figures and the labelled values.
func body(tone dialog.Tone, title string, lines []string, fields []dialog.Field) *part {
	words := []part{{Type: "text", Text: filled(title), Weight: "bold", Size: "md", Color: inkDark, Wrap: true}}
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			words = append(words, part{Type: "text", Text: l, Size: "sm", Color: inkSoft, Wrap: true})
		}
	}
	for _, f := range fields {
		words = append(words, field(f))
	}
	return &part{Type: "box", Layout: "vertical", Padding: "none", Contents: []part{
		{Type: "box", Layout: "vertical", Height: "4px", Background: accent(tone), Contents: []part{{Type: "filler"}}},
		{Type: "box", Layout: "vertical", Padding: "lg", Spacing: "sm", Contents: words},
	}}
}

// field is a label and its value side by side.
func field(f dialog.Field) part {
	narrow, wide := 2, 3
	return part{Type: "box", Layout: "baseline", Spacing: "sm", Contents: []part{
		{Type: "text", Text: filled(f.Label), Size: "sm", Color: inkSoft, Flex: &narrow, Wrap: true},
		{Type: "text", Text: filled(f.Value), Size: "sm", Color: inkDark, Flex: &wide, Wrap: true},
	}}
}

// filled is s or, LINE refusing an empty text, a dash.
func filled(s string) string {
	if strings.TrimSpace(s) == "" {
		return "–"
	}
	return s
}

// buttons are a card's choices, of which the strong one stands out, and its links.
func buttons(choices []dialog.Choice, links ...dialog.Link) *part {
	if len(choices)+len(links) == 0 {
		return nil
	}
	box := &part{Type: "box", Layout: "vertical", Spacing: "sm"}
	for _, c := range choices {
		a := press(c)
		b := part{Type: "button", Style: "secondary", Height: "sm", Action: &a}
		if c.Strong {
			b.Style, b.Color = "primary", toneGood
		}
		box.Contents = append(box.Contents, b)
	}
	for _, l := range links {
		a := link(l)
		box.Contents = append(box.Contents, part{Type: "button", Style: "link", Height: "sm", Action: &a})
	}
	return box
}

// alt is what a notification and a client without cards show.
func alt(r dialog.Reply) string {
	if s := plain(r); s != "" {
		return s
	}
	return "…"
}
