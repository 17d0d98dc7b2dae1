package dialog

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dakoku/dakoku/domain"
)

// MaxUnclear is how often an answer may be misunderstood before the question is closed kindly.
const MaxUnclear = 3

// answerRunes is the length of a message in a room that may still be somebody's answer to a lost question. Longer
// talk between people is left alone.
const answerRunes = 12

// Engine runs a script. It is pure: no clock, no goroutine, nothing kept between turns.
type Engine struct{ script Script }

// New makes an engine for a script.
func New(s Script) Engine { return Engine{script: s} }

// Turn implements Runner.
func (e Engine) Turn(ctx context.Context, session []byte, t Turn) ([]byte, Result, error) {
	if t.Activity.Kind == Left {
		return nil, Result{Ignored: "left"}, nil
	}
	m := recall(session, e.script, t.Now)
	answer, err := e.understand(ctx, m, t)
	if err != nil {
		return session, Result{}, err
	}
	for i := range answer.Replies {
		if err := e.offers(ctx, m, t, &answer.Replies[i], ""); err != nil {
			return session, Result{}, err
		}
	}
	if err := e.ask(ctx, m, t, &answer); err != nil {
		return session, Result{}, err
	}
	return m.bytes(), answer.Result, nil
}

// outcome is an answer with what is to be asked after it.
type outcome struct {
	Answer
	why Why // how the open question is put after the answer; empty: it is not put
}

func (e Engine) understand(ctx context.Context, m *memory, t Turn) (outcome, error) {
	switch t.Activity.Kind {
	case Said:
		return e.said(ctx, m, t)
	case Pressed:
		return e.press(ctx, m, t, t.Activity.Action, t.Activity.Value)
	case Reacted:
		a, ok, err := e.script.Hear(ctx, t)
		if err != nil || !ok {
			return outcome{Answer: Answer{Result: Result{Ignored: "a reaction that means nothing"}}}, err
		}
		return e.press(ctx, m, t, a, "")
	case Edited:
		return e.press(ctx, m, t, Action{Name: ActEdited}, "")
	case Withdrawn:
		return e.press(ctx, m, t, Action{Name: ActWithdrawn}, "")
	case Joined:
		return e.press(ctx, m, t, Action{Name: ActJoined}, "")
	case Opened:
		return e.press(ctx, m, t, Action{Name: ActOpened}, "")
	}
	return outcome{}, domain.Errorf(domain.Invalid, "dialog: unknown kind of activity %q", t.Activity.Kind)
}

// said looks for a meaning in the agreed order: a choice on offer, a command or punch word unless the open question
// claims it, the answer to the open question, the start of something new, something near to what was said, and last a
// list of what can be said.
func (e Engine) said(ctx context.Context, m *memory, t Turn) (outcome, error) {
	a, ok, err := e.script.Hear(ctx, t)
	if err != nil {
		return outcome{}, err
	}
	if !ok { // words and offers never share a form; should the company add such a word now, the word wins
		a, ok = m.offered(Fold(t.Activity.Text), t.Activity)
	}
	if ok && !e.claimed(m, a) {
		return e.press(ctx, m, t, a, "")
	}
	got, fits, err := e.freeText(ctx, m, t)
	if err != nil || fits {
		return got, err
	}
	if ok { // claimed, but no answer after all
		return e.press(ctx, m, t, a, "")
	}
	if a, ok, err = e.script.Start(ctx, t); err != nil || ok {
		if err != nil {
			return outcome{}, err
		}
		return e.press(ctx, m, t, a, "")
	}
	if got.Because == "" { // an answer of which it can be said what is wrong with it is an answer
		if a, ok, err = e.script.Hint(ctx, t, m.top() != nil); err != nil || ok {
			if err != nil {
				return outcome{}, err
			}
			return e.press(ctx, m, t, a, "")
		}
	}
	if m.top() != nil {
		return e.unclear(ctx, m, t, got.Answer)
	}
	if e.lost(ctx, m, t) {
		return e.repair(ctx, t, Lost)
	}
	return e.repair(ctx, t, Fallback)
}

// claimed tells whether the open question takes the word of a named action for its answer.
func (e Engine) claimed(m *memory, a Action) bool {
	f := m.top()
	if f == nil || a.Question != "" {
		return false
	}
	d, _ := e.script.Dialog(f.Dialog)
	return slices.Contains(d.Steps[f.Step].Claims, a.Name)
}

// lost tells whether the message may answer a question that is not remembered any more.
func (e Engine) lost(ctx context.Context, m *memory, t Turn) bool {
	a := t.Activity
	if !a.Direct && !a.Mention && utf8.RuneCountInString(a.Text) > answerRunes {
		return false
	}
	return m.lost || t.Lost != nil && t.Lost(ctx)
}

