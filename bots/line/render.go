package line

import (
	"encoding/json"
	"strings"

	"github.com/dakoku/dakoku/dialog"
)

// raw is a message for the SDK, which carries it unchanged.
type raw json.RawMessage

// GetType implements the SDK's message.
func (m raw) GetType() string {
	var t struct {
		Type string `json:"type"`
	}
	_ = json.Unmarshal(m, &t) // it was encoded here
	return t.Type
}

// MarshalJSON is the message as it was made.
func (m raw) MarshalJSON() ([]byte, error) { return m, nil }

// render makes a reply's messages, five at most. last tells whether they end the request: only then are quick replies seen.
func render(r dialog.Reply, last bool) []raw {
	fitted := dialog.Fit(r, caps)
	out := make([]raw, 0, len(fitted))
	for i, f := range fitted {
		end := last && i == len(fitted)-1
		if flexible(f, end) {
			if msg, ok := card(f, end); ok {
				out = append(out, raw(encode(msg)))
				continue
			}
			return renderPlain(r, last)
		}
		out = append(out, raw(encode(textMessage{Type: "text", Text: filled(plain(f)), Quick: quickIf(end, f)})))
	}
	return out
}

// renderPlain makes the same reply of text alone, for what a card cannot hold or LINE refuses to draw.
func renderPlain(r dialog.Reply, last bool) []raw {
	simple := caps
	simple.Cards, simple.CardChoices, simple.Links, simple.Fields = 0, 0, 0, false
	if !last {
		simple.Choices = 0 // their buttons would not be seen, so they are typed
	}
	fitted := dialog.Fit(r, simple)
	out := make([]raw, 0, len(fitted))
	for i, f := range fitted {
		end := last && i == len(fitted)-1
		out = append(out, raw(encode(textMessage{Type: "text", Text: filled(plain(f)), Quick: quickIf(end, f)})))
	}
	return out
}

func quickIf(last bool, r dialog.Reply) *quickReply {
	if !last {
		return nil
	}
	return quick(r)
}

// plain is the text of a reply that was fitted.
func plain(r dialog.Reply) string {
	lines := make([]string, 0, 1+len(r.Lines)+len(r.Fields))
	if r.Title != "" {
		lines = append(lines, r.Title)
	}
	lines = append(lines, r.Lines...)
	for _, f := range r.Fields {
		lines = append(lines, f.Label+": "+f.Value)
	}
	for _, c := range r.Cards {
		lines = append(lines, c.Title)
		lines = append(lines, c.Lines...)
	}
	if _, ok := wanted(r); r.Want != nil && !ok && r.Want.Hint != "" {
		lines = append(lines, r.Want.Hint)
	}
	return textLimit.Cut(strings.Join(lines, "\n"))
}
