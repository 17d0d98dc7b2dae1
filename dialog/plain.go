package dialog

import "strings"

// PlainText prints fitted replies in the notation of the transcripts: a line each, cards with their choices behind them,
// choices as [x] [y], links as [x ↗], a picker as <date 2026-11-20>. Words to type are lines already where a channel has no buttons.
func PlainText(replies []Reply) string {
	var out []string
	add := func(parts ...string) {
		var kept []string
		for _, p := range parts {
			if p != "" {
				kept = append(kept, p)
			}
		}
		if len(kept) > 0 {
			out = append(out, strings.Join(kept, " "))
		}
	}
	for _, r := range replies {
		add(r.Title)
		for _, s := range r.Lines {
			add(s)
		}
		for _, x := range r.Fields {
			add(x.Label + ": " + x.Value)
		}
		for _, card := range r.Cards {
			lines := append([]string{card.Title}, card.Lines...)
			for _, s := range lines[:len(lines)-1] {
				add(s)
			}
			add(lines[len(lines)-1], brackets(card.Choices))
		}
		add(brackets(r.Choices), arrows(r.Links), picker(r.Want))
	}
	return strings.Join(out, "\n")
}

func brackets(choices []Choice) string {
	var out []string
	for _, c := range choices {
		out = append(out, "["+c.Label+"]")
	}
	return strings.Join(out, " ")
}

func arrows(links []Link) string {
	var out []string
	for _, l := range links {
		out = append(out, "["+l.Label+" ↗]")
	}
	return strings.Join(out, " ")
}

func picker(w *Want) string {
	if w == nil {
		return ""
	}
	return "<" + strings.TrimSpace(string(w.Kind)+" "+w.Initial) + ">"
}
