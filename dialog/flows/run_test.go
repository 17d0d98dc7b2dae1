package flows_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// longest is how many lines a message may have: one message, one thing.
const longest = 7 // six, and the choices

// act plays one line of a transcript and returns what the bot does.
func (s *stage) act(name, words string) []string {
	name, times, _ := strings.Cut(name, " x")
	before, asked, answered := s.facts(s.punches()), s.requestFacts(), s.answerFacts()
	if s.known == nil {
		s.known = s.accounts()
	}
	turn := s.turn(name, words)
	t := s.talk(name)
	if s.now.Sub(t.kept) >= dialog.Lifetime {
		t.session = nil // as the session stores do
	}
	s.pressed = turn.Activity.Kind == dialog.Pressed
	result := s.once(t, turn)
	if times != "" {
		s.again(t, turn, result, times)
	}
	t.session, t.kept = s.next, s.now
	punches := s.punches()
	out := append(append(s.say(t, result, punches), s.tells(result)...), fresh(answered, s.answerFacts())...)
	changed := append(changes(before, s.facts(punches)), changes(asked, s.requestFacts())...)
	if len(result.Changed) > 0 { // whatever changes a person's account or language is seen on his page
		accounts := s.accounts()
		out = append(append(out, changed...), accountChanges(s.known, accounts)...)
		s.known = accounts
	} else if len(changed) > 0 {
		s.t.Errorf("%s: the ledger changed and no home page is drawn anew", words)
	}
	return out
}

// once runs a turn; the session goes through its bytes.
func (s *stage) once(t *talk, turn dialog.Turn) dialog.Result {
	s.t.Helper()
	next, result, err := s.flows.Turn(context.Background(), t.session, turn)
	s.ok(err)
	if len(next) > 4096 || next != nil && !json.Valid(next) {
		s.t.Errorf("a session must be small JSON: %s", next)
	}
	s.next = next
	return result
}

// again runs the turn as if the process had died before it could note that it ran: the answer is the same.
func (s *stage) again(t *talk, turn dialog.Turn, first dialog.Result, times string) {
	var n int
	_, err := fmt.Sscan(times, &n)
	s.ok(err)
	for range n - 1 {
		turn.Person = s.meet(s.speaker)
		if got := s.once(t, turn); !reflect.DeepEqual(got, first) {
			s.t.Errorf("the same event again is answered\n%+v\nfirst\n%+v", got, first)
		}
	}
}

// turn makes what a channel would make of the line.
func (s *stage) turn(name, words string) dialog.Turn {
	s.events++
	s.speaker = name
	t := s.talk(name)
	var a dialog.Activity
	rest := func(mark string) (string, bool) {
		text, ok := strings.CutPrefix(words, mark)
		return strings.TrimSpace(text), ok
	}
	if words == "(友だち追加)" || words == "(招待)" {
		a = dialog.Activity{Kind: dialog.Joined}
	} else if words == "(ブロック)" {
		a = dialog.Activity{Kind: dialog.Left}
	} else if words == "(ホームを開く)" {
		a = dialog.Activity{Kind: dialog.Opened}
	} else if words == "(送信取消)" {
		a = dialog.Activity{Kind: dialog.Withdrawn, Message: t.message}
	} else if text, ok := rest("(編集)"); ok {
		a = dialog.Activity{Kind: dialog.Edited, Message: t.message, Text: text}
	} else if text, ok := rest("(リアクション)"); ok {
		a = dialog.Activity{Kind: dialog.Reacted, Message: fmt.Sprintf("r%d", s.events), Text: text}
		t.message = a.Message
	} else if filled, ok := rest("(フォーム)"); ok {
		a = dialog.Activity{Kind: dialog.Pressed, Action: dialog.Action{Question: t.question}, Form: form(filled)}
	} else if value, ok := rest("<"); ok { // picked in the picker of the newest question
		a = dialog.Activity{Kind: dialog.Pressed, Action: dialog.Action{Question: t.question},
			Value: strings.Replace(strings.Trim(value, "<>"), " ", "T", 1)}
	} else if strings.HasPrefix(words, "[") {
		a = s.press(name, words)
	} else {
		a = dialog.Activity{Kind: dialog.Said, Message: fmt.Sprintf("m%d", s.events), Text: words}
		t.message = a.Message
	}
	a.Ref, a.At = fmt.Sprintf("event %d", s.events), s.now.UTC()
	a.Direct, a.Mention = !s.place.room, s.place.mention
	asked := t.asked
	// As the worker does: whoever has a session has lost nothing.
	lost := func(context.Context) bool {
		return len(t.session) == 0 && !asked.IsZero() && s.now.Sub(asked) < dialog.Lifetime
	}
	return dialog.Turn{Person: s.meet(name), Activity: a, Caps: s.place.caps(), Now: s.now.UTC(),
		Lost: lost}
}

// form reads what was filled in: "day=2026-11-19 reasons=forgot,train".
func form(filled string) dialog.Values {
	out := dialog.Values{}
	for _, word := range strings.Fields(filled) {
		name, value, _ := strings.Cut(word, "=")
		out[name] = strings.Split(value, ",")
	}
	return out
}

