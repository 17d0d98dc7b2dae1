package flows

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/workflow"
)

// cardsShown is how many requests a page of the queue has; cardsTyped where every choice is a line to read.
const (
	cardsShown = 5
	cardsTyped = 3
)

// mostAtOnce is how many requests one press may approve; a button carries their numbers.
const mostAtOnce = 30

// approvals shows what waits for the person's decision; arg is the number after which a page begins.
func (f *Flows) approvals(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Answer{}, err
	}
	w := c.wording(t)
	queue, err := f.Decisions.Queue(ctx, t.Person.Actor)
	if err != nil {
		return dialog.Answer{}, err
	}
	if len(queue) == 0 {
		return answer(w.private(dialog.Plain, w.t("decide.none"))), nil
	}
	matching := matching(queue)
	r := w.private(dialog.Plain, w.t("decide.queue", "count", len(queue)))
	if len(matching) > 0 {
		r.Title = w.t("decide.queue_matching", "count", len(queue), "matching", len(matching))
	}
	after, _ := numberOf(arg)
	from := 0
	for from < len(queue) && queue[from].Number <= after {
		from++
	}
	most := cardsShown
	if t.Caps.CardChoices == 0 {
		most = cardsTyped
	}
	page := queue[from:min(from+most, len(queue))]
	for _, card := range page {
		r.Cards = append(r.Cards, w.card(c, card))
	}
	if len(matching) > 1 {
		r.Choices = append(r.Choices, w.bulk(matching[:min(len(matching), mostAtOnce)]))
	}
	if rest := len(queue) - from - len(page); rest > 0 && len(page) > 0 {
		next := w.t("decide.next", "count", rest)
		r.Choices = append(r.Choices, dialog.Choice{Label: next, Typed: next,
			Action: dialog.Action{Name: actApprovals, Arg: strconv.Itoa(page[len(page)-1].Number)}})
	}
	return answer(r), nil
}

// matching are the requests whose every time is what a machine or the schedule says, of days as they were.
func matching(queue []workflow.Card) []workflow.Card {
	var out []workflow.Card
	for _, c := range queue {
		if c.Matches && !c.Stale {
			out = append(out, c)
		}
	}
	return out
}

// bulk approves exactly the requests that were shown to match.
func (w wording) bulk(cards []workflow.Card) dialog.Choice {
	var numbers []string
	for _, c := range cards {
		numbers = append(numbers, fmt.Sprintf("%d:%d", c.Number, c.Revision))
	}
	label := w.t("decide.bulk", "count", len(cards))
	return dialog.Choice{Label: label, Typed: label, Action: dialog.Action{Name: actApproveAll, Arg: strings.Join(numbers, " ")}}
}

// card is one request to decide on: who, which day, before → after; why, on what grounds, what it does to the hours.
func (w wording) card(c company, card workflow.Card) dialog.Card {
	out := dialog.Card{
		Title: w.t("decide.card", "number", card.Number, "name", card.Person.DisplayName(w.lang), "date", w.short(card.Request.Date),
			"changes", w.subject(c, card.Request, w.brief)),
		Choices: w.decides(card),
	}
	out.Lines = appendLine(nil, locale.List(w.lang, w.cardGrounds(c, card)))
	if card.Stale {
		out.Lines = append(out.Lines, w.t("decide.changed"))
	}
	return out
}

func (w wording) cardGrounds(c company, card workflow.Card) []string {
	note := ""
	if card.Request.Note != nil {
		note = *card.Request.Note
	}
	reasons := card.Request.Reasons
	if len(card.Request.Changes) == 0 {
		reasons = nil // they are what is asked for
	}
	out := w.grounds(c, reasons, note, card.Request.Evidence, card.Request.Date)
	if card.Matches {
		out = append(out, w.t("decide.matches"))
	}
	if line := w.effect(card.Preview); line != "" {
		out = append(out, line)
	}
	return out
}

// decides are the three things that can be done with a request, good at any time.
func (w wording) decides(card workflow.Card) []dialog.Choice {
	n := card.Number
	out := []dialog.Choice{w.numbered("approve", actApprove, n), w.numbered("return", actReturn, n), w.numbered("reject", actReject, n)}
	out[0].Strong = true
	out[0].Action.Arg += " " + strconv.Itoa(card.Revision) // what was shown, and nothing else
	return out
}

// numbered is a choice about a request: pressed by its label, typed with the number behind it.
func (w wording) numbered(verb, action string, number int) dialog.Choice {
	n := strconv.Itoa(number)
	word := locale.Verb(w.lang, verb)
	return dialog.Choice{Label: locale.Title(w.lang, word), Typed: word + " " + n, Action: dialog.Action{Name: action, Arg: n}}
}

// asked tells an approver of a new request.
func (w wording) asked(c company, card workflow.Card) dialog.Reply {
	r := w.private(dialog.Ask, w.t("decide.asked", "name", card.Person.DisplayName(w.lang), "number", card.Number),
		w.t("decide.day", "date", w.date(card.Request.Date), "changes", w.subject(c, card.Request, w.brief)))
	r.Lines = appendLine(r.Lines, locale.List(w.lang, w.cardGrounds(c, card)))
	r.Choices = w.decides(card)
	return r
}

// fresh shows a request anew that is not what it was when it was shown: its day has changed (stale), or it was sent back
// and sent again (revised). Its approval is for the day as it is shown now.
func (w wording) fresh(c company, card workflow.Card, why string) dialog.Reply {
	r := w.private(dialog.Ask, w.t("decide."+why, "number", card.Number),
		w.t("decide.day", "date", w.date(card.Request.Date), "changes", w.brief(card.Request.Date, card.Preview.Wish.Changes)))
	r.Lines = appendLine(r.Lines, locale.List(w.lang, w.cardGrounds(c, card)))
	r.Choices = w.decides(card)
	if card.Refused != nil {
		r.Lines = append(r.Lines, w.impossible(card.Refused, card.Request.Date))
		r.Choices = r.Choices[1:] // as things are it cannot be approved
		return r
	}
	r.Choices[0].Typed = w.t("decide.as_shown", "number", card.Number)
	r.Choices[0].Action.Arg += " " + card.Before.Version
	return r
}
