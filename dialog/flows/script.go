package flows

import (
	"context"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/vocabulary"
)

// The names of the actions. Buttons and menus carry them for ever, so a name never changes its meaning.
const (
	actPunch    = "punch"     // kind, mark: punch now
	actGreet    = "greet"     // kind: a greeting that punches
	actUndo     = "undo"      // punch, or nothing: the last one
	actKeep     = "keep"      // a punch whose message is gone stays
	actForgot   = "forgot"    // date, time: the person's answer about a missing clock-out
	actPick     = "forgot.at" // date: ask for another time
	actLater    = "forgot.later"
	actToday    = "today"
	actMonth    = "month" // a month as it was said, lastMonth, or nothing: the present one
	actWho      = "who"   // in, off
	actWhy      = "why"   // said in words alone
	actPhrase   = "phrase"
	actHelp     = "help"
	actLanguage = "language" // ja, en, or nothing: ask
	actLink     = "link"     // the digits of a code
	actUnlink   = "unlink"
	actCorrect  = "correct" // date, or nothing: ask

	actRequests   = "requests"
	actWithdraw   = "withdraw"     // number
	actRedo       = "redo"         // number: change a returned request and send it again
	actApprovals  = "approvals"    // number after which the page begins, or nothing
	actApprove    = "approve"      // number, and the version of the day when it was shown anew
	actReturn     = "return"       // number, and the comment
	actReject     = "reject"       // number, and the comment
	actApproveAll = "approve.all"  // numbers
	actTakeBack   = "request.undo" // number: take an approval back
)

// commandActions are what the fixed commands ask for.
var commandActions = map[string]dialog.Action{
	"in":     {Name: actPunch, Arg: "in"},
	"out":    {Name: actPunch, Arg: "out"},
	"break":  {Name: actPunch, Arg: "break_start"},
	"back":   {Name: actPunch, Arg: "back"},
	"leave":  {Name: actPunch, Arg: "leave"},
	"return": {Name: actPunch, Arg: "return"},
	"undo":   {Name: actUndo},
	"today":  {Name: actToday},
	"month":  {Name: actMonth},

	"last_month": {Name: actMonth, Arg: lastMonth},
	"help":       {Name: actHelp},
	"language":   {Name: actLanguage},
	"japanese":   {Name: actLanguage, Arg: locale.Japanese},
	"english":    {Name: actLanguage, Arg: locale.English},
	"unlink":     {Name: actUnlink},
	"silence":    {Name: actSilence, Arg: silenceOn},
	"speak":      {Name: actSilence, Arg: silenceOff},
	"correct":    {Name: actCorrect},

	"requests":  {Name: actRequests},
	"approvals": {Name: actApprovals},
	"messages":  {Name: actMessages},
	"surveys":   {Name: actSurveys},
	"send":      {Name: actSend},
	"recall":    {Name: actRecall},
	"cancel":    dialog.CancelAction,
}

// words are the fixed commands by what is typed.
func words() map[string]dialog.Action {
	out := map[string]dialog.Action{}
	for name, list := range locale.Commands() {
		if a, ok := commandActions[name]; ok {
			for _, w := range list {
				out[w] = a
			}
		}
	}
	return out
}

// Dialog implements dialog.Script.
func (f *Flows) Dialog(name string) (dialog.Dialog, bool) {
	d, ok := f.dialogs[name]
	return d, ok
}

// Act implements dialog.Script. Who may act at all is decided here, once for every action.
func (f *Flows) Act(name string) (dialog.Act, bool) {
	act, ok := f.acts[name]
	if !ok {
		return nil, false
	}
	return func(ctx context.Context, t dialog.Turn, arg string) (dialog.Answer, error) {
		if stop, stopped := f.admit(t, name); stopped {
			return stop, nil
		}
		got, err := act(ctx, t, arg)
		return f.refused(t, got, err)
	}, true
}

// questionMark asks for help where somebody talks to the bot; between people in a room it asks a person.
const questionMark = "?"

// Hear implements dialog.Script: a whole message that is a command or a punch word.
func (f *Flows) Hear(ctx context.Context, t dialog.Turn) (dialog.Action, bool, error) {
	if t.Activity.Kind != dialog.Reacted {
		if a, ok := f.command(t); ok {
			return a, true, nil
		}
		if a, ok := numberedCommand(t.Activity.Text); ok {
			return a, true, nil
		}
		if t.Person.Employee == "" && isCode(t, t.Activity.Text) {
			return dialog.Action{Name: actLink, Arg: digits(t.Activity.Text)}, true, nil
		}
	}
	m, err := f.match(ctx, t)
	if err != nil {
		return dialog.Action{}, false, err
	}
	switch m.Intent {
	case vocabulary.Punch:
		return punchAction(m), true, nil
	case vocabulary.WhoIn:
		return dialog.Action{Name: actWho, Arg: "in"}, true, nil
	case vocabulary.WhoOff:
		return dialog.Action{Name: actWho, Arg: "off"}, true, nil
	}
	return dialog.Action{}, false, f.hushTried(ctx, t)
}

// command reads a message as a fixed command. Asked to the bot with a question mark (今日？) only what merely reads is one:
// 出勤？ punches nothing.
func (f *Flows) command(t dialog.Turn) (dialog.Action, bool) {
	word := dialog.Fold(t.Activity.Text)
	if word == questionMark && quiet(t) {
		return dialog.Action{}, false
	}
	if a, ok := f.words[word]; ok {
		return a, true
	}
	asked, marked := strings.CutSuffix(word, questionMark)
	a, ok := f.words[strings.TrimSpace(asked)]
	return a, ok && marked && !quiet(t) && slices.Contains(readingActs, a.Name)
}

// readingActs are the actions that tell and change nothing.
var readingActs = []string{actToday, actMonth, actHelp, actRequests, actApprovals, actMessages, actSurveys}

// Start implements dialog.Script: a sentence that is understood and opens something by itself.
func (f *Flows) Start(ctx context.Context, t dialog.Turn) (dialog.Action, bool, error) {
	for _, read := range []func(context.Context, dialog.Turn) (dialog.Action, bool, error){f.typedReminder, f.typedVote} {
		if a, ok, err := read(ctx, t); ok || err != nil {
			return a, ok, err
		}
	}
	if t.Activity.Direct && isCode(t, t.Activity.Text) {
		return dialog.Action{Name: actLink, Arg: digits(t.Activity.Text)}, true, nil
	}
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Action{}, false, err
	}
	if _, asked := asksWhy(t.Activity.Text, c.said(t.Activity.At).Today()); asked && !quiet(t) {
		return dialog.Action{Name: actWhy}, true, nil
	}
	if a, ok := asksMonth(t); ok {
		return a, true, nil
	}
	m, _ := c.sentence(t.Activity.Text, c.said(t.Activity.At), nil)
	return dialog.Action{Name: actPhrase}, m.Intent != vocabulary.None && !(m.Bare && quiet(t)), nil
}
