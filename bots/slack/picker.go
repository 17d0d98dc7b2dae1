package slack

import (
	"strings"
	"time"

	"github.com/dakoku/dakoku/dialog"
	sdk "github.com/slack-go/slack"
)

// pickPrefix begins the action_id of a picker. A picker has no value to carry an action in, so its id carries it.
const pickPrefix = "pick"

// pickedLayout is the form of a picked date and time.
const pickedLayout = "2006-01-02T15:04"

// lastTime is the latest a time picker knows. Times beyond midnight (25:30) are typed:
// https://docs.slack.dev/reference/block-kit/block-elements/time-picker-element/
const lastTime = "23:59"

// picker is an element to pick a value with, or nil when the action is too long for its id: then it is a button, and what
// it asks is typed. No date or time is picked beforehand, because picking what is picked already sends nothing; only where
// both are wanted the day is given, so that the time remains.
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
		e := sdk.NewDateTimePickerBlockElement(id)
		if at, err := time.ParseInLocation(pickedLayout, w.Initial, d.zone); err == nil {
			e.InitialDateTime = at.Unix()
		}
		return e
	}
	return nil
}

// wanted is the picker for what a question waits for. It is tied to the question by the question's own choices; without any
// the hint says what to type.
func (d *drawing) wanted(w dialog.Want, choices []dialog.Choice) sdk.BlockElement {
	for _, c := range choices {
		if c.Action.Question != "" {
			return d.picker(w, dialog.Action{Question: c.Action.Question}, w.Hint)
		}
	}
	d.context([]string{w.Hint})
	return nil
}

// pickedAction undoes the id of a picker.
func pickedAction(id string) dialog.Action {
	rest, ok := strings.CutPrefix(id, pickPrefix)
	if !ok {
		return dialog.ParseAction(id)
	}
	return dialog.ParseAction(strings.TrimPrefix(rest, " "))
}