// cancel closes a question: the one named, else the newest.
func (e Engine) cancel(ctx context.Context, m *memory, t Turn, question string) (outcome, error) {
	if question != "" && !m.raise(question) {
		return e.repair(ctx, t, Stale)
	}
	if m.top() == nil {
		return e.repair(ctx, t, Nothing)
	}
	m.pop()
	out, err := e.repair(ctx, t, Cancel)
	out.why = Resumed
	return out, err
}

// press runs an action: a named one always, an unnamed one if its question is open.
func (e Engine) press(ctx context.Context, m *memory, t Turn, a Action, value string) (outcome, error) {
	if a == CancelAction || a.Question != "" && a.Arg == CancelAction.Name {
		return e.cancel(ctx, m, t, a.Question)
	}
	if a.Question != "" {
		if !m.raise(a.Question) {
			return e.repair(ctx, t, Stale)
		}
		return e.answer(ctx, m, t, Input{Choice: a.Arg, Value: value, Form: t.Activity.Form})
	}
	act, ok := e.script.Act(a.Name)
	if !ok {
		return e.repair(ctx, t, Unknown)
	}
	if value != "" {
		a.Arg = strings.TrimSpace(a.Arg + " " + value)
	}
	got, err := act(ctx, t, a.Arg)
	if err == nil {
		m.close(got.Closes)
	}
	out := outcome{Answer: got}
	if len(got.Replies) > 0 {
		out.why = Resumed
	}
	return out, err
}

// freeText gives the open question the message; fits is false when there is none, it was put elsewhere, or the message
// is no answer to it.
func (e Engine) freeText(ctx context.Context, m *memory, t Turn) (_ outcome, fits bool, err error) {
	if f := m.top(); f == nil || !heard(f.Apart, t.Activity) {
		return outcome{}, false, nil
	}
	got, err := e.take(ctx, m, t, Input{Text: t.Activity.Text})
	return got, !got.Again, err
}

// answer gives the newest open question a choice or a picked value.
func (e Engine) answer(ctx context.Context, m *memory, t Turn, in Input) (outcome, error) {
	got, err := e.take(ctx, m, t, in)
	if err != nil || !got.Again {
		return got, err
	}
	return e.unclear(ctx, m, t, got.Answer)
}

// take runs the newest open question's Take and closes the question unless it was not understood.
func (e Engine) take(ctx context.Context, m *memory, t Turn, in Input) (outcome, error) {
	f := m.top()
	d, _ := e.script.Dialog(f.Dialog)
	got, err := d.Steps[f.Step].Take(ctx, Scene{Turn: t, Data: f.Data}, in)
	if err == nil && !got.Again {
		m.pop()
		m.close(got.Closes)
	}
	return outcome{Answer: got, why: Resumed}, err
}

// unclear puts the question again, or lets it go when it was misunderstood too often.
func (e Engine) unclear(ctx context.Context, m *memory, t Turn, got Answer) (outcome, error) {
	if t.Activity.Kind == Said && !t.Activity.Direct && !t.Activity.Mention {
		// People talk to each other in a room; only what fits is an answer.
		return outcome{Answer: Answer{Result: Result{Ignored: "talk in a room while a question is open"}}}, nil
	}
	f := m.top()
	if f.Unclear++; f.Unclear >= MaxUnclear {
		m.pop()
		out, err := e.repair(ctx, t, LetGo)
		out.why = Resumed
		return out, err
	}
	return outcome{Answer: got, why: Unclear}, nil
}

func (e Engine) repair(ctx context.Context, t Turn, why Why) (outcome, error) {
	got, err := e.script.Repair(ctx, t, why)
	return outcome{Answer: got}, err
}

// ask puts the question that is open now after what was answered.
func (e Engine) ask(ctx context.Context, m *memory, t Turn, out *outcome) error {
	why := out.why
	if q := out.Next; q != nil {
		d, ok := e.script.Dialog(q.Dialog)
		if _, known := d.Steps[q.Step]; !ok || !known {
			return domain.Errorf(domain.Invalid, "dialog: there is no step %s.%s", q.Dialog, q.Step)
		}
		m.push(*q, d.Edition, t.Activity.Ref)
		why = ""
	} else if why == "" || m.top() == nil {
		return nil
	}
	f := m.top()
	d, _ := e.script.Dialog(f.Dialog)
	r, err := d.Steps[f.Step].Ask(ctx, Scene{Turn: t, Data: f.Data})
	if err != nil {
		return err
	}
	f.At, f.Apart = since(t), apart(t, r)
	r.Tone = Ask
	if why != "" {
		r = e.script.Rephrase(t, why, out.Because, r)
	}
	if err := e.offers(ctx, m, t, &r, f.ID); err != nil {
		return err
	}
	out.Replies = append(out.Replies, r)
	out.Ignored = ""
	return nil
}
