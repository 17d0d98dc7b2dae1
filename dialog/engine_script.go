package dialog

import (
	"context"
	"encoding/json"

	"github.com/dakoku/dakoku/domain"
)

// Script is what an engine can talk about. The engine decides which understanding comes first and keeps the open
// questions; the script knows the words and acts.
type Script interface {
	// Dialog finds a dialog by its name.
	Dialog(name string) (Dialog, bool)
	// Act finds what a named action does; false: nobody knows it (any more).
	Act(name string) (Act, bool)
	// Hear reads the whole message of a turn as a named action: a punch word, a command. It must be cheap and
	// write nothing: the engine also asks it about every word it is going to offer.
	Hear(ctx context.Context, t Turn) (Action, bool, error)
	// Start reads a message that opens a conversation by itself. It is asked after the open question.
	Start(ctx context.Context, t Turn) (Action, bool, error)
	// Hint reads a message that is nearly something. It is asked last, and nothing of what it answers may be recorded.
	// open: a question waits, which whoever only thanks for it has to hear again.
	Hint(ctx context.Context, t Turn, open bool) (Action, bool, error)
	// Repair says what is to be said when a turn cannot go on as it was meant.
	Repair(ctx context.Context, t Turn, why Why) (Answer, error)
	// Rephrase puts a question again; why is Resumed or Unclear. because says what was wrong with the answer, in a
	// sentence; empty: it was not understood.
	Rephrase(t Turn, why Why, because string, question Reply) Reply
}

// Why says what went wrong with an understanding.
type Why string

// The reasons.
const (
	Resumed  Why = "resumed"  // the open question is put again after something else was answered
	Unclear  Why = "unclear"  // the answer was not understood; the question is put again
	LetGo    Why = "let_go"   // not understood MaxUnclear times: the question is closed
	Cancel   Why = "cancel"   // the person does not want to go on
	Nothing  Why = "nothing"  // … although nothing was open
	Stale    Why = "stale"    // a button of a question that is closed
	Unknown  Why = "unknown"  // a button nobody knows any more
	Lost     Why = "lost"     // the question was open, but it is not remembered
	Fallback Why = "fallback" // nothing explains what was said
)

// CancelAction is the action of a word that closes the newest open question. Offered under a question it closes that one.
var CancelAction = Action{Name: "cancel"}

// The actions an engine makes of what is neither said nor pressed.
const (
	ActJoined    = "joined"
	ActOpened    = "opened"
	ActEdited    = "edited"
	ActWithdrawn = "withdrawn"
)

// Act does what a named action asks for. It is a request: the act checks every time whether it may.
type Act func(ctx context.Context, t Turn, arg string) (Answer, error)

// Answer is what an act or a step says and where the conversation goes next.
type Answer struct {
	Result
	Next    *Question // a question to put now
	Again   bool      // the answer does not fit; the question stays open
	Because string    // with Again: what is wrong with the answer, in a sentence; empty: it was not understood
	Closes  *Question // a question that is answered by this too; if it is open it is not put again, whichever its step
}

// Question is a step of a dialog with what it has to remember, small and as JSON.
type Question struct {
	Dialog string
	Step   string
	Data   json.RawMessage
}

// Dialog is a conversation of several turns. Steps are named, never numbered. Edition goes up when Data changes its
// meaning: a question of an older edition is lost, and the person is told.
type Dialog struct {
	Edition int
	Steps   map[string]Step
}

// Step is one question.
type Step struct {
	// Ask puts it. It writes nothing and may be repeated. Choices without an action's name answer this question.
	Ask func(ctx context.Context, s Scene) (Reply, error)
	// Take acts on an answer. Without Next or Again in its Answer the question is closed.
	Take func(ctx context.Context, s Scene, in Input) (Answer, error)
	// Claims are the named actions whose word, typed while this question is open, is its answer if it fits: 今日, where a
	// day is asked for, is that day. No punch is ever among them.
	Claims []string
}

// Scene is a turn with what the open question remembers.
type Scene struct {
	Turn Turn
	Data json.RawMessage
}

// Read decodes what the question remembers. Data that cannot be read is a fault of this program, not of the person.
func (s Scene) Read(v any) error {
	if len(s.Data) == 0 {
		return nil
	}
	if err := json.Unmarshal(s.Data, v); err != nil {
		return domain.Errorf(domain.Invalid, "dialog: a question's data: %w", err)
	}
	return nil
}

// Put makes a question with what it has to remember. data must be a plain struct or nil.
func Put(dialog, step string, data any) *Question {
	q := &Question{Dialog: dialog, Step: step}
	if data != nil {
		q.Data, _ = json.Marshal(data) // plain structs of text and numbers always encode
	}
	return q
}

// Input is how a question was answered: by a choice, a picked value, free text or a form; one of them is set.
type Input struct {
	Choice string // Action.Arg of the choice
	Value  string // from a picker
	Text   string
	Form   Values
}