// formLine is a form as the transcripts print it: its title, and its entries with what they show at first.
func formLine(f dialog.Form) string {
	var entries []string
	for _, e := range f.Inputs {
		shown := e.Initial
		for _, o := range e.Options {
			if o.Value == e.Initial {
				shown = o.Label
			}
		}
		entries = append(entries, strings.TrimSpace(e.Label+" "+shown))
	}
	return f.Title + ": " + strings.Join(entries, " / ") + " [" + f.Send + "] [" + f.Close + "]"
}

// say prints replies and remembers their buttons. In a room, what only the person sees is marked.
func (s *stage) say(t *talk, result dialog.Result, punches []worktime.Punch) []string {
	var out []string
	if len(result.Replies) == 0 && result.Ignored == "" {
		s.t.Error("a turn says nothing and not why")
	}
	for _, r := range result.Replies {
		mark := "  "
		if s.place.room && r.Private {
			mark = "  (1対1) "
			if s.place.caps().Whisper {
				mark = "  (本人だけに) "
			} else if r.Brief != "" {
				out = append(out, "  "+r.Brief)
			}
		}
		shown := dialog.Fit(r, s.place.caps())
		lines := strings.Split(dialog.PlainText(shown), "\n")
		if len(lines) > longest && len(r.Cards) == 0 { // a list of cards was asked for
			s.t.Errorf("too long for one message:\n%s", strings.Join(lines, "\n"))
		}
		for _, l := range lines {
			out = append(out, mark+l)
		}
		if s.pressed && s.place.caps().Form && r.Form != nil {
			out = append(out, mark+"(フォーム) "+formLine(*r.Form))
		}
		t.asked = time.Time{}
		for _, c := range r.Choices {
			if (r.Want != nil || r.Form != nil) && c.Action.Question != "" {
				t.question = c.Action.Question
			}
		}
		picks := slices.ContainsFunc(r.Choices, func(c dialog.Choice) bool { return c.Want != nil })
		if r.Tone == dialog.Ask || r.Want != nil || picks {
			t.asked = s.now
		}
		for _, m := range append([]dialog.Reply{r}, shown...) {
			for _, card := range m.Cards {
				t.buttons = append(t.buttons, card.Choices...)
			}
			t.buttons = append(t.buttons, m.Choices...)
		}
	}
	for i, l := range out {
		if strings.ContainsAny(l, "{}") || strings.Contains(l, "…]") {
			s.t.Errorf("not fit to be read: %s", l)
		}
		out[i] = receipts(signed.ReplaceAllString(l, "https://dakoku.test/f/…"), punches)
	}
	return out
}

// receipts names receipts by their place in the chain: they are hashes, and would change with every id.
func receipts(line string, punches []worktime.Punch) string {
	for _, word := range []string{"受付 ", "receipt "} {
		if !strings.Contains(line, word) {
			continue
		}
		for _, p := range punches {
			line = strings.Replace(line, word+p.Receipt, fmt.Sprintf("%sR%03d", word, p.Seq), 1)
		}
	}
	return line
}

// changes lists the facts that are new, in the order of the chain.
func changes(before, after []string) []string {
	var out []string
	for i, fact := range after {
		if i >= len(before) || before[i] != fact {
			out = append(out, "= "+fact)
		}
	}
	return out
}

// accounts are who is linked to what and speaks which language.
func (s *stage) accounts() []string {
	var out []string
	m, err := s.store.Masters().Masters(context.Background(), s.tenant.Code)
	s.ok(err)
	names := map[domain.ID]string{}
	for name, e := range s.people {
		names[e.ID] = name
	}
	for _, e := range m.Employees {
		out = append(out, "言語 "+names[e.ID]+" "+e.Language)
	}
	for _, a := range m.Accounts {
		for door, id := range s.channels {
			if id == a.Channel {
				out = append(out, "連携 "+names[a.Employee]+" "+string(door)+" "+a.User)
			}
		}
	}
	slices.Sort(out)
	return out
}

func accountChanges(before, after []string) []string {
	var out []string
	for _, fact := range before {
		if !slices.Contains(after, fact) && strings.HasPrefix(fact, "連携 ") {
			out = append(out, "= 解除 "+strings.TrimPrefix(withoutUser(fact), "連携 "))
		}
	}
	for _, fact := range after {
		if !slices.Contains(before, fact) {
			out = append(out, "= "+withoutUser(fact))
		}
	}
	return out
}

// withoutUser drops the platform's id of the account, which says nothing to a reader.
func withoutUser(fact string) string {
	return strings.Join(strings.Fields(fact)[:min(3, len(strings.Fields(fact)))], " ")
}

func clockOn(p worktime.Punch) string {
	c := calendar.ClockOn(p.At, p.Date, tokyo)
	return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60)
}

var doors = map[string]domain.Door{"line": domain.LINE, "chatwork": domain.Chatwork, "slack": domain.Slack}
