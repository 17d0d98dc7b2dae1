package line

import (
	"encoding/json"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// load is what one request carries.
type load struct {
	messages []raw
	kept     []domain.ID // rows kept for the person that go along, first
	rows     []domain.ID // the answer, and others to the same event
	drawn    bool        // there is a card among the messages
}

// all gives every row of the load the outcome.
func (l load) all(r outbox.Result) []outbox.Result {
	return append(l.answers(r), each(l.kept, r)...)
}

// answers gives the outcome to the rows that answer the event; those that merely went along stay as they are.
func (l load) answers(r outbox.Result) []outbox.Result { return each(l.rows, r) }

func each(rows []domain.ID, r outbox.Result) []outbox.Result {
	results := make([]outbox.Result, len(rows))
	for i, id := range rows {
		r.ID = id
		results[i] = r
	}
	return results
}

// answersOf are the rides that answer the same event as the item.
func answersOf(item outbox.Item, rides []outbox.Item) (answers []outbox.Item) {
	for _, r := range rides {
		if r.State == outbox.Owed && r.Address.Token == item.Address.Token {
			answers = append(answers, r)
		}
	}
	return answers
}

// pack fills a request. What was kept goes first, so that the newest answer is last and its quick replies are seen; the
// answers keep their order, as many as there is room for.
func pack(item outbox.Item, rides []outbox.Item) load {
	answers := []outbox.Item{item}
	for _, r := range answersOf(item, rides) {
		if len(compose(append(answers[:len(answers):len(answers)], r))) > maxMessages {
			break
		}
		answers = append(answers, r)
	}
	var kept []outbox.Item
	for _, r := range rides {
		if r.State != outbox.Kept {
			continue
		}
		if more := append(kept[:len(kept):len(kept)], r); len(compose(append(more, answers...))) <= maxMessages {
			kept = more
		}
	}
	l := load{messages: compose(append(kept[:len(kept):len(kept)], answers...)), kept: ids(kept), rows: ids(answers)}
	for _, m := range l.messages {
		l.drawn = l.drawn || m.GetType() == "flex"
	}
	return l
}

// packPlain is the row alone, in words alone.
func packPlain(item outbox.Item) load {
	return load{messages: renderPlain(reply(item), true), rows: []domain.ID{item.ID}}
}

func compose(rows []outbox.Item) (messages []raw) {
	for i, row := range rows {
		messages = append(messages, render(reply(row), i == len(rows)-1)...)
	}
	return messages
}

func ids(rows []outbox.Item) []domain.ID {
	out := make([]domain.ID, len(rows))
	for i, r := range rows {
		out[i] = r.ID
	}
	return out
}

func reply(item outbox.Item) dialog.Reply {
	var r dialog.Reply
	_ = json.Unmarshal(item.Body, &r) // rows are written by this program; an unreadable one is sent as a dash
	return r
}
