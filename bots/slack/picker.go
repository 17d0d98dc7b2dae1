package slack

import (
	"strings"

	"github.com/dakoku/dakoku/dialog"
	sdk "github.com/slack-go/slack"
)

// pickPrefix begins the action_id of a picker. A picker has no value to carry an action in, so its id carries it.
const pickPrefix = "pick"

// lastTime is the latest a time picker knows. Times beyond midnight (25:30) are typed:
// https://docs.slack.dev/reference/block-kit/block-elements/time-picker-element/
const lastTime = "23:59"

// picker is an element to pick a value with, or nil when the action is too long for its id: then it is a button, and what
// it asks is typed. Nothing is picked beforehand, because picking what is picked already sends nothing.
func (d *drawing) picker(w dialog.Want, action dialog.Action, title string) sdk.BlockElement {
	id := strings.TrimSpace(pickPrefix + " " + action.String())
	if len([]rune(id)) > maxActionID {
		return nil
	}
	var placeholder *sdk.TextBlockObject
	if title != "" {
		placeholder = label(title, maxPlaceholder)
	}
	switch w.Kind {
	case dialog.WantDate:
		e := sdk.NewDatePickerBlockElement(id)
		e.Placeholder = placeholder
		return e
	case dialog.WantTime:
		e := sdk.NewTimePickerBlockElement(id)
		e.Placeholder, e.Timezone = placeholder, d.zone.String()
		if w.Max > lastTime && w.Hint != "" && w.Hint != title {
			d.context([]string{w.Hint})
		}
		return e
	case dialog.WantDateTime:
		if title != "" {
			d.context([]string{title}) // this element has no placeholder
		}
		return sdk.NewDateTimePickerBlockElement(id)
	}
	return nil
}

// pickedAction undoes the id of a picker. Without an action it answers the open question.
func pickedAction(id string) dialog.Action {
	rest, ok := strings.CutPrefix(id, pickPrefix)
	if !ok {
		return dialog.ParseAction(id)
	}
	return dialog.ParseAction(strings.TrimPrefix(rest, " "))
}
