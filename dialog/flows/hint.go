package flows

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/vocabulary"
)

// actHint answers a message that is nearly something. It records nothing: only the whole word punches.
const actHint = "hint"

// hintRunes is the length from which a message tells more than one word of it can answer.
const hintRunes = 60

// hintActs are the topics whose answer is a command's own.
var hintActs = map[string]dialog.Action{
	"who_in": {Name: actWho, Arg: "in"}, "who_off": {Name: actWho, Arg: "off"},
	"today_hours": {Name: actToday}, "month_hours": {Name: actMonth}, "fix": {Name: actCorrect},
	"approvals": {Name: actApprovals}, "requests": {Name: actRequests}, "help": {Name: actHelp},
}

// courtesies are topics that answer no open question and ask for nothing.
var courtesies = []string{"ok", "thanks", "hello", "help"}

// Hint implements dialog.Script: what a message to the bot is about when nothing else explains it.
func (f *Flows) Hint(ctx context.Context, t dialog.Turn, open bool) (dialog.Action, bool, error) {
	if quiet(t) || utf8.RuneCountInString(t.Activity.Text) > hintRunes {
		return dialog.Action{}, false, nil
	}
	c, err := f.company(ctx, t.Person.Tenant, t.Now)
	if err != nil {
		return dialog.Action{}, false, err
	}
	if date, asked := c.dayAsked(t); asked {
		return dialog.Action{Name: actDay, Arg: string(date)}, true, nil
	}
	own := c.words.Own(t.Activity.Text)
	topic := topicOf(own)
	if m := c.words.Match(undecorated(own), c.said(t.Activity.At)); topic == "" && m.Intent == vocabulary.Punch {
		topic = string(m.Kind)
	}
	if topic == "" || topic == "none" || open && slices.Contains(courtesies, topic) {
		return dialog.Action{}, false, nil
	}
	if a, ok := hintActs[topic]; ok {
		return a, true, nil
	}
	return dialog.Action{Name: actHint, Arg: topic}, true, nil
}

// emojiCodes are emoji as Slack writes them.
var emojiCodes = regexp.MustCompile(`:[a-z0-9_+\-]+:`)

// undecorated is a text without emoji: "out 👋".
func undecorated(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.So, unicode.Sk, unicode.Mn, unicode.Cf) {
			return -1
		}
		return r
	}, emojiCodes.ReplaceAllString(text, "")))
}

func topicOf(text string) string {
	for _, h := range locale.Hints() {
		if slices.Contains(h.Whole, text) || slices.ContainsFunc(h.Words, func(w string) bool { return strings.Contains(text, w) }) {
			return h.Topic
		}
	}
	return ""
}

// hint answers by topic: what is meant is named, what was not done is said, and what would do it can be pressed.
func (f *Flows) hint(ctx context.Context, t dialog.Turn, topic string) (dialog.Answer, error) {
	w := wording{lang: lang(t)}
	if kind, ok := vocabulary.KindOf(topic); ok {
		return f.nearly(ctx, t, kind)
	}
	switch topic {
	case "ok":
		return silent("an acknowledgement"), nil
	case "thanks":
		return answer(w.say(dialog.Plain, w.t("hint.thanks"))), nil
	case "password":
		return answer(w.say(dialog.Plain, w.t("hint.password"))), nil
	case "balance":
		return answer(w.private(dialog.Plain, w.t("hint.balance"))), nil
	case "mistake", "undo":
		r := w.say(dialog.Plain, w.t("hint.mistake"))
		r.Choices = []dialog.Choice{w.command("undo"), w.command("correct")}
		return answer(r), nil
	case "absence":
		return f.leaveHow(ctx, t)
	case "late", "early", "overtime":
		return f.notice(ctx, t, topic)
	case "punch", "hello":
		got, err := f.Records.Today(ctx, t.Person.Tenant, t.Person.Employee, t.Now)
		if err != nil {
			return dialog.Answer{}, err
		}
		r := w.say(dialog.Plain, w.t("hint."+topic))
		r.Choices, r.State = w.possible(got.Standing), menu(got.Standing)
		return answer(r), nil
	}
	return f.Repair(ctx, t, dialog.Fallback)
}
