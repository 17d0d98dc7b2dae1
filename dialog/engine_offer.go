package dialog

import (
	"context"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// Fold is how typed forms are compared: NFKC, trimmed, without case, and without what a sentence ends in.
func Fold(s string) string {
	s = strings.ToLower(strings.TrimSpace(norm.NFKC.String(s)))
	return strings.TrimSpace(strings.TrimRight(s, "。.!"))
}

// offers prepares the choices of a reply: unnamed ones get their question, no typed form means anything else than its
// button does, and what a later message may type is remembered.
func (e Engine) offers(ctx context.Context, m *memory, t Turn, r *Reply, question string) error {
	taken := map[string]bool{}
	n := 0
	each := func(cs []Choice) ([]Choice, error) {
		out := make([]Choice, len(cs))
		for i, c := range cs {
			n++
			if c.Action.Name == "" && c.Action.Question == "" {
				c.Action.Question = question
			}
			c, spoken, err := e.typed(ctx, t, c, n, taken)
			if err != nil {
				return nil, err
			}
			if !spoken {
				m.remember(offer{Typed: Fold(c.Typed), Action: c.Action.String(), At: t.Now.Unix(), Apart: apart(t, *r)})
			}
			if c.Action == CancelAction && question != "" {
				c.Action = Action{Question: question, Arg: CancelAction.Name} // of this question, whatever is asked later
			}
			out[i] = c
		}
		return out, nil
	}
	var err error
	if r.Choices, err = each(r.Choices); err != nil {
		return err
	}
	cards := make([]Card, len(r.Cards))
	for i, card := range r.Cards {
		if card.Choices, err = each(card.Choices); err != nil {
			return err
		}
		cards[i] = card
	}
	if len(cards) > 0 {
		r.Cards = cards
	}
	return nil
}

// typed gives a choice a typed form that is free: a word that already does something else (a punch word of the
// company, a command) or is taken by a neighbour becomes the choice's number. spoken: the word does what the button does,
// or says it in general where the button names one thing (取消 and a receipt's own 取消).
func (e Engine) typed(ctx context.Context, t Turn, c Choice, n int, taken map[string]bool) (_ Choice, spoken bool, err error) {
	if Fold(c.Typed) == "" {
		c.Typed = c.Label
	}
	a, heard, err := e.script.Hear(ctx, probe(t, c.Typed))
	if err != nil {
		return c, false, err
	}
	if heard && (a == c.Action || a.general(c.Action)) {
		taken[Fold(c.Typed)] = true
		return c, true, nil
	}
	if heard || taken[Fold(c.Typed)] {
		c.Typed = strconv.Itoa(n)
		for taken[c.Typed] {
			n++
			c.Typed = strconv.Itoa(n)
		}
	}
	taken[Fold(c.Typed)] = true
	return c, false, nil
}

// probe is the turn as if the person had said the text.
func probe(t Turn, text string) Turn {
	t.Activity = Activity{Kind: Said, Text: text, At: t.Activity.At, Direct: t.Activity.Direct}
	return t
}

// apart tells whether a reply is read in the person's own chat, away from a room where he may be talking to others.
func apart(t Turn, r Reply) bool { return t.Activity.Direct || r.Private && !t.Caps.Whisper }

// heard tells whether words can answer what was asked: 18:00 said to a colleague in a room is no answer to a question
// of the direct chat. Whoever addresses the bot answers it anywhere.
func heard(apart bool, a Activity) bool { return !apart || a.Direct || a.Mention }

// since is the instant a question that is put now starts to wait.
func since(t Turn) int64 { return t.Now.Truncate(time.Second).Unix() }
