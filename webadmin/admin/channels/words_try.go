package channels

import (
	"encoding/json"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/vocabulary"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// Tried is what words would have made of the messages of the past 30 days (試し打ち).
type Tried struct {
	Summary []string
	Gained  []TriedWord
	Lost    []TriedWord
}

// TriedWord is one word of it.
type TriedWord struct {
	Word, Kind string
	Said       string // how often, by how many
	Odd        string // how many look like accidents; empty: none
	Examples   []string
}

// tryTime and tryMost are how far back messages are tried, and how many of a channel.
const (
	tryTime = 30 * 24 * time.Hour
	tryMost = 50_000
)

// try tells what the words would have done. Only messages that punch are ever shown, and those say nothing else.
func (p *Pages) try(v *shell.Visit, now, then written) (*Tried, error) {
	ctx := v.Request().Context()
	all, err := p.Channels.EveryChannel(ctx, v.Tenant.ID)
	if err != nil {
		return nil, err
	}
	var past []vocabulary.Past
	for _, ch := range all {
		err := p.Past.Past(ctx, ch, p.Now().Add(-tryTime), tryMost, func(said vocabulary.Past) error {
			said.Who = string(ch.ID) + "/" + said.Who
			past = append(past, said)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	r := vocabulary.Rehearse(now.vocabulary(), then.vocabulary(), past, v.Tenant.Zone(), v.Tenant.Boundary)
	t := &Tried{Summary: []string{v.T("channels.tried", "messages", r.Messages, "now", r.Now, "then", r.Then)}}
	if len(r.Gained)+len(r.Lost) == 0 {
		t.Summary = append(t.Summary, v.T("channels.tried.same"))
	}
	names, err := p.masks(v, r)
	if err != nil {
		return nil, err
	}
	for _, w := range r.Gained {
		t.Gained = append(t.Gained, triedWord(v, w, names))
	}
	for _, w := range r.Lost {
		t.Lost = append(t.Lost, triedWord(v, w, names))
	}
	return t, nil
}

func triedWord(v *shell.Visit, w vocabulary.Word, names map[string]string) TriedWord {
	t := TriedWord{Word: w.Word, Kind: v.T("channels.kind." + string(w.Kind)), Said: v.T("channels.tried.times", "count", w.Times, "people", w.People)}
	if w.Odd > 0 {
		t.Odd = v.T("channels.tried.odd", "count", w.Odd)
	}
	for _, e := range w.Examples {
		key := "channels.tried.example"
		if e.Odd {
			key = "channels.tried.example_odd"
		}
		t.Examples = append(t.Examples, v.T(key, "at", teller(v).When(e.At), "who", names[e.Who], "text", e.Text))
	}
	return t
}

// masks are the names of those in the examples, with all but the first letter hidden.
func (p *Pages) masks(v *shell.Visit, r vocabulary.Rehearsal) (map[string]string, error) {
	ctx, names := v.Request().Context(), map[string]string{}
	owners := map[string]domain.ID{}
	var ids []domain.ID
	for _, list := range [][]vocabulary.Word{r.Gained, r.Lost} {
		for _, w := range list {
			for _, e := range w.Examples {
				channel, user := cutWho(e.Who)
				account, err := p.People.Account(ctx, v.Tenant.ID, channel, user)
				if domain.Is(err, domain.NotFound) {
					names[e.Who] = v.T("channels.tried.stranger")
					continue
				}
				if err != nil {
					return nil, err
				}
				owners[e.Who], ids = account.Employee, append(ids, account.Employee)
			}
		}
	}
	people, err := p.People.EmployeesOf(ctx, v.Tenant.ID, ids)
	for who, id := range owners {
		for _, e := range people {
			if e.ID == id {
				names[who] = masked(e)
			}
		}
	}
	return names, err
}

// cutWho undoes how a person is named across channels; ids of channels have no slash.
func cutWho(who string) (domain.ID, string) {
	for i, r := range who {
		if r == '/' {
			return domain.ID(who[:i]), who[i+1:]
		}
	}
	return "", who
}

// masked is a name of which only the first letter is shown.
func masked(e org.Employee) string {
	for _, r := range e.Name {
		return string(r) + "○○"
	}
	return "○○"
}

// wordChanges says what a deed did to the words, if it did.
func wordChanges(v *shell.Visit, row audit.Row) []string {
	if row.After.Master == nil {
		return nil
	}
	var said []string
	for _, f := range row.After.Master.Fields {
		switch f.Name {
		case "words":
			said = append(said, v.T("channels.words.changed", "before", listed(v, f.Before), "after", listed(v, f.After)))
		case "greetings":
			key := "channels.greetings.off"
			if f.After != "" {
				key = "channels.greetings.on"
			}
			said = append(said, v.T(key))
		}
	}
	return said
}

// listed is a company's words as the audit keeps them, in one line.
func listed(v *shell.Visit, text string) string {
	var words org.Words
	if json.Unmarshal([]byte(text), &words) != nil || len(words) == 0 {
		return v.T("channels.words.none")
	}
	var all []string
	for _, kind := range vocabulary.Kinds {
		all = append(all, words[string(kind)]...)
	}
	for _, name := range vocabulary.LedgerNames() {
		all = append(all, words[name]...)
	}
	return locale.Quoted(v.Lang(), all)
}
