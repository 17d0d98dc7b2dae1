package line

import (
	"net/url"
	"strings"

	"github.com/dakoku/dakoku/dialog"
)

// press is the action of a choice. The words that choose it appear in the chat as said by the person: a postback alone
// leaves no trace there.
func press(c dialog.Choice) action {
	label := labelLimit.Cut(orTyped(c.Label, c.Typed))
	data := c.Action.String()
	if c.Action.Zero() || !dataLimit.Fits(data) {
		return action{Type: "message", Label: label, Text: sayLimit.Cut(orTyped(c.Typed, c.Label))}
	}
	if c.Want != nil {
		return pick(label, data, *c.Want)
	}
	return action{Type: "postback", Label: label, Data: data, Display: displayLimit.Cut(spoken(c))}
}

// link opens an address in the phone's own browser: LINE's cannot keep what is downloaded.
// https://developers.line.biz/en/docs/line-login/using-line-url-scheme/#opening-url-in-external-browser
func link(l dialog.Link) action {
	at := l.URL
	if u, err := url.Parse(l.URL); err == nil {
		q := u.Query()
		q.Set("openExternalBrowser", "1")
		u.RawQuery = q.Encode()
		at = u.String()
	}
	return action{Type: "uri", Label: labelLimit.Cut(l.Label), URI: at}
}

// pick is a picker for a date or a time. Its limits are the client's only and are checked again by whoever takes the value.
// https://developers.line.biz/en/reference/messaging-api/#datetime-picker-action
func pick(label, data string, w dialog.Want) action {
	return action{
		Type: "datetimepicker", Label: label, Data: data, Mode: string(w.Kind),
		Initial: w.Initial, Min: w.Min, Max: w.Max,
	}
}

// spoken is what the person is seen to say: the label, or the typed form where that says more.
func spoken(c dialog.Choice) string {
	if c.Label == "" || typesLabel(c) && !strings.EqualFold(c.Typed, c.Label) {
		return c.Typed
	}
	return c.Label
}

// typesLabel tells whether who reads the label knows what to type: 「承認」 and 「承認 1031」, "Out" and "out", not "1".
func typesLabel(c dialog.Choice) bool {
	return strings.Contains(strings.ToLower(c.Typed), strings.ToLower(c.Label))
}

func orTyped(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// quick are the buttons above the keyboard. They vanish with the next message and do not show on a PC, so nothing hangs
// on them: every choice can be typed.
func quick(r dialog.Reply) *quickReply {
	var items []quickItem
	for _, c := range r.Choices {
		if len(items) < maxQuick {
			items = append(items, quickItem{Type: "action", Action: press(c)})
		}
	}
	if a, ok := wanted(r); ok && len(items) < maxQuick {
		items = append(items, quickItem{Type: "action", Action: a})
	}
	if len(items) == 0 {
		return nil
	}
	return &quickReply{Items: items}
}

// Labels of a picker that no choice opens: signs, because a connector has no words.
const (
	signDate = "📅"
	signTime = "🕒"
)

// wanted is a picker for the value a question waits for, tied to it by the question's own choices.
func wanted(r dialog.Reply) (action, bool) {
	question := questionOf(r)
	if r.Want == nil || question == "" {
		return action{}, false
	}
	label := signDate
	if r.Want.Kind == dialog.WantTime {
		label = signTime
	}
	return pick(label, dialog.Action{Question: question}.String(), *r.Want), true
}

func questionOf(r dialog.Reply) string {
	for _, c := range r.Choices {
		if c.Action.Question != "" {
			return c.Action.Question
		}
	}
	return ""
}
